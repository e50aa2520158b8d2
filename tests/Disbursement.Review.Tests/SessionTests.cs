using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Review;
using Disbursement.Jobs.Tests.Acts;

namespace Disbursement.Review.Tests;

/// <summary>Sessions rest on an account: they begin with its password and end with whatever changes it.</summary>
[TestFixture]
internal sealed class SessionTests
{
    private TestConsole _console = null!;

    private TestOffice Office => _console.Office;

    [SetUp]
    public async Task Open() => _console = await TestConsole.Over(TestConsole.Office2026());

    [TearDown]
    public async Task Close() => await _console.DisposeAsync();

    [Test]
    public async Task A_wrong_password_leads_back_to_the_door_and_five_lock_it()
    {
        using Walker li = new(_console);
        for (int i = 0; i < SignIn.TriesBeforeLock; i++)
            await li.SignIn("li", "wrong password");
        await li.SignIn("li");

        Assert.That(li.Place, Does.Contain("why=LOCKED"));
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
        using HttpResponseMessage changed = await li.Send("/password", "/session/password", ("old", "given by chen"), ("password", "chosen by li alone"), ("again", "chosen by li alone"));
        (System.Net.HttpStatusCode status, _, _) = await li.Get("/batches");

        Assert.That((place, changed.Headers.Location?.ToString(), status), Is.EqualTo(("/password", "/", System.Net.HttpStatusCode.OK)));
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
    public async Task A_session_outlasts_a_restart_but_not_half_an_hour_of_absence()
    {
        using Walker li = await new Walker(_console).SignIn("li");
        Office.Inputs.Clock.Advance(Sessions.IdleLimit - TimeSpan.FromMinutes(1));
        (System.Net.HttpStatusCode before, _, _) = await li.Get("/batches");
        Office.Inputs.Clock.Advance(Sessions.IdleLimit + TimeSpan.FromMinutes(1));
        (System.Net.HttpStatusCode after, _, _) = await li.Get("/batches");

        Assert.That((before, after), Is.EqualTo((System.Net.HttpStatusCode.OK, System.Net.HttpStatusCode.Redirect)));
    }

    [TestCase("disabled")]
    [TestCase("another password")]
    [TestCase("away")]
    public async Task An_open_page_closes_within_seconds(string why)
    {
        await using Visitor li = await (await Browser.Open(_console)).SignIn("li", "/batches");
        await li.Quiet();
        if (why == "disabled")
            TestOffice.Done(new ManageOfficers(Office.Setting).Disable(Office.Administrator, "li"));
        else if (why == "away")
            Office.Inputs.Clock.Advance(Sessions.IdleLimit + TimeSpan.FromMinutes(1));
        else
            TestOffice.Done(new ManageOfficers(Office.Setting).Password(Office.Administrator, "li", "given by chen"));

        await li.Page.WaitForURLAsync("**/sign-in?why=ENDED**", new() { Timeout = 8000 });
        Assert.That(await li.Text(), Does.Not.Contain("2026-1-320302-ocr"));
    }

    [Test]
    public async Task An_officer_who_was_disabled_a_moment_ago_cannot_act_from_an_open_page()
    {
        await using Visitor li = await (await Browser.Open(_console)).SignIn("li", "/batches/2026-1-320302-ocr");
        await li.Press("approve");
        await li.Page.WaitForSelectorAsync(".mud-dialog [data-test=confirm]");
        TestOffice.Done(new ManageOfficers(Office.Setting).Disable(Office.Administrator, "li"));
        await li.Confirm();
        await li.Page.WaitForURLAsync("**/sign-in?why=ENDED**", new() { Timeout = 8000 });

        Assert.That(Office.StateOf("2026-1-320302-ocr"), Is.EqualTo("proposed"));
    }
}
