using System.Text;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;

namespace Disbursement.Jobs.Tests.Acts;

/// <summary>
/// Five wrong passwords in a row lock an account for fifteen minutes; what is wrong is never told, and no password is ever stored.
/// </summary>
[TestFixture]
internal sealed class SignInTests
{
    private static TestOffice _base = null!;

    private TestOffice _office = null!;

    [OneTimeSetUp]
    public void StaffOffice()
    {
        _base = TestOffice.Empty();
        _base.Add("chen", OfficerRole.Administrator);
        _base.Add("li", OfficerRole.Reviewer);
    }

    [OneTimeTearDown]
    public void CloseBase() => _base.Dispose();

    [SetUp]
    public void CopyOffice() => _office = _base.Copy();

    [TearDown]
    public void CloseOffice() => _office.Dispose();

    [TestCase("li")]
    [TestCase("LI")]
    [TestCase(" li ")]
    public void The_right_password_lets_in_however_the_name_is_written(string name) => Assert.That(_office.SignIn(name), Is.EqualTo("in"));

    [Test]
    public void Four_wrong_passwords_lock_nothing_and_five_do()
    {
        Wrong(4);
        Assert.That(_office.SignIn("li"), Is.EqualTo("in"));
        Wrong(5);

        Assert.That(_office.SignIn("li"), Is.EqualTo("LOCKED"), "also with the right password");
    }

    [Test]
    public void The_right_password_makes_the_count_begin_again()
    {
        Wrong(3);
        Assert.That(_office.SignIn("li"), Is.EqualTo("in"));
        Wrong(3);

        Assert.That((_office.SignIn("li"), _office.Number("SELECT failures FROM officers WHERE name = 'li'")), Is.EqualTo(("in", 0L)));
    }

    [TestCase(14 * 60 + 59, "LOCKED")]
    [TestCase(15 * 60, "in")]
    [TestCase(15 * 60 + 1, "in")]
    public void The_lock_ends_after_fifteen_minutes(int seconds, string outcome)
    {
        Wrong(5);
        _office.Inputs.Clock.Advance(TimeSpan.FromSeconds(seconds));

        Assert.That(_office.SignIn("li"), Is.EqualTo(outcome));
    }

    [Test]
    public void Tries_against_a_lock_do_not_make_it_longer_and_after_it_five_more_are_needed()
    {
        Wrong(5);
        _office.Inputs.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.That(_office.SignIn("li", "wrong again"), Is.EqualTo("LOCKED"));
        _office.Inputs.Clock.Advance(TimeSpan.FromMinutes(5));
        Wrong(1);

        Assert.That(_office.SignIn("li"), Is.EqualTo("in"));
    }

    [Test]
    public void A_new_password_from_an_administrator_unlocks_and_the_old_one_is_worth_nothing()
    {
        Wrong(5);
        TestOffice.Done(new ManageOfficers(_office.Setting).Password(_office.Administrator, "li", "another one, 新的"));

        Assert.That((_office.SignIn("li"), _office.SignIn("li", "another one, 新的")), Is.EqualTo(("SIGN-IN", "in")));
    }

    [Test]
    public void A_disabled_officer_stays_out_and_learns_why_with_the_right_password_alone()
    {
        TestOffice.Done(new ManageOfficers(_office.Setting).Disable(_office.Administrator, "li"));

        Assert.That((_office.SignIn("li", "wrong one"), _office.SignIn("li")), Is.EqualTo(("SIGN-IN", "DISABLED")));
    }

    [Test]
    public void An_unknown_name_is_told_the_same_as_a_wrong_password_and_is_not_recorded_by_name()
    {
        (_, ActRefusal? unknown) = new SignIn(_office.Setting).Run("nobody-here", TestOffice.Password);
        Dictionary<string, string> recorded = _office.LastAct();
        (_, ActRefusal? wrong) = new SignIn(_office.Setting).Run("li", "wrong one");

        Assert.That(unknown, Is.EqualTo(wrong));
        Assert.That((recorded["actor"], recorded["act"], recorded["outcome"], _office.LastAct()["actor"]),
            Is.EqualTo(("?", "sign-in", "refused", "li")));
    }

    [Test]
    public void Every_wrong_try_is_recorded_with_its_time()
    {
        Wrong(2);

        Assert.That(
            _office.Texts("SELECT actor || officer_id || origin || outcome || recorded_at FROM audit WHERE act = 'sign-in'"),
            Is.EqualTo(Enumerable.Repeat(
                $"li{_office["li"].Id}{TestOffice.Origin}refused{_office.Inputs.Clock.GetUtcNow().ToUnixTimeSeconds()}", 2)));
    }

    [Test]
    public void Wrong_tries_at_the_same_time_all_count()
    {
        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 },
            _ => Assert.That(_office.SignIn("li", "wrong one"), Is.EqualTo("SIGN-IN")));
        Assert.That(_office.Number("SELECT failures FROM officers WHERE name = 'li'"), Is.EqualTo(4));
        Wrong(1);

        Assert.That((_office.SignIn("li"), _office.Number("SELECT COUNT(*) FROM audit WHERE act = 'sign-in'"), _office.Breaks().Length),
            Is.EqualTo(("LOCKED", 6L, 0)));
    }

    [Test]
    public void No_password_stands_in_any_file_and_the_same_one_is_stored_differently_for_each_officer()
    {
        _office.SignIn("li", "a wrong password to look for");
        byte[][] secrets = [Encoding.UTF8.GetBytes(TestOffice.Password), Encoding.Unicode.GetBytes(TestOffice.Password),
            Encoding.UTF8.GetBytes("a wrong password to look for")];

        Assert.That(Directory.GetFiles(_office.Inputs.Root, "*", SearchOption.AllDirectories)
            .Where(file => secrets.Any(secret => File.ReadAllBytes(file).AsSpan().IndexOf(secret) >= 0)), Is.Empty);
        Assert.That(_office.Number("SELECT COUNT(DISTINCT password_hash) FROM officers"), Is.EqualTo(2));
    }

    [TestCase("1234567", "PASSWORD")]
    [TestCase("12345678", "done")]
    public void A_password_has_eight_characters_at_least(string password, string outcome) =>
        Assert.That(
            TestOffice.CodeOf(new ManageOfficers(_office.Setting).Add(_office.Administrator, "wu", OfficerRole.Reviewer, [], password)),
            Is.EqualTo(outcome));

    private void Wrong(int times)
    {
        for (int i = 0; i < times; i++)
            Assert.That(_office.SignIn("li", "wrong one"), Is.EqualTo("SIGN-IN"));
    }
}
