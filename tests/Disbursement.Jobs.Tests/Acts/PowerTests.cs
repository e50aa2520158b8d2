using Disbursement.Domain.Officers;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Acts;

/// <summary>
/// The four powers (life cycle, section 1): every role tries every act, and what it may not do changes nothing but the record of the
/// refusal.
/// </summary>
[TestFixture]
internal sealed class PowerTests
{
    private const string Waiting = "2026-1-320302-ocr";
    private const string Approved = "2026-1-320303-ocr";
    private const string Released = "2026-1-320305-ocr";

    /// <summary>The acts, the officer's part in them, and who may.</summary>
    private static readonly (string Act, OfficerRole[] May, Func<TestOffice, Officer, ActOutcome> Do)[] Acts =
    [
        ("approve", [OfficerRole.Reviewer], (office, by) => office.Approve(Waiting, by)),
        ("reject", [OfficerRole.Reviewer], (office, by) => office.Reject(Waiting, by)),
        ("release", [OfficerRole.Reviewer], (office, by) => office.Release(Approved, by)),
        ("close", [OfficerRole.Reviewer], (office, by) => office.Close(Released, by)),
        ("cancel", [OfficerRole.Reviewer], (office, by) => office.Cancel(Released + "-000001", by)),
        ("hold", [OfficerRole.Reviewer], (office, by) => office.Hold(Waiting + "-000001", by)),
        ("unhold", [OfficerRole.Reviewer], (office, by) => office.Unhold(Waiting + "-000002", by)),
        ("give-account", [OfficerRole.Reviewer], (office, by) => office.GiveAccount(Released + "-000001", People.Card(77), by)),
        ("stop", [OfficerRole.Reviewer], (office, by) => new StopPayments(office.Setting).Add(
            A.Household(2).Rows[0]["id_number"], Domain.Policies.Scheme.Of("sab"), new Domain.Periods.Month(2026, 5), "核查通知", by, "待核实")),
        ("unmask", [OfficerRole.Reviewer, OfficerRole.Auditor], (office, by) => office.Unmask(Waiting + "-000001", by)),
        ("import-returns", [OfficerRole.Operator], (office, by) => office.Import(Path.Combine(office.Inputs.Root, "answers.csv"), by)),
        ("import-correction", [OfficerRole.Operator], (office, by) => office.Correct("late.csv", by, A.Household(9))),
        ("add-roster", [OfficerRole.Operator], (office, by) => office.HandIn("late.csv", by, A.Household(9))),
        ("withdraw-roster", [OfficerRole.Operator], (office, by) => new WithdrawRoster(office.Setting, office.Inputs.Inputs)
            .Run(2026, "a.csv", null, by, "交错了", CancellationToken.None)),
        ("reissue", [OfficerRole.Operator], (office, by) => office.Reissue("2026-1", by)),
        ("add-officer", [OfficerRole.Administrator],
            (office, by) => new ManageOfficers(office.Setting).Add(by, "xu", OfficerRole.Operator, [], TestOffice.Password)),
        ("rename-officer", [OfficerRole.Administrator], (office, by) => new ManageOfficers(office.Setting).Rename(by, "wu", "xu")),
        ("disable-officer", [OfficerRole.Administrator], (office, by) => new ManageOfficers(office.Setting).Disable(by, "wu")),
        ("password", [OfficerRole.Administrator],
            (office, by) => new ManageOfficers(office.Setting).Password(by, "wu", "another " + TestOffice.Password)),
    ];

    private static TestOffice _base = null!;

    private TestOffice _office = null!;

    [OneTimeSetUp]
    public void StaffOffice()
    {
        _base = TestOffice.Staffed();
        _base.Inputs.Roster("a.csv", A.Household(1), A.Household(2), A.Household(3, "320303001001"), A.Household(4, "320305001001"));
        _base.Run();
        TestOffice.Done(_base.Hold(Waiting + "-000002"));
        TestOffice.Done(_base.Approve(Approved));
        _base.Send(Released);
        TestOffice.Done(_base.Import("first.csv", _base.Answer(Released + "-000001", "failed", "户名不符")));
        ReturnFiles.ComposeReturns.Write(Path.Combine(_base.Inputs.Root, "answers.csv"), [_base.Answer(Released + "-000002")]);
        _base.Inputs.Clock.Advance(TimeSpan.FromMinutes(7));
    }

    [OneTimeTearDown]
    public void CloseBase() => _base.Dispose();

    [SetUp]
    public void CopyOffice() => _office = _base.Copy();

    [TearDown]
    public void CloseOffice() => _office.Dispose();

    private static IEnumerable<TestCaseData> EveryRoleAndAct() =>
        from role in Enum.GetValues<OfficerRole>()
        from act in Acts
        select new TestCaseData(role, act.Act, act.May.Contains(role)).SetArgDisplayNames(role.Word(), act.Act);

    [TestCaseSource(nameof(EveryRoleAndAct))]
    public void An_act_is_done_by_those_whose_power_it_is_and_refused_to_all_others(OfficerRole role, string act, bool may)
    {
        Officer officer = role switch { OfficerRole.Operator => _office.Operator, OfficerRole.Reviewer => _office.Reviewer,
            OfficerRole.Auditor => _office["zhao"], _ => _office.Administrator };
        string[] before = _office.EverythingButActs();
        long acts = _office.Number("SELECT COUNT(*) FROM audit");

        ActOutcome outcome = Acts.First(one => one.Act == act).Do(_office, officer);

        Dictionary<string, string> recorded = _office.LastAct();
        Assert.That(TestOffice.CodeOf(outcome), Is.EqualTo(may ? "done" : "NOT-YOUR-POWER"));
        Assert.That(_office.Number("SELECT COUNT(*) FROM audit"), Is.EqualTo(acts + 1));
        Assert.That(
            (recorded["actor"], recorded["officer_id"], recorded["role"], recorded["origin"], recorded["act"], recorded["outcome"],
                recorded["recorded_at"]),
            Is.EqualTo((officer.Name, $"{officer.Id}", role.Word(), TestOffice.Origin, act, may ? "done" : "refused",
                $"{_office.Inputs.Clock.GetUtcNow().ToUnixTimeSeconds()}")));
        if (!may)
        {
            Assert.That(_office.EverythingButActs(), Is.EqualTo(before), "a refusal changes nothing");
            Assert.That(recorded["reason"], Does.StartWith("NOT-YOUR-POWER: "));
        }
    }

    [Test]
    public void An_officer_who_was_disabled_meanwhile_does_nothing_more()
    {
        TestOffice.Done(new ManageOfficers(_office.Setting).Disable(_office.Administrator, "li"));

        Assert.That(TestOffice.CodeOf(_office.Approve(Waiting)), Is.EqualTo("DISABLED"));
        Assert.That((_office.LastAct()["outcome"], _office.StateOf(Waiting)), Is.EqualTo(("refused", "proposed")));
    }

    [Test]
    public void A_reviewer_acts_for_the_counties_that_were_given_alone()
    {
        Officer sun = _office["sun"];
        string[] refused =
        [
            TestOffice.CodeOf(_office.Approve(Waiting, sun)), TestOffice.CodeOf(_office.Reject(Waiting, sun)),
            TestOffice.CodeOf(_office.Hold(Waiting + "-000001", sun)), TestOffice.CodeOf(_office.Unhold(Waiting + "-000002", sun)),
            TestOffice.CodeOf(_office.Close(Released, sun)), TestOffice.CodeOf(_office.Cancel(Released + "-000001", sun)),
            TestOffice.CodeOf(_office.GiveAccount(Released + "-000001", People.Card(77), sun)),
            TestOffice.CodeOf(_office.Unmask(Waiting + "-000001", sun)),
        ];

        Assert.That(refused, Is.All.EqualTo("NOT-YOUR-COUNTY"));
        Assert.That(_office.Number("SELECT COUNT(*) FROM audit WHERE actor = 'sun' AND outcome = 'refused' AND reason GLOB "
            + "'NOT-YOUR-COUNTY: *'"), Is.EqualTo(refused.Length));
        Assert.That(TestOffice.CodeOf(_office.Release(Approved, sun)), Is.EqualTo("done"));
    }

    [TestCase("")]
    [TestCase(" \t\n")]
    public void A_reason_is_demanded(string reason) => Assert.That(
        new[] { _office.Reject(Waiting, reason: reason), _office.Hold(Waiting + "-000001", reason: reason),
            _office.Unhold(Waiting + "-000002", reason: reason), _office.Close(Released, reason: reason),
            _office.Cancel(Released + "-000001", reason: reason),
            _office.Unmask(Waiting + "-000001", reason: reason) }.Select(TestOffice.CodeOf),
        Is.All.EqualTo("NO-REASON"));

    [Test]
    public void A_reason_that_names_somebody_by_number_is_refused_and_not_recorded()
    {
        string id = A.Household(1).MotherId;

        Assert.That(TestOffice.CodeOf(_office.Reject(Waiting, reason: $"身份证 {id} 有误")), Is.EqualTo("PERSONAL-NUMBER"));
        Assert.That(_office.Texts("SELECT actor || reason || COALESCE(detail, '') FROM audit"), Has.None.Contain(id));
    }

    [Test]
    public void What_was_done_is_recorded_with_its_reason()
    {
        TestOffice.Done(_office.Reject(Waiting, reason: "金额有误"));

        Dictionary<string, string> recorded = _office.LastAct();
        Assert.That((recorded["act"], recorded["subject"], recorded["reason"], recorded["outcome"]),
            Is.EqualTo(("reject", Waiting, "金额有误", "done")));
    }

    [Test]
    public void The_last_administrator_cannot_be_disabled() =>
        Assert.That(TestOffice.CodeOf(new ManageOfficers(_office.Setting).Disable(_office.Administrator, "chen")),
            Is.EqualTo("LAST-ADMINISTRATOR"));

    [Test]
    public void The_first_officer_is_an_administrator_and_nobody_makes_a_second_without_one()
    {
        using TestOffice empty = TestOffice.Empty();
        ManageOfficers manage = new(empty.Setting);

        Assert.That(TestOffice.CodeOf(manage.Add(null, "li", OfficerRole.Reviewer, [], TestOffice.Password)),
            Is.EqualTo("FIRST-ADMINISTRATOR"));
        Assert.That(TestOffice.CodeOf(manage.Add(null, "chen", OfficerRole.Administrator, [], TestOffice.Password)), Is.EqualTo("done"));
        Assert.That(TestOffice.CodeOf(manage.Add(null, "li", OfficerRole.Administrator, [], TestOffice.Password)),
            Is.EqualTo("NOT-YOUR-POWER"));
    }
}
