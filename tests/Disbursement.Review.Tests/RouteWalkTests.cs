using System.Net;
using System.Reflection;
using System.Text.RegularExpressions;
using Disbursement.Domain.Households;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Review.Access;
using Disbursement.Jobs.Review.Host;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace Disbursement.Review.Tests;

/// <summary>
/// Every address of the console, asked for by nobody and by an officer of each role: what opens is what the domain's powers say.
/// </summary>
[TestFixture]
internal sealed partial class RouteWalkTests
{
    private const string Batch = "2026-1-320302-ocr";

    private static readonly Dictionary<string, OfficerRole> Officers = new()
    {
        ["chen"] = OfficerRole.Administrator, ["zhang"] = OfficerRole.Operator, ["li"] = OfficerRole.Reviewer,
        ["zhao"] = OfficerRole.Auditor,
    };

    private TestConsole _console = null!;

    /// <summary>Every page with an address at which there is something to see.</summary>
    public static IEnumerable<(string Address, Type Page)> Pages => typeof(ServeHost).Assembly.GetTypes()
        .SelectMany(type => type.GetCustomAttributes<RouteAttribute>().Select(route => (Filled(route.Template), type)));

    /// <summary>Pages that this officer is the first to look at: of those who may open a page, whoever sees most of it.</summary>
    public static IEnumerable<string> PagesOf(string name) => Pages
        .Where(page => page.Page.GetCustomAttribute<NeedsAttribute>() is { } needs
            && AccessTests.Officers.FirstOrDefault(officer => needs.Acts.Any(act => Powers.May(officer.Role, act))).Name == name)
        .Select(page => page.Address);

    [OneTimeSetUp]
    public async Task Open() => _console = await TestConsole.Over(TestConsole.Office2026());

    [OneTimeTearDown]
    public async Task Close() => await _console.DisposeAsync();

    [Test]
    public void Every_page_says_whom_it_is_for() =>
        Assert.That(Pages.Where(page => page.Page.GetCustomAttribute<AuthorizeAttribute>() is null
            && page.Page.GetCustomAttribute<AllowAnonymousAttribute>() is null).Select(page => page.Address), Is.Empty);

    [Test]
    public void Every_page_is_walked() => Assert.That(Pages.Count(), Is.GreaterThan(20));

    [Test]
    public async Task Nobody_sees_nothing_but_the_door()
    {
        using Walker nobody = new(_console);
        foreach ((string address, Type page) in Pages)
        {
            (HttpStatusCode status, string? place, string body) = await nobody.Get(address);
            if (page.GetCustomAttribute<AllowAnonymousAttribute>() is not null)
                Assert.That(status, Is.Not.EqualTo(HttpStatusCode.Redirect), address);
            else
                Assert.That((status, place),
                    Is.EqualTo((HttpStatusCode.Redirect, $"{_console.Address}sign-in?back={Uri.EscapeDataString(address)}")), address);
            Assert.That(body, Does.Not.Contain("王秀英").And.Not.Contain(Batch), address);
        }
    }

    [TestCase("/_blazor/negotiate?negotiateVersion=1")]
    [TestCase("/session/password")]
    [TestCase("/session/close")]
    [TestCase("/files/arrive/00")]
    [TestCase("/files/batch")]
    [TestCase("/files/run")]
    [TestCase("/files/ledger")]
    [TestCase("/files/list")]
    [TestCase("/files/notice")]
    [TestCase("/files/question")]
    public async Task Nobody_gets_into_a_circuit_or_a_download(string address)
    {
        using Walker nobody = new(_console);
        using HttpResponseMessage answer = await nobody.Post(address, ("batch", Batch), ("format", "csv"));

        Assert.That(answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            || answer.Headers.Location?.AbsolutePath == "/sign-in", $"{answer.StatusCode}");
        Assert.That(await answer.Content.ReadAsStringAsync(), Is.Empty);
    }

    [TestCase("chen")]
    [TestCase("zhang")]
    [TestCase("li")]
    [TestCase("zhao")]
    public async Task An_officer_opens_the_pages_of_their_power_and_no_other(string name)
    {
        using Walker officer = await new Walker(_console).SignIn(name);
        string help = (await officer.Get("/help")).Body;
        foreach ((string address, Type page) in Pages.Where(page => page.Page.GetCustomAttribute<NeedsAttribute>() is not null))
        {
            bool may = page.GetCustomAttribute<NeedsAttribute>()!.Acts.Any(act => Powers.May(Officers[name], act));
            (HttpStatusCode status, string? place, string body) = await officer.Get(address);
            Assert.That(HelpLink().Matches(body).Select(link => link.Groups[1].Value).Distinct()
                .Where(topic => !help.Contains($"id=\"{topic}\"", StringComparison.Ordinal)), Is.Empty, $"{name} {address}: no such help");
            Assert.That((status, place?.Contains("/not-allowed", StringComparison.Ordinal) == true),
                Is.EqualTo((!may ? HttpStatusCode.Redirect : IsThere(address) ? HttpStatusCode.OK : HttpStatusCode.NotFound, !may)),
                $"{name} {address}");
        }
    }

    [TestCase("chen", HttpStatusCode.Forbidden)]
    [TestCase("zhang", HttpStatusCode.Forbidden)]
    [TestCase("li", HttpStatusCode.OK)]
    [TestCase("sun", HttpStatusCode.NotFound)]
    [TestCase("zhao", HttpStatusCode.OK)]
    public async Task A_payment_file_goes_to_its_reviewers_and_auditors_alone_on_record(string name, HttpStatusCode expected)
    {
        using Walker officer = await new Walker(_console).SignIn(name);
        using HttpResponseMessage answer = await officer.Send("/", "/files/batch", ("batch", Batch), ("format", "csv"));

        Assert.That(answer.StatusCode, Is.EqualTo(expected));
        Assert.That(
            _console.Office.Texts($"SELECT outcome FROM audit WHERE act = 'take-file' AND actor = '{name}' AND subject = '{Batch}'"),
            Is.EqualTo(new[] { expected == HttpStatusCode.OK ? "done" : "refused" }));
        if (expected == HttpStatusCode.OK)
            Assert.That(await answer.Content.ReadAsByteArrayAsync(),
                Is.EqualTo(await File.ReadAllBytesAsync(_console.Office.FileOf(Batch))));
    }

    [TestCase("li", "/files/ledger", "format=csv")]
    [TestCase("li", "/files/notice", "run=2026-1&county=320302&kind=page&day=2026-06-01")]
    [TestCase("zhang", "/files/question", "question=steps&format=csv&year=2026")]
    [TestCase("chen", "/files/run", "run=2026-1&kind=rejects&county=320303")]
    public async Task A_download_that_is_another_powers_is_refused_on_record(string name, string address, string form)
    {
        using Walker officer = await new Walker(_console).SignIn(name);
        using HttpResponseMessage answer = await officer.Send("/", address,
            [.. form.Split('&').Select(one => one.Split('=')).Select(one => (one[0], one[1]))]);

        Assert.That((answer.StatusCode, _console.Office.LastAct()["act"], _console.Office.LastAct()["outcome"],
            _console.Office.LastAct()["actor"]), Is.EqualTo((HttpStatusCode.Forbidden, "take-file", "refused", name)));
    }

    [TestCase("/files/arrive/00")]
    [TestCase("/files/batch")]
    [TestCase("/session/close")]
    [TestCase("/session/password")]
    public async Task A_form_of_another_site_is_refused(string address)
    {
        using Walker li = await new Walker(_console).SignIn("li");
        using HttpResponseMessage answer = await li.Post(address, ("batch", Batch), ("format", "csv"));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [TestCase("../../data/disbursement.db", "320302")]
    [TestCase("rejects", "../320303/20")]
    [TestCase("rejects", "320302/..")]
    [TestCase("keys", "320302")]
    public async Task A_list_is_never_a_path(string kind, string county)
    {
        using Walker zhang = await new Walker(_console).SignIn("zhang");
        using HttpResponseMessage answer = await zhang.Send("/", "/files/run", ("run", "2026-1"), ("kind", kind), ("county", county));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_reviewer_of_one_county_sees_nothing_of_another_by_any_address()
    {
        using Walker sun = await new Walker(_console).SignIn("sun");
        foreach (string address in new[]
        {
            "/", "/batches", "/batches?county=320302", "/runs/2026-1", "/unpaid", "/unpaid?county=320302&state=proposed", "/returns",
        })
        {
            (HttpStatusCode status, _, string body) = await sun.Get(address);
            Assert.That(status, Is.EqualTo(HttpStatusCode.OK), address);
            Assert.That(body,
                Does.Not.Contain($"href=\"/batches/{Batch}\"").And.Not.Contain($"/payments/{Batch}-000002")
                    .And.Not.Contain("H-00001").And.Not.Contain("3,600.00"), address);
        }

        (_, _, string own) = await sun.Get("/batches/2026-1-320303-ocr/payments");
        Assert.That(own, Does.Contain("H-00041"));
    }

    [Test]
    public async Task Every_answer_has_the_headers_that_keep_strangers_out()
    {
        using Walker li = await new Walker(_console).SignIn("li");
        foreach (string address in new[] { "/sign-in", "/batches", "/console.css", "/health/live", "/nowhere" })
        {
            using HttpResponseMessage answer = await li.Head(address);
            string policy = string.Join(';', answer.Headers.GetValues("Content-Security-Policy"));
            Assert.That(policy,
                Does.Contain("default-src 'none'").And.Contain("script-src 'self'").And.Contain("frame-ancestors 'none'").And.Not.Contain(
                    "unsafe-eval"), address);
            Assert.That(
                policy.Replace("style-src-attr 'unsafe-inline'", "", StringComparison.Ordinal), Does.Not.Contain("unsafe-inline"), address);
            Assert.That(answer.Headers.GetValues("X-Content-Type-Options"), Is.EqualTo(new[] { "nosniff" }), address);
            Assert.That(answer.Headers.Contains("Server"), Is.False, address);
        }

        using HttpResponseMessage page = await li.Head("/batches");
        Assert.That(page.Headers.CacheControl?.NoStore, Is.True);
    }

    /// <summary>No bank has answered this office.</summary>
    private static bool IsThere(string address) => !address.StartsWith("/returns/", StringComparison.Ordinal);

    [GeneratedRegex("href=\"/help#([^\"]+)\"", RegexOptions.CultureInvariant)]
    private static partial Regex HelpLink();

    /// <summary>An address with the names of what this office has.</summary>
    internal static string Filled(string template) => template
        .Replace("{Book}", "320302", StringComparison.Ordinal).Replace("{Sequence:long}", "1", StringComparison.Ordinal)
        .Replace("{Line:long}", "1", StringComparison.Ordinal).Replace("{Ticket}", "none", StringComparison.Ordinal)
        .Replace("/people/{Number:long}", $"/people/{ClaimantNumber.Of(1, 1).Value}", StringComparison.Ordinal)
        .Replace("{Name}", "steps", StringComparison.Ordinal).Replace("{Number:int}", "1", StringComparison.Ordinal)
        .Replace("{No}", $"{Batch}-000001", StringComparison.Ordinal)
        .Replace("/runs/{Id}", "/runs/2026-1", StringComparison.Ordinal).Replace("{Id}", Batch, StringComparison.Ordinal);
}
