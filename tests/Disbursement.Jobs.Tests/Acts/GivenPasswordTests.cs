using System.Text.RegularExpressions;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Cli;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Tests.Tools;

namespace Disbursement.Jobs.Tests.Acts;

/// <summary>
/// A password that somebody else gave opens one thing: the choice of another one, for a while, and not for whoever gave it.
/// </summary>
[TestFixture]
internal sealed class GivenPasswordTests
{
    private const string Given = "given by chen", OnPaper = "printed once, here";

    private TestOffice _office = null!;

    [SetUp]
    public void Open()
    {
        _office = TestOffice.Staffed();
        TestOffice.Done(new ManageOfficers(_office.Setting).Password(_office.Administrator, "li", Given));
    }

    [TearDown]
    public void Close() => _office.Dispose();

    [Test]
    public void It_lasts_three_days_and_the_one_of_the_first_administrator_stays()
    {
        using TestOffice first = TestOffice.Empty();
        TestOffice.Done(new ManageOfficers(first.Setting with { Origin = $"here serve {OfficerStamp.OneTime}" })
            .Add(null, "chen", OfficerRole.Administrator, [], OnPaper));
        foreach (TestOffice office in new[] { _office, first })
            office.Inputs.Clock.Advance(TimeSpan.FromHours(72));
        string before = _office.SignIn("li", Given);
        foreach (TestOffice office in new[] { _office, first })
            office.Inputs.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.That((before, _office.SignIn("li", Given), first.SignIn("chen", OnPaper)), Is.EqualTo(("in", "SIGN-IN", "in")));
        Assert.That(_office.LastAct()["reason"], Does.StartWith("EXPIRED"));
        Assert.That(_office.SignIn("wu"), Is.EqualTo("in"), "a chosen one does not run out");
    }

    [Test]
    public void It_is_not_taken_from_the_browser_of_whoever_gave_it()
    {
        (Officer? taken, ActRefusal? refusal) = new SignIn(_office.Setting).Run("li", Given, whose: [_office.Administrator.Id]);
        string recorded = _office.LastAct()["reason"];

        Assert.That((taken, refusal?.Code, recorded[..6]), Is.EqualTo(((Officer?)null, "SIGN-IN", "GIVER:")));
        Assert.That(new SignIn(_office.Setting).Run("wu", TestOffice.Password, whose: [_office.Administrator.Id]).Officer, Is.Not.Null);
        Assert.That((_office.SignIn("li", Given), _office.LastAct()["detail"].Split(' ')[^1]), Is.EqualTo(("in", "one-time=same-place")),
            "the record tells from where");
        Assert.That(_office.Breaks(), Is.Empty);
    }

    [Test]
    public async Task A_verb_refuses_until_its_owner_has_chosen_another_one()
    {
        TestOffice.Done(new ManageOfficers(_office.Setting with { Clock = TimeProvider.System })
            .Password(_office.Administrator, "li", Given));
        string[] hold = ["batch", "hold", "2026-1-320302-ocr-000001", "--reason", "x", "--as", "li"];
        (int before, _, string why) = await Say(Given, hold);
        (int same, _, _) = await Say($"{Given}\n{Given}", "users", "password", "li", "--as", "li");
        (int chosen, _, _) = await Say($"{Given}\nchosen by li alone", "users", "password", "li", "--as", "li");
        (int after, _, string said) = await Say("chosen by li alone", hold);

        Assert.That((before, same, chosen, after),
            Is.EqualTo((ExitCode.NotAllowed, ExitCode.Usage, ExitCode.Done, ExitCode.Usage)));
        Assert.That(why, Does.Contain("disburse users password li --as li"));
        Assert.That(said, Does.Contain("There is no payment"), "past the door");
    }

    [Test]
    public async Task The_command_line_makes_it_and_shows_it_once()
    {
        (int exit, string said, _) = await Say(TestOffice.Password, "users", "password", "wu", "--as", "chen");
        string password = Regex.Match(said, "[a-z2-9]{4}(-[a-z2-9]{4}){3}").Value;

        Assert.That((exit, _office.SignIn("wu", password), _office.SignIn("wu")), Is.EqualTo((ExitCode.Done, "in", "SIGN-IN")), said);
        Assert.That(_office.Texts("SELECT coalesce(reason, '') || coalesce(detail, '') FROM audit"), Has.None.Contains(password));
    }

    private Task<(int Exit, string Output, string Errors)> Say(string lines, params string[] command) => Disburse.Answer(
        lines + "\n", [.. command, "--password-stdin", "--data", _office.Inputs.Data, "--logs", Path.Combine(_office.Inputs.Root, "logs"),
            "--lang", "en"]);
}
