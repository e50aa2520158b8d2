using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Officers;
using Disbursement.Jobs.Review.Host;
using Disbursement.Jobs.Review.Settings;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Tests.Acts;
using Microsoft.Extensions.Configuration;
using Serilog.Core;

namespace Disbursement.Review.Tests;

/// <summary>The door of the console: what it asks for, whom it answers, and what a stranger can do to it.</summary>
[TestFixture]
internal sealed partial class DoorTests
{
    private const int Strangers = 100;

    private static readonly Uri Negotiate = new("/_blazor/negotiate?negotiateVersion=1", UriKind.Relative);

    private TestConsole _console = null!;

    [TearDown]
    public async Task Close()
    {
        if (_console is not null)
            await _console.DisposeAsync();
        _console = null!;
    }

    [Test]
    public async Task A_reviewer_who_needs_a_second_factor_sets_it_up_before_anything_else_and_shows_its_code_from_then_on()
    {
        await Open(order => order with { Work = order.Work with { Terms = Terms(OfficerRole.Reviewer) } });
        using Walker li = await new Walker(_console).SignIn("li"), zhang = await new Walker(_console).SignIn("zhang");
        (_, string? sent, _) = await li.Get("/batches");
        (_, _, string page) = await li.Get("/factor");
        byte[] secret = OtpNet.Base32Encoding.ToBytes(Shown().Match(page).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal));
        using HttpResponseMessage wrong =
            await li.Send("/factor", "/session/factor", ("password", TestOffice.Password), ("code", "000000"));
        (_, _, string again) = await li.Get("/factor");
        using HttpResponseMessage done =
            await li.Send("/factor", "/session/factor", ("password", TestOffice.Password), ("code", Code(secret)));
        using Walker without = await new Walker(_console).SignIn("li"), used = await new Walker(_console).SignIn("li", code: Code(secret));
        _console.Office.Inputs.Clock.Advance(TimeSpan.FromSeconds(30));
        using Walker with = await new Walker(_console).SignIn("li", code: Code(secret));

        Assert.That((sent, wrong.Headers.Location?.ToString(), done.Headers.Location?.ToString()),
            Is.EqualTo(("/factor", "/factor?why=FACTOR-CODE", "/")));
        Assert.That(Shown().Match(again).Value, Is.EqualTo(Shown().Match(page).Value), "the same until a right code was given");
        Assert.That(page, Does.Contain("<svg"));
        Assert.That((without.Place, used.Place, with.Place),
            Is.EqualTo(("/sign-in?why=SIGN-IN&back=%2F", "/sign-in?why=SIGN-IN&back=%2F", "/")));
        Assert.That((await zhang.Get("/runs")).Status, Is.EqualTo(HttpStatusCode.OK), "an operator needs none");
        Assert.That(_console.Office.Breaks(), Is.Empty);
    }

    [Test]
    public async Task A_factor_taken_away_ends_the_sessions_of_its_officer()
    {
        await Open();
        byte[] secret = _console.Office.Enrol("li");
        _console.Office.Inputs.Clock.Advance(TimeSpan.FromSeconds(30));
        using Walker li = await new Walker(_console).SignIn("li", code: Code(secret));
        HttpStatusCode before = (await li.Get("/batches")).Status;
        TestOffice.Done(new ManageFactors(_console.Office.Setting).Reset(_console.Office.Administrator, "li"));

        Assert.That((before, (await li.Get("/batches")).Status), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.Redirect)));
    }

    [Test]
    public async Task A_given_password_does_not_open_the_door_in_the_browser_of_whoever_gave_it()
    {
        await Open();
        using Walker chen = await new Walker(_console).SignIn("chen"), li = new(_console);
        TestOffice.Done(new ManageOfficers(_console.Office.Setting).Password(_console.Office.Administrator, "li", "given by chen"));
        await chen.SignIn("li", "given by chen");
        await li.SignIn("li", "given by chen");

        Assert.That((chen.Place, li.Place), Is.EqualTo(("/sign-in?why=SIGN-IN&back=%2F", "/")));
    }

    [TestCase("evil.example", HttpStatusCode.BadRequest)]
    [TestCase("127.0.0.1.evil.example", HttpStatusCode.BadRequest)]
    [TestCase("127.0.0.1", HttpStatusCode.OK)]
    [TestCase("localhost", HttpStatusCode.OK)]
    public async Task Only_the_names_of_the_machine_are_answered(string host, HttpStatusCode status)
    {
        await Open();
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri("/sign-in", UriKind.Relative));
        request.Headers.Host = host;

        Assert.That(await Status(request), Is.EqualTo(status));
    }

    [Test]
    public async Task Names_that_are_configured_take_the_place_of_the_machine_s()
    {
        await Open(order => order with { Surroundings = Surroundings.Read(Configured(("AllowedHosts:0", "pay.example.gov.cn"))) });
        HttpStatusCode[] answers = [];
        foreach (string host in new[] { "pay.example.gov.cn", Environment.MachineName, "127.0.0.1" })
        {
            using HttpRequestMessage request = new(HttpMethod.Get, new Uri("/sign-in", UriKind.Relative));
            request.Headers.Host = host;
            answers = [.. answers, await Status(request)];
        }

        Assert.That(answers, Is.EqualTo(new[] { HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.OK }));
    }

    [Test]
    public async Task A_circuit_is_opened_by_a_page_of_the_console_alone()
    {
        await Open();
        HttpStatusCode[] answers = [];
        foreach (string? origin in new[] { "https://evil.example", "null", null, _console.Address.GetLeftPart(UriPartial.Authority) })
        {
            using HttpRequestMessage request = new(HttpMethod.Post, Negotiate);
            if (origin is not null)
                request.Headers.Add("Origin", origin);
            answers = [.. answers, await Status(request)];
        }

        using ClientWebSocket socket = new();
        socket.Options.SetRequestHeader("Origin", "https://evil.example");
        Uri circuit = new UriBuilder(_console.Address) { Scheme = "ws", Path = "/_blazor" }.Uri;

        Assert.That(answers[..3], Is.All.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(answers[3], Is.Not.EqualTo(HttpStatusCode.Forbidden));
        Assert.That(async () => await socket.ConnectAsync(circuit, CancellationToken.None),
            Throws.TypeOf<WebSocketException>().With.Message.Contains("403"));
    }

    [TestCase(null, "127.0.0.1")]
    [TestCase("127.0.0.0/8", "203.0.113.9")]
    public async Task What_a_proxy_says_of_a_browser_is_believed_of_the_proxies_that_are_named(string? proxies, string from)
    {
        await Open(order => order with { Surroundings = Surroundings.Read(Configured(("Proxies", proxies))) });
        using HttpClient http = new() { BaseAddress = _console.Address };
        http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        using HttpResponseMessage page = await http.GetAsync(new Uri("/sign-in", UriKind.Relative));
        string token = Token().Match(await page.Content.ReadAsStringAsync()).Groups[1].Value;
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri("/session/open", UriKind.Relative))
        {
            Content = new FormUrlEncodedContent(
                [new("name", "li"), new("password", "wrong one"), new("__RequestVerificationToken", token)]),
        };
        request.Headers.Add("Cookie", page.Headers.GetValues("Set-Cookie").Select(cookie => cookie.Split(';')[0]));
        using HttpResponseMessage answer = await http.SendAsync(request);

        Assert.That(_console.Office.LastAct()["origin"], Does.EndWith($" console {from}"));
    }

    [Test]
    public async Task Whoever_comes_past_the_proxy_over_http_gets_no_form_whatever_they_say_of_themselves()
    {
        await Open(order => order with { Surroundings = Surroundings.Read(Configured(("Proxies", "10.0.0.1"))) });
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri("/sign-in", UriKind.Relative));
        request.Headers.Add("X-Forwarded-Proto", "https");

        Assert.That(await Status(request), Is.Not.EqualTo(HttpStatusCode.OK), "its cookies are for https alone");
    }

    [Test]
    public async Task Over_https_the_console_shows_a_certificate_of_its_own_and_its_cookies_stay_there()
    {
        string urls = "https://127.0.0.1:0";
        await Open(order => order with { Urls = urls });
        string? seen = null;
        using HttpClientHandler handler = new()
        {
            CookieContainer = new CookieContainer(), AllowAutoRedirect = false,
            ServerCertificateCustomValidationCallback = (_, certificate, _, _) =>
                (seen = certificate?.GetCertHashString(HashAlgorithmName.SHA256)) is not null,
        };
        using HttpClient http = new(handler) { BaseAddress = _console.Address };
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri("/sign-in", UriKind.Relative));
        request.Headers.Host = $"{Environment.MachineName}:{_console.Address.Port}";
        using HttpResponseMessage page = await http.SendAsync(request);
        string folder = Path.Combine(_console.Work.Data, "tls");
        string[] cookies = [.. page.Headers.GetValues("Set-Cookie")];
        OwnCertificate kept = Own("127.0.0.1");

        Assert.That((_console.Address.Scheme, seen), Is.EqualTo(("https", kept.Fingerprint)));
        Assert.That(cookies, Is.Not.Empty.And.All.StartsWith("__Host-disburse-").And.All.Contains("; secure").And.All.Contains("path=/;")
            .And.None.Contains("domain"));
        Assert.That(page.Headers.GetValues("Strict-Transport-Security").Single(), Does.Match("max-age=[1-9]"));
        if (!OperatingSystem.IsWindows())
            Assert.That(File.GetUnixFileMode(Path.Combine(folder, "console.p12")),
                Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Test]
    public async Task The_certificate_is_made_anew_before_it_runs_out_and_for_another_name()
    {
        await Open();
        OwnCertificate first = Own("127.0.0.1"), same = Own("127.0.0.1");
        string before = first.Fingerprint, again = same.Fingerprint;
        string other = Own("pay.example.gov.cn").Fingerprint;
        _console.Office.Inputs.Clock.Advance(TimeSpan.FromDays(380));
        using System.Security.Cryptography.X509Certificates.X509Certificate2 renewed = same.Present();

        Assert.That(again, Is.EqualTo(before));
        Assert.That(new[] { before, other, renewed.GetCertHashString(HashAlgorithmName.SHA256) }.Distinct().Count(), Is.EqualTo(3));
    }

    [TestCase("http://0.0.0.0:0")]
    [TestCase("http://10.1.2.3:80")]
    public async Task No_password_goes_in_the_open_off_this_machine(string urls)
    {
        await Open();
        Assert.That(() => ServeHost.Build(new ServeOrder(_console.Work, urls, null)),
            Throws.TypeOf<RunRefusal>().With.Message.Contains("would send passwords in the open"));
    }

    [Test]
    public void A_mistake_in_the_lists_of_proxies_and_hosts_is_told()
    {
        Assert.That(() => Surroundings.Read(Configured(("Proxies:0", "my proxy"), ("AllowedHosts:0", "https://pay.example"))),
            Throws.TypeOf<RunRefusal>().With.Property(nameof(RunRefusal.Lines)).Count.EqualTo(2));
    }

    [Test]
    public async Task A_walk_of_attacks_ends_at_the_door()
    {
        await Open();
        using Walker stranger = new(_console);
        using HttpResponseMessage huge =
            await stranger.Send("/sign-in", "/session/open", ("name", "li"), ("password", new string('x', 5000)));
        using HttpResponseMessage forged = await stranger.Post("/session/open", ("name", "li"), ("password", TestOffice.Password));
        using HttpResponseMessage enrols = await stranger.Send("/sign-in", "/session/factor", ("password", "x"), ("code", "1"));
        using HttpResponseMessage changes = await stranger.Send("/sign-in", "/session/password", ("old", "x"), ("password", "y"));
        (HttpStatusCode page, string? place, _) = await stranger.Get("/batches");
        (HttpStatusCode file, _, _) = await stranger.Get("/files/../../keys/keyring.json");
        using StringContent flood = new(new string('x', 2 << 20), Encoding.UTF8, "application/x-www-form-urlencoded");
        using HttpClient http = new() { BaseAddress = _console.Address };
        HttpStatusCode large = HttpStatusCode.RequestEntityTooLarge;
        try
        {
            using HttpResponseMessage answer = await http.PostAsync(new Uri("/session/open", UriKind.Relative), flood);
            large = answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            // The service closed the connection while the rest was on its way.
        }

        Assert.That((huge.StatusCode, forged.StatusCode, enrols.StatusCode, changes.StatusCode),
            Is.EqualTo((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.Redirect, HttpStatusCode.Redirect)));
        Assert.That((page, place?.Contains("/sign-in?back=", StringComparison.Ordinal)),
            Is.EqualTo((HttpStatusCode.Redirect, (bool?)true)));
        Assert.That(file, Is.Not.EqualTo(HttpStatusCode.OK));
        Assert.That((int)large, Is.InRange(400, 499));
        Assert.That(_console.Office.Number("SELECT COUNT(*) FROM audit WHERE act NOT IN ('run', 'password', 'add-officer')"), Is.Zero,
            "none of it came as far as the record");
    }

    [Test]
    public async Task A_hundred_connections_that_hang_and_a_hundred_that_ask_keep_no_officer_out()
    {
        await Open();
        List<TcpClient> hanging = [];
        for (int i = 0; i < Strangers; i++)
        {
            TcpClient client = new();
            await client.ConnectAsync(IPAddress.Loopback, _console.Address.Port);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("POST /session/open HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-"));
            hanging.Add(client);
        }

        using HttpClient http = new() { BaseAddress = _console.Address };
        Task<HttpStatusCode>[] asking = [.. Enumerable.Range(0, Strangers).Select(async _ =>
        {
            using HttpResponseMessage answer = await http.GetAsync(new Uri("/sign-in", UriKind.Relative));
            return answer.StatusCode;
        })];
        System.Diagnostics.Stopwatch watch = System.Diagnostics.Stopwatch.StartNew();
        using Walker li = await new Walker(_console).SignIn("li");
        (HttpStatusCode status, _, _) = await li.Get("/batches");
        TimeSpan took = watch.Elapsed;
        HttpStatusCode[] answers = await Task.WhenAll(asking);
        hanging.ForEach(client => client.Dispose());

        Assert.That((li.Place, status), Is.EqualTo(("/", HttpStatusCode.OK)));
        Assert.That(took, Is.LessThan(TimeSpan.FromSeconds(60)));
        Assert.That(answers, Is.All.EqualTo(HttpStatusCode.OK));
        TestContext.Out.WriteLine($"signed in after {took}");
    }

    private async Task Open(Func<ServeOrder, ServeOrder>? with = null) =>
        _console = await TestConsole.Over(TestConsole.Office2026(), with: with);

    private OwnCertificate Own(string name) => new(_console.Work.Data, [name], _console.Work.Clock, Logger.None);

    private string Code(byte[] secret) => FactorCodes.At(secret, _console.Office.Inputs.Clock.GetUtcNow());

    private async Task<HttpStatusCode> Status(HttpRequestMessage request)
    {
        using HttpClient http = new() { BaseAddress = _console.Address };
        using HttpResponseMessage answer = await http.SendAsync(request);
        return answer.StatusCode;
    }

    private static SignInTerms Terms(OfficerRole role) => SignInTerms.Read(Configured(("SignIn:SecondFactor", role.Word())));

    private static IConfigurationRoot Configured(params (string Name, string? Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(one => new KeyValuePair<string, string?>(one.Name, one.Value))).Build();

    [GeneratedRegex("data-test=\"secret\">([A-Z2-7 ]+)<")]
    private static partial Regex Shown();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
