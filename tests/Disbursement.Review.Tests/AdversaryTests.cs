using System.Net;
using System.Text.RegularExpressions;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;

namespace Disbursement.Review.Tests;

/// <summary>
/// Somebody who knows every address of the console: without a session, with one that counts no more, with a form of their own making, and
/// with the names of what is another county's. The addresses are those of the running program: a new one is tried by itself, and one with a
/// name in it fails until it is said here whose that is.
/// </summary>
[TestFixture]
internal sealed partial class AdversaryTests
{
    private const string Batch = "2026-1-320302-sad", AbsentBatch = "2026-9-320302-sad";

    /// <summary>What opens without a session; nothing else may.</summary>
    private static readonly string[] Doors =
    [
        "/sign-in", "/not-found", "/not-allowed", "/error", "/session/open", "/prefer", "/theme/{name}.css", "/health/live",
        "/health/ready", "/metrics",
    ];

    /// <summary>Addresses whose names are of the whole city, or of one session alone.</summary>
    private static readonly string[] OfNoCounty =
    [
        "/runs/{Id}", "/returns/{Number:int}", "/ledger/{Book}", "/transfers/{Book}/{Sequence:long}", "/questions/{Name}",
        "/theme/{name}.css", "/files/arrive/{ticket}",
    ];

    /// <summary>
    /// Forms, by where they are sent: what is another county's, and in the same words what is not there. Empty for one without such a name.
    /// </summary>
    private readonly Dictionary<string, ((string Name, string Value)[] Theirs, (string Name, string Value)[] Absent)[]> _forms = new()
    {
        ["/session/open"] = [], ["/session/close"] = [], ["/session/password"] = [], ["/session/factor"] = [],
        ["/files/arrive/{ticket}"] = [], ["/files/question"] = [], ["/files/ledger"] = [],
        ["/files/batch"] = [([("batch", Batch), ("format", "csv")], [("batch", AbsentBatch), ("format", "csv")])],
        ["/files/run"] = [.. new[] { "rejects", "takeup", "absent" }.Select(kind => (
            ((string, string)[])[("run", "2026-1"), ("kind", kind), ("county", "320302")],
            ((string, string)[])[("run", "2026-1"), ("kind", kind), ("county", "320399")]))],
        ["/files/list"] =
        [
            ([("list", "payments"), ("batch", Batch)], [("list", "payments"), ("batch", AbsentBatch)]),
            ([("list", "payments"), ("batch", Batch), ("group", "village")],
                [("list", "payments"), ("batch", AbsentBatch), ("group", "village")]),
        ],
        ["/files/notice"] = [([("run", "2026-1"), ("county", "320302"), ("kind", "page"), ("day", "2026-06-01")],
            [("run", "2026-1"), ("county", "320399"), ("kind", "page"), ("day", "2026-06-01")])],
        ["/find/seek"] = [([("sought", Batch)], [("sought", AbsentBatch)]),
            ([("sought", $"{Batch}-000001")], [("sought", $"{AbsentBatch}-000001")])],
    };

    private readonly Dictionary<string, (string Theirs, string Absent)> _names = new()
    {
        ["/batches/{Id}"] = (Batch, AbsentBatch), ["/payments/{No}"] = ($"{Batch}-000001", $"{AbsentBatch}-000001"),
    };

    private TestOffice _told = null!;
    private TestConsole _console = null!;

    private TestOffice Office => _console.Office;

    [OneTimeSetUp]
    public async Task Open()
    {
        TestOffice office = _told = ReceivablePageTests.Owed();
        office.Add("wang", OfficerRole.Operator, "320303");
        TestOffice.Done(new ManageOfficers(office.Setting).Password(office["wang"], "wang", TestOffice.Password));
        TestOffice.Done(office.Import("bank.csv", [new($"{Batch}-000001", "1.00", "paid", "")]));
        _console = await TestConsole.Over(office.Copy());

        using Walker li = await new Walker(_console).SignIn("li");
        using HttpResponseMessage list = await li.Send("/", "/files/list", ("list", "receivables")),
            found = await li.Send("/", "/find/seek", ("sought", "查无此人"));
        string receivable = (await list.Content.ReadAsStringAsync()).Split("\r\n")[1].Split(',')[0];
        _forms["/files/letter"] = [([("number", receivable)], [("number", $"{receivable[..7]}aaaaaaaaaaaa{receivable[19..]}")])];
        _names["/found/{Ticket}"] = (found.Headers.Location!.ToString().Split('/')[^1], "nobody-was-given-this");
        _names["/people/{Number:long}"] = (office.Text("SELECT MIN(number) FROM claimants"), "4242424242");
        _names["/returns/{Number:int}/{Line:long}"] = (office.Text("SELECT file_id || '/' || line FROM quarantine"), "1/4242");
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        await _console.DisposeAsync();
        _told.Dispose();
    }

    [Test]
    public void Every_address_is_known_and_only_the_doors_open_without_a_session()
    {
        string[] unknown = [.. Named.Where(place => NameOf(place) is null && !OfNoCounty.Contains(place))],
            forms = [.. Posts.Where(place => !_forms.ContainsKey(place))];

        using IDisposable all = Assert.EnterMultipleScope();
        Assert.That(unknown, Is.Empty, "say in the test whose the name in it is");
        Assert.That(forms, Is.Empty, "say in the test what is sent there");
        Assert.That(Own.Where(one => one.Metadata.GetMetadata<IAllowAnonymous>() is not null).Select(PlaceOf).Distinct(),
            Is.EquivalentTo(Doors));
        Assert.That(Own.Where(one => one.Metadata.GetMetadata<IAllowAnonymous>() is null
            && one.Metadata.GetMetadata<IAuthorizeData>() is null).Select(PlaceOf), Is.Empty, "say who may ask");
        Assert.That((Posts.Length, Gets.Length > 40), Is.EqualTo((_forms.Count, true)), "all that is asked here is there");
    }

    [TestCase("nobody")]
    [TestCase("signed out")]
    [TestCase("disabled")]
    [TestCase("of other counties")]
    [TestCase("of another role")]
    [TestCase("with another password")]
    public async Task Whose_session_counts_no_more_is_answered_nothing_at_any_address(string who)
    {
        using TestOffice office = _told.Copy();
        await using TestConsole console = await TestConsole.Over(office, ownsOffice: false);
        using Walker sun = await new Walker(console).SignIn("sun"), stale = sun.Copy(console);
        string token = await sun.Token("/");
        await End(who, office, sun);
        using Walker asks = who == "nobody" ? new Walker(console) : stale;
        string before = Written(office);

        using IDisposable all = Assert.EnterMultipleScope();
        foreach (string place in Gets.Except(Doors))
        {
            (HttpStatusCode status, string? to, string body) = await asks.Get(Filled(place, theirs: true));
            Assert.That((status, to?.Contains("/sign-in?back=", StringComparison.Ordinal), body),
                Is.EqualTo((HttpStatusCode.Redirect, (bool?)true, "")), $"{who} {place}");
        }

        foreach (string place in Posts.Except(Doors))
            foreach ((string, string)[] form in FormsOf(place))
            {
                using HttpResponseMessage answer = await asks.Post(Filled(place, theirs: true), [.. form, (Walker.TokenField, token)]);
                Assert.That((answer.StatusCode, await answer.Content.ReadAsStringAsync()),
                    Is.EqualTo((HttpStatusCode.Redirect, "")), $"{who} {place}");
            }

        Assert.That(Written(office), Is.EqualTo(before));
    }

    [Test]
    public async Task A_form_without_the_token_of_its_own_session_is_not_looked_at()
    {
        using Walker li = await new Walker(_console).SignIn("li"), zhang = await new Walker(_console).SignIn("zhang");
        string[] tokens = ["", "CfDJ8AAAA", await zhang.Token("/"), (await li.Token("/"))[..^4] + "AAAA"];
        string before = Written(Office);

        using IDisposable all = Assert.EnterMultipleScope();
        foreach (string place in Posts)
            foreach (string token in tokens)
                foreach ((string, string)[] form in FormsOf(place))
                {
                    using HttpResponseMessage answer = await li.Post(Filled(place, theirs: true), [.. form, (Walker.TokenField, token)]);
                    Assert.That((answer.StatusCode, await answer.Content.ReadAsStringAsync()),
                        Is.EqualTo((HttpStatusCode.BadRequest, "")), $"{place} {token}");
                }

        Assert.That(Written(Office), Is.EqualTo(before));
    }

    [TestCase("sun")]
    [TestCase("wang")]
    [TestCase("chen")]
    public async Task What_is_another_countys_is_answered_as_what_is_not_there(string name)
    {
        using Walker officer = await new Walker(_console).SignIn(name);

        using IDisposable all = Assert.EnterMultipleScope();
        foreach (string place in Gets.Where(place => NameOf(place) is not null))
        {
            (string Theirs, string Absent) names = _names[NameOf(place)!];
            (HttpStatusCode status, string? to, string body) = await officer.Get(Filled(place, theirs: true));
            (HttpStatusCode absent, string? nowhere, string empty) = await officer.Get(Filled(place, theirs: false));
            Assert.That((status, Plain(to ?? "", names.Theirs), Plain(body, names.Theirs)),
                Is.EqualTo((absent, Plain(nowhere ?? "", names.Absent), Plain(empty, names.Absent))), $"{name} {place}");
            Assert.That(status == HttpStatusCode.NotFound || to?.Contains("/not-allowed", StringComparison.Ordinal) == true
                || place == "/found/{Ticket}", $"{name} {place}: {status}");
        }
    }

    [TestCase("sun")]
    [TestCase("wang")]
    [TestCase("chen")]
    public async Task A_form_about_another_county_is_refused_as_about_nothing_on_record(string name)
    {
        using Walker officer = await new Walker(_console).SignIn(name);

        using IDisposable all = Assert.EnterMultipleScope();
        foreach ((string place, ((string, string)[] Theirs, (string, string)[] Absent)[] forms) in _forms)
            foreach (((string, string)[] theirs, (string, string)[] absent) in forms)
            {
                (HttpStatusCode status, string body, bool isRecorded) = await Sent(officer, place, name, theirs);
                (HttpStatusCode other, string nothing, bool isAlso) = await Sent(officer, place, name, absent);
                string about = $"{name} {place} {string.Join(' ', theirs)}";
                Assert.That((status, body), Is.EqualTo((other, nothing)), about);
                Assert.That((isRecorded, isAlso), Is.EqualTo((true, true)), about);
                Assert.That(status, Is.EqualTo(HttpStatusCode.NotFound).Or.EqualTo(HttpStatusCode.Forbidden)
                    .Or.EqualTo(place == "/find/seek" ? HttpStatusCode.Redirect : HttpStatusCode.NotFound), about);
            }
    }

    [Test]
    public async Task An_officer_of_the_county_has_it_all()
    {
        using Walker li = await new Walker(_console).SignIn("li");

        using IDisposable all = Assert.EnterMultipleScope();
        foreach (string place in Gets.Where(place => NameOf(place) is not null))
            Assert.That((await li.Get(Filled(place, theirs: true))).Status, Is.EqualTo(HttpStatusCode.OK), place);
        foreach (string place in new[] { "/files/batch", "/files/list", "/files/letter" })
            foreach ((string, string)[] form in FormsOf(place))
                Assert.That((await Sent(li, place, "li", form)).Status, Is.EqualTo(HttpStatusCode.OK), place);
    }

    /// <summary>What is answered, less the word under which a search is kept; whether one act of the officer is on record since.</summary>
    private async Task<(HttpStatusCode Status, string Body, bool IsRecorded)> Sent(
        Walker officer, string place, string name, (string, string)[] form)
    {
        long before = Acts(name);
        using HttpResponseMessage answer = await officer.Send("/", place, form);
        string to = answer.Headers.Location?.ToString() ?? "";
        string body = to.Split('/').ElementAtOrDefault(1) + await answer.Content.ReadAsStringAsync();
        return (answer.StatusCode, body, Acts(name) == before + 1);
    }

    private long Acts(string name) => Office.Number($"SELECT COUNT(*) FROM audit WHERE actor = '{name}'");

    private static async Task End(string who, TestOffice office, Walker sun)
    {
        ManageOfficers manage = new(office.Setting);
        switch (who)
        {
            case "signed out":
                using (await sun.SignOut())
                    break;
            case "disabled":
                TestOffice.Done(manage.Disable(office.Administrator, "sun"));
                break;
            case "of other counties":
                TestOffice.Done(manage.Limit(office.Administrator, "sun", ["320302"]));
                break;
            case "of another role":
                using (TestDatabase rows = office.Inputs.Rows())
                    rows.Execute("UPDATE officers SET role = 'auditor', counties = '' WHERE name = 'sun'");
                break;
            case "with another password":
                TestOffice.Done(manage.Password(office.Administrator, "sun", "given by chen alone"));
                break;
        }
    }

    /// <summary>What an adversary could have written: rows of every table and files, but some; sessions themselves apart.</summary>
    internal static string Written(TestOffice office, params string[] but) => string.Join('\n',
        Directory.GetFiles(office.Inputs.Root, "*", SearchOption.AllDirectories)
            .Where(file => !file.Contains("sessions", StringComparison.Ordinal) && !file.Contains(".db", StringComparison.Ordinal)
                && !but.Contains(Path.GetFileName(file)))
            .Order(StringComparer.Ordinal).Select(file => $"{file} {new FileInfo(file).Length}")
            .Concat(office.Texts("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
                .Except(but).Select(table => $"{table} {office.Number($"SELECT COUNT(*) FROM \"{table}\"")}")));

    /// <summary>A page without what differs from one answer to the next: tokens, and the name that was asked for.</summary>
    private static string Plain(string page, string name) =>
        Changing().Replace(page, "").Replace(name, "NAME", StringComparison.Ordinal)
            .Replace(Uri.EscapeDataString(name), "NAME", StringComparison.Ordinal);

    private IEnumerable<RouteEndpoint> Own => _console.Endpoints.Where(one => !PlaceOf(one).StartsWith("/_", StringComparison.Ordinal)
        && !PlaceOf(one).StartsWith("/{**", StringComparison.Ordinal));

    private string[] Gets => [.. Own.Where(one => Methods(one).Contains("GET")).Select(PlaceOf).Distinct()];

    private string[] Posts => [.. Own.Where(one => Methods(one) is ["POST"]).Select(PlaceOf).Distinct()];

    private IEnumerable<string> Named => Own.Select(PlaceOf).Where(place => place.Contains('{', StringComparison.Ordinal)).Distinct();

    private static IReadOnlyList<string> Methods(RouteEndpoint one) =>
        one.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"];

    private static string PlaceOf(RouteEndpoint one) => $"/{one.RoutePattern.RawText!.TrimStart('/')}";

    private string? NameOf(string place) => _names.Keys.OrderByDescending(one => one.Length)
        .FirstOrDefault(one => place == one
            || place.StartsWith($"{one}/", StringComparison.Ordinal) && !place[one.Length..].Contains('{', StringComparison.Ordinal));

    private IEnumerable<(string, string)[]> FormsOf(string place) => _forms[place].Select(form => form.Theirs).DefaultIfEmpty([]);

    private string Filled(string place, bool theirs)
    {
        if (NameOf(place) is not { } named)
            return RouteWalkTests.Filled(place.Replace("{name}", "light", StringComparison.Ordinal)
                .Replace("{ticket}", "none", StringComparison.Ordinal));

        string first = named[..named.IndexOf('{', StringComparison.Ordinal)];
        return $"{first}{(theirs ? _names[named].Theirs : _names[named].Absent)}{place[named.Length..]}";
    }

    [GeneratedRegex("<!--.*?-->|<input type=\"hidden\" name=\"__RequestVerificationToken\"[^>]*>|(nonce|integrity|data-send)=\"[^\"]*\"",
        RegexOptions.Singleline)]
    private static partial Regex Changing();
}
