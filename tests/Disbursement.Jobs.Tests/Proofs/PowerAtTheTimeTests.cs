using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Officers;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Proofs;

/// <summary>
/// Whoever owns the database gives somebody a power, lets them act, and takes it away again: every row is as it was, and the proof finds
/// it.
/// </summary>
[TestFixture]
internal sealed class PowerAtTheTimeTests
{
    private const string Batch = "2026-1-320302-ocr";

    private TestOffice _office = null!;

    [SetUp]
    public void Open()
    {
        _office = TestOffice.Staffed();
        _office.Inputs.Roster("a.csv", A.Household(1), A.Household(2, "320303001001"));
        _office.Run();
    }

    [TearDown]
    public void Close() => _office.Dispose();

    [Test]
    public void A_role_that_was_swapped_for_one_act_is_found()
    {
        Swapped("role", "'reviewer'", "zhao", () => TestOffice.Done(_office.Approve(Batch, _office.Find("zhao"))));

        Assert.That(Named(), Does.Contain("(approve) by zhao as reviewer: officer 6 was zhao, auditor"));
    }

    [Test]
    public void Counties_that_were_swapped_for_one_act_are_found()
    {
        Swapped("counties", "''", "sun", () => TestOffice.Done(_office.Approve(Batch, _office.Find("sun"))));

        Assert.That(Named(), Does.Contain("(approve) by sun on county 320302: officer 5 was reviewer of 320303 alone"));
    }

    [Test]
    public void A_password_that_was_swapped_for_one_act_is_found()
    {
        Swapped("password_hash", $"'{Passwords.Hash("known to the forger")}'", "li",
            () => Assert.That(_office.SignIn("li", "known to the forger"), Is.EqualTo("in")));

        Assert.That(Named(), Does.Contain("(sign-in) by li: not with the password and the second factor that officer 3 had"));
    }

    [Test]
    public void A_password_that_was_swapped_and_left_is_found()
    {
        _office.Execute($"UPDATE officers SET password_hash = '{Passwords.Hash("known to the forger")}' WHERE name = 'li'");

        Assert.That(Named(), Does.Contain("no act of an administrator made it so"));
    }

    [Test]
    public void An_officer_who_was_there_for_one_act_is_found()
    {
        _office.Execute($"INSERT INTO officers (id, name, role, counties, password_hash, factor_step, failures, is_disabled, "
            + $"created_at) VALUES (99, 'ghost', 'reviewer', '', '{Passwords.Hash("known to the forger")}', 0, 0, 0, 1)");
        TestOffice.Done(_office.Approve(Batch, _office.Find("ghost")));
        _office.Execute("DELETE FROM officers WHERE id = 99");

        Assert.That(Named(), Does.Contain("(approve) by ghost: no act before it added officer 99"));
    }

    [Test]
    public void An_officer_who_was_let_in_again_for_one_act_is_found()
    {
        TestOffice.Done(new ManageOfficers(_office.Setting).Disable(_office.Administrator, "wu"));
        Swapped("is_disabled", "0", "wu", () => TestOffice.Done(_office.Approve(Batch, _office.Find("wu"))));

        Assert.That(Named(), Does.Contain("(approve) by wu: officer 4 was disabled"));
    }

    [Test]
    public void Officers_who_change_by_acts_alone_break_nothing()
    {
        ManageOfficers manage = new(_office.Setting);
        TestOffice.Done(manage.Password(_office["li"], "li", "chosen by li herself"));
        Assert.That(_office.SignIn("li", "chosen by li herself"), Is.EqualTo("in"));
        TestOffice.Done(manage.Password(_office.Administrator, "li", "given by chen"));
        Assert.That(_office.SignIn("LI", "given by chen"), Is.EqualTo("in"));
        Officer renamed = _office.Rename(_office["li"], "li-ming");
        TestOffice.Done(_office.Approve(Batch, renamed));
        TestOffice.Done(manage.Limit(_office.Administrator, "li-ming", ["320303"]));
        TestOffice.Done(_office.Approve("2026-1-320303-ocr", _office.Find("li-ming")));
        TestOffice.Done(manage.Disable(_office.Administrator, "li-ming"));

        Assert.That(_office.Breaks(), Is.Empty);
    }

    [Test]
    public void Counties_that_changed_since_the_sign_in_are_those_that_count()
    {
        Officer before = _office["li"];
        TestOffice.Done(new ManageOfficers(_office.Setting).Limit(_office.Administrator, "li", ["320303"]));

        Assert.That(TestOffice.CodeOf(_office.Approve(Batch, before)), Is.EqualTo("SESSION-ENDED"));
    }

    /// <summary>Something of an officer is another value while something is done, and as it was afterwards.</summary>
    private void Swapped(string column, string value, string name, Action doing)
    {
        string before = _office.Text($"SELECT quote({column}) FROM officers WHERE name = '{name}'");
        _office.Execute($"UPDATE officers SET {column} = {value} WHERE name = '{name}'");
        doing();
        _office.Execute($"UPDATE officers SET {column} = {before} WHERE name = '{name}'");
    }

    private string Named() => string.Join('\n', _office.Breaks());
}
