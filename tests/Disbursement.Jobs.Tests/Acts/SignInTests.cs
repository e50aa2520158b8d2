using System.Text;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;

namespace Disbursement.Jobs.Tests.Acts;

/// <summary>
/// After some wrong passwords in a row a name waits, never for long; what is wrong is never told, and no password is ever stored.
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
    public void Two_wrong_passwords_let_nobody_wait_and_each_further_one_twice_as_long_a_minute_at_most()
    {
        Wrong(2);
        Assert.That(_office.SignIn("li"), Is.EqualTo("in"));
        foreach (int seconds in new[] { 0, 0, 1, 2, 4, 8, 16, 32, 64, 64, 64 })
        {
            Wrong(1);
            Assert.That(Until("li"), Is.EqualTo(seconds));
            Pass(seconds);
        }

        Assert.That(_office.SignIn("li"), Is.EqualTo("in"));
        Wrong(1);
        Assert.That(_office.SignIn("li"), Is.EqualTo("in"), "the right one makes the count begin again");
    }

    [Test]
    public void While_a_name_waits_the_right_password_is_answered_like_a_wrong_one_and_tries_make_it_no_longer()
    {
        Wrong(5);
        Pass(3);
        Assert.That((_office.SignIn("li"), _office.SignIn("li", "wrong again")), Is.EqualTo(("SIGN-IN", "SIGN-IN")));
        Pass(1);

        Assert.That(_office.SignIn("li"), Is.EqualTo("in"));
    }

    [Test]
    public void Who_signs_in_from_where_they_did_before_does_not_wait_for_the_tries_of_others()
    {
        Wrong(9);

        Assert.That(_office.SignIn("li"), Is.EqualTo("SIGN-IN"));
        Assert.That(new SignIn(_office.Setting).Run("li", TestOffice.Password, isKnownPlace: true).Officer?.Name, Is.EqualTo("li"));
    }

    [Test]
    public void A_flood_of_tries_leaves_a_line_a_minute()
    {
        Pass(120);
        for (int i = 0; i < 10; i++)
        {
            _ = _office.SignIn("li", "wrong one");
            _ = _office.SignIn($"nobody-{i}", "wrong one");
            Pass(1);
        }

        Assert.That(Refusals("li"), Is.LessThanOrEqualTo(SignIn.FreeTries + 1));
        Assert.That(Refusals("?"), Is.EqualTo(1));
        Assert.That(_office.Breaks(), Is.Empty);
    }

    [Test]
    public void A_new_password_from_an_administrator_unlocks_and_the_old_one_is_worth_nothing()
    {
        Wrong(9);
        TestOffice.Done(new ManageOfficers(_office.Setting).Password(_office.Administrator, "li", "another one, 新的"));

        Assert.That((_office.SignIn("li"), _office.SignIn("li", "another one, 新的")), Is.EqualTo(("SIGN-IN", "in")));
    }

    [Test]
    public void A_disabled_officer_stays_out_and_is_answered_like_anybody_else()
    {
        TestOffice.Done(new ManageOfficers(_office.Setting).Disable(_office.Administrator, "li"));

        Assert.That((_office.SignIn("li", "wrong one"), _office.SignIn("li")), Is.EqualTo(("SIGN-IN", "SIGN-IN")));
        Assert.That(_office.LastAct()["reason"], Does.StartWith("DISABLED"), "the record knows");
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
        Parallel.For(0, 3, new ParallelOptions { MaxDegreeOfParallelism = 3 },
            _ => Assert.That(_office.SignIn("li", "wrong one"), Is.EqualTo("SIGN-IN")));

        Assert.That((_office.Number("SELECT failures FROM officers WHERE name = 'li'"), Refusals("li"), _office.Breaks().Length),
            Is.EqualTo((3L, 3L, 0)));
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
    [TestCase("12345678", "PASSWORD")]
    [TestCase("WoAiNi1314", "PASSWORD")]
    [TestCase("abababababab", "PASSWORD")]
    [TestCase("the Wu-Ming of 2026", "PASSWORD")]
    [TestCase("三月的雨下了一整夜", "done")]
    [TestCase("plum-9rain", "done")]
    public void A_password_is_long_enough_not_common_and_not_the_own_name(string password, string outcome) =>
        Assert.That(
            TestOffice.CodeOf(new ManageOfficers(_office.Setting)
                .Add(_office.Administrator, "wu-ming", OfficerRole.Reviewer, [], password)),
            Is.EqualTo(outcome));

    private void Wrong(int times)
    {
        for (int i = 0; i < times; i++)
        {
            Pass(Until("li"));
            Assert.That(_office.SignIn("li", "wrong one"), Is.EqualTo("SIGN-IN"));
        }
    }

    private void Pass(long seconds) => _office.Inputs.Clock.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>Seconds that a name has to wait.</summary>
    private long Until(string name) => Math.Max(0, _office.Number($"SELECT coalesce(locked_until, 0) FROM officers WHERE name = '{name}'")
        - _office.Inputs.Clock.GetUtcNow().ToUnixTimeSeconds());

    private long Refusals(string actor) =>
        _office.Number($"SELECT COUNT(*) FROM audit WHERE act = 'sign-in' AND outcome = 'refused' AND actor = '{actor}'");
}
