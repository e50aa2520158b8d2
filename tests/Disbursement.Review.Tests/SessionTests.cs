using System.Net;
using System.Security.Claims;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Review;
using Disbursement.Jobs.Review.Access;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Tests.Acts;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Disbursement.Review.Tests;

/// <summary>
/// Sessions: they begin with the password of an account and end by sign-out, by limits of time, and by a change of the account.
/// </summary>
[TestFixture]
internal sealed class SessionTests
{
    private const string Batch = "/batches/2026-1-320302-ocr";
    private const int Strangers = 100;

    /// <summary>Confirms right after the sign-out, before the page can know of it.</summary>
    private const string SignOutAndConfirm =
        """
        async () => {
            const form = document.querySelector("form[action='/session/close']");
            await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual" });
            document.querySelector(".mud-dialog [data-test=confirm]").click();
        }
        """;

    private TestConsole _console = null!;

    private TestOffice Office => _console.Office;

    [SetUp]
    public async Task Open() => _console = await TestConsole.Over(TestConsole.Office2026());

    [TearDown]
    public async Task Close() => await _console.DisposeAsync();

    [Test]
    public async Task A_wrong_password_leads_back_to_the_door_and_after_several_the_name_waits_but_not_where_it_came_in_before()
    {
        using Walker li = await new Walker(_console).SignIn("li"), other = new(_console);
        for (int i = 0; i < SignIn.FreeTries; i++)
            await other.SignIn("li", "wrong password");
        await other.SignIn("li");

        Assert.That(other.Place, Does.Contain("why=SIGN-IN"), "also with the right password");
        await li.SignIn("li");
        Assert.That(li.Place, Does.Not.Contain("why="));
    }

    [Test]
    public async Task Too_many_wrong_passwords_from_one_address_are_not_looked_at_any_more()
    {
        using Walker li = await new Walker(_console).SignIn("li"), other = new(_console);
        for (int i = 0; i < 2 * SignInGate.Failures; i++)
            await other.SignIn($"nobody-{i}", "wrong password");
        await other.SignIn("wu");

        Assert.That(other.Place, Does.Contain("why=BUSY"));
        await li.SignIn("li");
        Assert.That(li.Place, Does.Not.Contain("why="));
    }

    [Test]
    public async Task A_flood_of_strangers_keeps_no_officer_out()
    {
        using Walker li = await new Walker(_console).SignIn("li");
        Walker[] flood = [.. Enumerable.Range(0, Strangers).Select(_ => new Walker(_console))];
        Task[] tries = [.. flood.Select((stranger, i) => stranger.SignIn($"nobody-{i}", "wrong password"))];
        await li.SignIn("li");
        await Task.WhenAll(tries);
        int turnedAway = flood.Count(stranger => stranger.Place!.Contains("why=BUSY", StringComparison.Ordinal));
        Array.ForEach(flood, stranger => stranger.Dispose());

        Assert.That(li.Place, Does.Not.Contain("why="));
        Assert.That(turnedAway, Is.GreaterThan(Strangers / 2), "most were told to come again, and cost nothing");
        Assert.That(Office.Number("SELECT COUNT(*) FROM audit WHERE act = 'sign-in' AND outcome = 'refused'"), Is.LessThan(10));
    }

    [TestCase("//evil.example/")]
    [TestCase("https://evil.example/")]
    [TestCase("/\\evil.example")]
    [TestCase("javascript:alert(1)")]
    public void A_sign_in_never_leads_to_another_site(string back) => Assert.That(SessionRoutes.Local(back), Is.EqualTo("/"));

    [Test]
    public async Task A_password_that_somebody_gave_must_be_changed_first()
    {
        TestOffice.Done(new ManageOfficers(Office.Setting).Password(Office.Administrator, "li", "given by chen"));
        using Walker li = await new Walker(_console).SignIn("li", "given by chen");
        (_, string? place, _) = await li.Get("/batches");
        using HttpResponseMessage changed = await li.Send("/password", "/session/password", ("old", "given by chen"),
            ("password", "chosen by li alone"), ("again", "chosen by li alone"));
        (HttpStatusCode status, _, _) = await li.Get("/batches");

        Assert.That((place, changed.Headers.Location?.ToString(), status), Is.EqualTo(("/password", "/", HttpStatusCode.OK)));
    }

    [Test]
    public async Task The_first_administrator_signs_in_once_and_then_chooses_a_password()
    {
        using TestOffice empty = TestOffice.Empty();
        await using TestConsole console = await TestConsole.Over(empty, ownsOffice: false);
        string password = FirstAdministrator.Make(console.Work)!;
        using Walker admin = await new Walker(console).SignIn(FirstAdministrator.Name, password);
        (_, string? place, _) = await admin.Get("/officers");

        Assert.That((place, FirstAdministrator.Make(console.Work), password), Is.EqualTo(("/password", (string?)null, password)));
        Assert.That(empty.Text("SELECT role FROM officers"), Is.EqualTo("administrator"));
        Assert.That(empty.Texts("SELECT coalesce(reason, '') || coalesce(detail, '') || origin FROM audit"), Has.None.Contains(password));
    }

    [Test]
    public async Task A_session_ends_after_half_an_hour_without_use()
    {
        using Walker li = await new Walker(_console).SignIn("li");
        Office.Inputs.Clock.Advance(Limits.Idle - TimeSpan.FromMinutes(1));
        HttpStatusCode before = await Batches(li);
        Office.Inputs.Clock.Advance(Limits.Idle - TimeSpan.FromMinutes(1));
        HttpStatusCode between = await Batches(li);
        Office.Inputs.Clock.Advance(Limits.Idle);
        HttpStatusCode after = await Batches(li);

        Assert.That((before, between, after), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Redirect)));
    }

    [Test]
    public async Task A_session_in_use_ends_twelve_hours_after_the_sign_in()
    {
        using Walker li = await new Walker(_console).SignIn("li");
        TimeSpan step = TimeSpan.FromMinutes(20);
        for (TimeSpan open = step; open < Limits.Longest; open += step)
        {
            Office.Inputs.Clock.Advance(step);
            Assert.That(await Batches(li), Is.EqualTo(HttpStatusCode.OK), $"{open}");
        }

        Office.Inputs.Clock.Advance(step);
        Assert.That(await Batches(li), Is.EqualTo(HttpStatusCode.Redirect));
    }

    [Test]
    public async Task A_restart_ends_no_session_and_revives_none()
    {
        using Walker li = await new Walker(_console).SignIn("li"), wu = await new Walker(_console).SignIn("wu"), copied = wu.Copy(_console);
        using HttpResponseMessage left = await wu.SignOut();
        await _console.Restart();

        Assert.That((await Batches(li), await Batches(copied)), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.Redirect)));
    }

    [Test]
    public void A_list_of_sessions_that_cannot_be_written_revives_none_after_a_restart()
    {
        string file = Path.Combine(Office.Inputs.Data, "sessions.json");
        OpenSessions before = new(file, Office.Inputs.Clock, Limits);
        string id = before.Open(3, "stamp", 7);
        Directory.CreateDirectory(file + ".new");
        before.End(id);

        Assert.That(new OpenSessions(file, Office.Inputs.Clock, Limits).Find(id), Is.Null);
    }

    [TestCase("not json")]
    [TestCase("null")]
    [TestCase("")]
    public void A_damaged_list_of_sessions_ends_them_all(string text)
    {
        string file = Path.Combine(Office.Inputs.Data, "sessions.json");
        string id = new OpenSessions(file, Office.Inputs.Clock, Limits).Open(3, "stamp", 7);
        Assert.That(new OpenSessions(file, Office.Inputs.Clock, Limits).Find(id), Is.Not.Null);
        File.WriteAllText(file, text);

        Assert.That(new OpenSessions(file, Office.Inputs.Clock, Limits).Find(id), Is.Null);
    }

    [Test]
    public async Task A_copied_cookie_is_refused_after_a_sign_out()
    {
        using Walker li = await new Walker(_console).SignIn("li"), copied = li.Copy(_console);
        HttpStatusCode before = await Batches(copied);
        using HttpResponseMessage left = await li.SignOut();

        Assert.That((before, await Batches(copied)), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.Redirect)));
    }

    [Test]
    public async Task A_second_sign_in_in_the_same_browser_ends_the_first_session()
    {
        using Walker li = await new Walker(_console).SignIn("li"), copied = li.Copy(_console);
        await li.SignIn("wu");

        Assert.That((await Batches(li), await Batches(copied)), Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.Redirect)));
    }

    [Test]
    public async Task An_own_new_password_ends_every_other_session_of_the_officer()
    {
        using Walker li = await new Walker(_console).SignIn("li"), elsewhere = await new Walker(_console)
            .SignIn("li"), copied = li.Copy(_console);
        using HttpResponseMessage changed = await li.Send("/password", "/session/password", ("old", TestOffice.Password),
            ("password", "chosen by li alone"), ("again", "chosen by li alone"));

        Assert.That(
            (await Batches(li), await Batches(elsewhere), await Batches(copied)),
            Is.EqualTo((HttpStatusCode.OK, HttpStatusCode.Redirect, HttpStatusCode.Redirect)));
    }

    [Test]
    public async Task Counties_that_were_taken_and_given_back_end_a_session_that_nobody_used_meanwhile()
    {
        using Walker sun = await new Walker(_console).SignIn("sun");
        TestOffice.Done(new ManageOfficers(Office.Setting).Limit(Office.Administrator, "sun", ["320302"]));
        TestOffice.Done(new ManageOfficers(Office.Setting).Limit(Office.Administrator, "sun", ["320303"]));

        Assert.That(await Batches(sun), Is.EqualTo(HttpStatusCode.Redirect));
    }

    [TestCase("disabled")]
    [TestCase("another password")]
    [TestCase("other counties")]
    [TestCase("another role")]
    [TestCase("signed out elsewhere")]
    [TestCase("away")]
    public async Task An_open_page_closes_within_seconds(string why)
    {
        await using Visitor li = await (await Browser.Open(_console)).SignInByHand("li", "/batches");
        await li.Quiet();
        await Change(why, li);

        await li.At("**/sign-in?why=ENDED**", 8);
        Assert.That(await li.Text(), Does.Not.Contain("2026-1-320302-ocr"));
    }

    [Test]
    public async Task Another_tab_cannot_approve_after_a_sign_out()
    {
        await using Visitor li = await (await Browser.Open(_console)).SignInByHand("li", Batch);
        Visitor other = await li.AnotherTab(), third = await li.AnotherTab();
        await other.Go(Batch);
        await other.Press("approve");
        await other.Page.WaitForSelectorAsync(".mud-dialog [data-test=confirm]");
        await third.Go("/");
        await other.Page.EvaluateAsync(SignOutAndConfirm);
        await li.At("**/sign-in?why=ENDED**", 8);
        await other.At("**/sign-in?why=ENDED**", 8);
        await third.At("**/sign-in?why=ENDED**", 8);

        Assert.That((Office.StateOf("2026-1-320302-ocr"), _console.HasAct("approve", "li")), Is.EqualTo(("proposed", false)));
    }

    [Test]
    public async Task Nothing_that_an_open_page_sends_is_heard_after_a_sign_out()
    {
        Sessions sessions =
            new(new Desk(_console.Work), new OpenSessions(Path.Combine(Office.Inputs.Data, "sessions.json"), Office.Inputs.Clock, Limits));
        ClaimsPrincipal session = sessions.Open(Office.Reviewer, "::1", sessions.LastAct());
        using WatchSession watch = new(NullLoggerFactory.Instance, sessions);
        watch.SetAuthenticationState(Task.FromResult(new AuthenticationState(session)));
        int heard = 0;
        Func<CircuitInboundActivityContext, Task> page = new GuardPage(sessions, watch)
            .CreateInboundActivityHandler(_ => Task.FromResult(heard++));
        await page(null!);
        sessions.End(session);
        await page(null!);

        Assert.That((heard, (await watch.GetAuthenticationStateAsync()).User.Identity?.IsAuthenticated), Is.EqualTo((1, (bool?)false)));
    }

    [Test]
    public async Task An_act_that_waited_for_its_turn_is_refused_after_a_sign_out()
    {
        await using Visitor li = await (await Browser.Open(_console)).SignInByHand("li", Batch);
        Visitor other = await li.AnotherTab();
        await other.Go("/");
        await li.Press("approve");
        await li.Page.WaitForSelectorAsync(".mud-dialog [data-test=confirm]");
        using (ActTransaction.Begin(Office.Setting.Store, Office.Inputs.Clock))
        {
            await li.Confirm();
            await li.Page.WaitForSelectorAsync(".mud-progress-linear");
            await other.Page.ClickAsync("form[action='/session/close'] button");
            await other.At("**/sign-in**");
        }

        await Eventually(() => _console.HasAct("approve", "li", "refused"));
        Assert.That(Office.StateOf("2026-1-320302-ocr"), Is.EqualTo("proposed"));
        Assert.That(Office.Text("SELECT reason FROM audit WHERE act = 'approve' AND outcome = 'refused'"), Does.StartWith("SESSION-ENDED"));
    }

    [Test]
    public void Limits_are_read_from_the_configuration_and_every_mistake_is_named()
    {
        IConfigurationRoot given = Configured(("Sessions:IdleMinutes", "10"), ("Sessions:LongestMinutes", "480"));
        IConfigurationRoot wrong = Configured(("Sessions:IdleMinutes", "0"), ("Sessions:LongestMinutes", "a day"), ("Sessions:Hours", "8"));

        Assert.That(SessionLimits.Read(given), Is.EqualTo(new SessionLimits(TimeSpan.FromMinutes(10), TimeSpan.FromHours(8))));
        Assert.That(SessionLimits.Read(Configured()), Is.EqualTo(Limits));
        Assert.That(Assert.Throws<RunRefusal>(() => SessionLimits.Read(wrong))!.Lines, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task An_officer_who_was_disabled_a_moment_ago_cannot_act_from_an_open_page()
    {
        await using Visitor li = await (await Browser.Open(_console)).SignInByHand("li", "/batches/2026-1-320302-ocr");
        await li.Press("approve");
        await li.Page.WaitForSelectorAsync(".mud-dialog [data-test=confirm]");
        TestOffice.Done(new ManageOfficers(Office.Setting).Disable(Office.Administrator, "li"));

        // On a busy machine the page may have left for the sign-in before the button is pressed.
        try
        {
            await li.Page.EvaluateAsync("() => document.querySelector('.mud-dialog [data-test=confirm]')?.click()");
        }
        catch (Microsoft.Playwright.PlaywrightException left) when (left.Message.Contains("navigation", StringComparison.Ordinal))
        {
            // It left while it was asked.
        }

        await li.At("**/sign-in?why=ENDED**", 30);

        Assert.That(Office.StateOf("2026-1-320302-ocr"), Is.EqualTo("proposed"));
    }

    private static IConfigurationRoot Configured(params (string Name, string? Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>(setting.Name, setting.Value))).Build();

    private static SessionLimits Limits => SessionLimits.Default;

    private static async Task<HttpStatusCode> Batches(Walker walker) => (await walker.Get("/batches")).Status;

    private async Task Change(string why, Visitor li)
    {
        switch (why)
        {
            case "disabled":
                TestOffice.Done(new ManageOfficers(Office.Setting).Disable(Office.Administrator, "li"));
                break;
            case "another password":
                TestOffice.Done(new ManageOfficers(Office.Setting).Password(Office.Administrator, "li", "given by chen"));
                break;
            case "other counties":
                TestOffice.Done(new ManageOfficers(Office.Setting).Limit(Office.Administrator, "li", ["320303"]));
                break;
            case "another role":
                using (Jobs.Tests.Rosters.TestDatabase rows = Office.Inputs.Rows())
                    rows.Execute("UPDATE officers SET role = 'auditor' WHERE name = 'li'");
                break;
            case "signed out elsewhere":
                Visitor other = await li.AnotherTab();
                await other.Go("/");
                await other.Page.ClickAsync("form[action='/session/close'] button");
                break;
            default:
                Office.Inputs.Clock.Advance(Limits.Idle);
                break;
        }
    }

    private static async Task Eventually(Func<bool> isSo)
    {
        for (int i = 0; i < 100 && !isSo(); i++)
            await Task.Delay(100);
        Assert.That(isSo(), Is.True);
    }
}
