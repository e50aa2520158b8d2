using System.Security.Cryptography;
using System.Text;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Periods;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Tests.Proofs;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Acts;

/// <summary>Budgets 指标 (life cycle, section 2): used up at approval, given back by whatever undoes it.</summary>
[TestFixture]
internal sealed class BudgetTests
{
    private const string Rewards = "2026-1-320302-ocr";
    private const string Disability = "2026-1-320302-sad";

    private static TestOffice _base = null!;

    private TestOffice _office = null!;

    /// <summary>Two parents of 60.00 each, and two of 460.00 a month each: 120.00 and 11040.00.</summary>
    [OneTimeSetUp]
    public void StaffOffice()
    {
        _base = TestOffice.Staffed();
        _base.Inputs.Roster("a.csv", A.Household(1), FullStory.WithDisabledChild(3));
        _base.Run();
    }

    [OneTimeTearDown]
    public void CloseBase() => _base.Dispose();

    [SetUp]
    public void CopyOffice() => _office = _base.Copy();

    [TearDown]
    public void CloseOffice() => _office.Dispose();

    [Test]
    public void Without_a_budget_nothing_is_limited_and_nothing_is_kept()
    {
        TestOffice.Done(_office.Approve(Rewards));

        Assert.That(_office.LastAct()["detail"], Does.Not.Contain("budget="));
        Assert.That(Of(2026).Budget, Is.Null);
    }

    [Test]
    public void An_approval_beyond_the_budget_is_refused_with_what_is_left()
    {
        _office.Inputs.Budget("320302,*,*,11159.99,苏财社 1");
        TestOffice.Done(_office.Approve(Rewards));

        ActOutcome outcome = _office.Approve(Disability);

        Assert.That(CodeOf(outcome), Is.EqualTo("BEYOND-BUDGET"));
        Assert.That(((ActOutcome.Refused)outcome).Refusal.English,
            Does.Contain("needs 11,040.00 yuan, and 11,039.99 are left of the 11,159.99 granted")
                .And.Contains("苏财社 1").And.Contains(Sha256));
        Assert.That((_office.StateOf(Disability), _office.LastAct()["outcome"]), Is.EqualTo(("proposed", "refused")));
        _office.Inputs.Budget("320302,*,*,11160.00,苏财社 1");
        TestOffice.Done(_office.Approve(Disability));
        Assert.That(_office.Breaks(), Is.Empty);
    }

    [Test]
    public void What_is_not_in_the_budget_is_not_approved()
    {
        _office.Inputs.Budget("320302,sad,*,99999.00,doc");

        Assert.That(CodeOf(_office.Approve(Rewards)), Is.EqualTo("NO-BUDGET"));
        TestOffice.Done(_office.Approve(Disability));
    }

    [Test]
    public void What_is_rejected_voided_or_cancelled_is_given_back()
    {
        _office.Inputs.Budget("320302,*,*,11160.00,doc");
        TestOffice.Done(_office.Approve(Rewards));
        TestOffice.Done(_office.Approve(Disability));
        Assert.That(Used, Is.EqualTo("11160.00"));

        TestOffice.Done(_office.Hold(Disability + "-000001"));
        Assert.That(Used, Is.EqualTo("120.00"), "the hold makes the approval void");
        TestOffice.Done(_office.Approve(Disability));
        Assert.That(Used, Is.EqualTo("5640.00"), "what is held is not in the files");
        TestOffice.Done(_office.Reject(Rewards));
        Assert.That(Used, Is.EqualTo("5520.00"));
        TestOffice.Done(_office.Release(Disability));
        TestOffice.Done(_office.Import("a.csv", _office.Answer(Disability + "-000002", "failed")));
        Assert.That(Used, Is.EqualTo("0.00"));
        TestOffice.Done(_office.Import("b.csv", _office.Answer(Disability + "-000002")));
        Assert.That(Used, Is.EqualTo("5520.00"), "it arrived after all");
        TestOffice.Done(_office.Import("c.csv", _office.Answer(Disability + "-000002", "failed") with { SettledOn = "2026-06-12" }));
        TestOffice.Done(_office.Cancel(Disability + "-000002"));
        Assert.That((Used, _office.Breaks().Length), Is.EqualTo(("0.00", 0)));
    }

    [Test]
    public void What_failed_is_used_up_by_the_batch_that_pays_it_again()
    {
        _office.Inputs.Budget("320302,sad,*,11040.00,doc");
        _office.Send(Disability);
        TestOffice.Done(_office.Import("a.csv", _office.Answer(Disability + "-000001"), _office.Answer(Disability + "-000002", "failed")));
        TestOffice.Done(_office.Reissue("2026-1"));
        BudgetStanding before = Of(2026).Budget!.Limits.Single();
        TestOffice.Done(_office.Approve("2026-2-320302-sad"));

        Assert.That((before.Used.ToString(), before.Waiting.ToString(), before.Left.ToString(), Used),
            Is.EqualTo(("5520.00", "5520.00", "5520.00", "11040.00")));
    }

    [Test]
    public void Levels_of_a_batch_of_which_a_payment_failed_still_add_up_to_what_stands()
    {
        _office.Inputs.Budget("320302,sad,central,99999,doc", "320302,sad,province,99999,doc", "320302,sad,city,99999,doc",
            "320302,sad,county,99999,doc");
        _office.Send(Disability);
        TestOffice.Done(_office.Import("a.csv", _office.Answer(Disability + "-000002", "failed")));

        // 5520.00 by 30 / 30 / 10 / 30 %.
        Assert.That(Of(2026).Budget!.Limits.Select(one => one.Used.ToString()),
            Is.EqualTo(new[] { "1656.00", "1656.00", "552.00", "1656.00" }));
    }

    [Test]
    public void Two_approvals_at_once_cannot_overrun_it()
    {
        _office.Inputs.Budget("320302,*,*,11100.00,doc");
        string[] shas = [_office.Sha256(Rewards), _office.Sha256(Disability)];
        _ = _office.Setting;
        using Barrier start = new(2);
        string[] codes = new string[2];
        Thread[] both = [.. new[] { (Rewards, "li"), (Disability, "wu") }.Select((one, i) => new Thread(() =>
        {
            start.SignalAndWait();
            codes[i] = CodeOf(new ApproveBatch(_office.Setting).Run(one.Item1, _office[one.Item2], shas[i]));
        }))];
        foreach (Thread thread in both)
            thread.Start();
        foreach (Thread thread in both)
            thread.Join();

        Assert.That(codes, Is.EquivalentTo(new[] { "done", "BEYOND-BUDGET" }));
        Assert.That(_office.Breaks(), Is.Empty);
    }

    [Test]
    public void The_first_and_the_second_approval_are_both_within_it()
    {
        ActSetting setting = _office.Setting with { Levels = new ApprovalLevels(Money.FromYuan(100)) };
        ActOutcome Approve(string by) => new ApproveBatch(setting).Run(Rewards, _office[by], _office.Sha256(Rewards));
        _office.Inputs.Budget("320302,ocr,*,119.99,doc");
        Assert.That(CodeOf(Approve("li")), Is.EqualTo("BEYOND-BUDGET"));
        _office.Inputs.Budget("320302,ocr,*,120.00,doc");
        TestOffice.Done(Approve("li"));
        Assert.That(Used, Is.EqualTo("0.00"), "one signature uses up nothing");
        _office.Inputs.Budget("320302,ocr,*,120.00,doc", "320302,ocr,*,-1.00,taken back");
        Assert.That(CodeOf(Approve("wu")), Is.EqualTo("BEYOND-BUDGET"));
        _office.Inputs.Budget("320302,ocr,*,120.00,doc");
        TestOffice.Done(Approve("wu"));

        Assert.That((Used, _office.StateOf(Rewards), _office.Breaks().Length), Is.EqualTo(("120.00", "approved", 0)));
    }

    [Test]
    public void Whoever_takes_the_budget_away_approves_nothing()
    {
        _office.Inputs.Budget("320302,*,*,200.00,doc");
        TestOffice.Done(_office.Approve(Rewards));
        File.Delete(Path.Combine(_office.Inputs.Budgets, "2026.csv"));

        Assert.That(CodeOf(_office.Approve(Disability)), Is.EqualTo("BUDGET-GONE"));
    }

    [Test]
    public void The_budget_of_another_year_limits_nothing()
    {
        Directory.CreateDirectory(_office.Inputs.Budgets);
        File.WriteAllText(Path.Combine(_office.Inputs.Budgets, "2027.csv"), "county,scheme,level,yuan,document\n320302,*,*,0,doc\n");

        TestOffice.Done(_office.Approve(Rewards));
    }

    [Test]
    public void The_bytes_that_a_decision_rested_on_are_kept_for_the_auditor()
    {
        _office.Inputs.Budget("320302,*,*,200.00,doc 1");
        byte[] bytes = File.ReadAllBytes(Path.Combine(_office.Inputs.Budgets, "2026.csv"));
        string sha256 = Sha256;
        TestOffice.Done(_office.Approve(Rewards));
        Assert.That(_office.LastAct()["detail"], Does.Contain($" budget={sha256}"));
        _office.Inputs.Budget("320302,*,*,100.00,doc 2");
        Assert.That(CodeOf(_office.Approve(Disability)), Is.EqualTo("BEYOND-BUDGET"));

        Assert.That(File.ReadAllBytes(Archived(sha256)), Is.EqualTo(bytes));
        Assert.That(File.Exists(Archived(Sha256)), "what a refusal rested on too");
        Assert.That(Of(2026, sha256).Budget!.Limits.Single().Limit.Documents, Is.EqualTo(new[] { "doc 1" }));
        Assert.That(Of(2026, new string('0', 64)).Refusal!.Code, Is.EqualTo("NO-SUCH"));
    }

    [Test]
    public void A_kept_budget_that_is_altered_or_gone_is_found()
    {
        _office.Inputs.Budget("320302,*,*,200.00,doc");
        TestOffice.Done(_office.Approve(Rewards));
        Assert.That(_office.Breaks(), Is.Empty);
        File.AppendAllText(Archived(Sha256), "320302,sad,*,1,doc\n");

        Assert.That(_office.Breaks().Single(), Does.StartWith("4: batch 2026-1-320302-ocr: the archive no longer holds the budget"));
    }

    [Test]
    public void An_approval_that_went_round_the_budget_is_found()
    {
        _office.Inputs.Budget("320302,*,*,200.00,doc");
        TestOffice.Done(_office.Approve(Rewards));
        Directory.Delete(_office.Inputs.Budgets, recursive: true);
        _office.Execute("DROP TRIGGER audit_append_only_update; UPDATE audit SET detail = replace(detail, ' budget=', ' forget=') "
            + "WHERE act = 'approve'");
        TestOffice.Done(_office.Approve(Disability));
        _office.Execute("UPDATE audit SET detail = replace(detail, ' forget=', ' budget=') WHERE act = 'approve'");

        Assert.That(_office.Breaks(), Has.Some.Contains("without the budget of 2026 that earlier approvals rested on"));
    }

    [TestCase("320302,*,*,12x,doc", "budgets/2026.csv:2: yuan: '12x' is no amount")]
    [TestCase("320302,*,*,1.001,doc", "budgets/2026.csv:2: yuan")]
    [TestCase("320302,*,*,\"1,000.00\",doc", "budgets/2026.csv:2: yuan")]
    [TestCase("32030,*,*,1,doc", "budgets/2026.csv:2: county: '32030' is not six digits")]
    [TestCase("320302,xyz,*,1,doc", "budgets/2026.csv:2: scheme: 'xyz' is neither a scheme nor *")]
    [TestCase("320302,*,village,1,doc", "budgets/2026.csv:2: level: 'village' is none of")]
    [TestCase("320302,*,*,1,", "budgets/2026.csv:2: document")]
    [TestCase("320302,*,*,1", "budgets/2026.csv:2: wrong number of fields")]
    [TestCase("320302,*,*,1,doc\n320302,*,total,2,doc", "budgets/2026.csv:3: document: doc stands for the same purpose in line 2")]
    [TestCase("320302,*,*,1,doc\n320302,*,*,-2,back", "budgets/2026.csv:3: yuan: what is taken back is more than was given")]
    public void A_budget_with_a_mistake_lets_nothing_through_and_names_its_place(string lines, string told)
    {
        _office.Inputs.Budget(lines.Split('\n'));

        ActOutcome outcome = _office.Approve(Rewards);

        Assert.That(CodeOf(outcome), Is.EqualTo("BUDGET-FILE"));
        Assert.That(((ActOutcome.Refused)outcome).Refusal.English, Does.Contain(told));
        Assert.That(Of(2026).Refusal!.Code, Is.EqualTo("BUDGET-FILE"));
    }

    [Test]
    public void A_file_that_is_none_lets_nothing_through()
    {
        _office.Inputs.BudgetBytes([0xFF, 0xFE, 0x31]);
        Assert.That(CodeOf(_office.Approve(Rewards)), Is.EqualTo("BUDGET-FILE"));
        _office.Inputs.BudgetBytes("county,scheme,yuan,document\n"u8.ToArray());
        Assert.That(((ActOutcome.Refused)_office.Approve(Rewards)).Refusal.English, Does.Contain("2026.csv:1: columns are missing: level"));
        _office.Inputs.BudgetBytes([]);
        Assert.That(CodeOf(_office.Approve(Rewards)), Is.EqualTo("BUDGET-FILE"));
        File.Delete(Path.Combine(_office.Inputs.Budgets, "2026.csv"));
        Directory.CreateDirectory(Path.Combine(_office.Inputs.Budgets, "2026.csv"));
        Assert.That(CodeOf(_office.Approve(Rewards)), Is.EqualTo("BUDGET-FILE"));
    }

    [Test]
    public void A_file_of_Excel_in_Chinese_is_read()
    {
        (IReadOnlyList<BudgetLine> lines, var mistakes) = ReadBudget.Run("2026.csv", [0xEF, 0xBB, 0xBF,
            .. Encoding.UTF8.GetBytes("文号,区县,项目,级次,金额\r\n苏财社〔2026〕1号,320302,*,中央,100.5\r\n")], _ => false);

        Assert.That(mistakes, Is.Empty);
        Assert.That(lines.Single(), Is.EqualTo(new BudgetLine(2, new BudgetPurpose("320302", null, FundingLevel.Central),
            Money.FromYuan(100.5m), "苏财社〔2026〕1号")));
    }

    [Test]
    public void A_budget_tells_how_much_of_the_year_its_use_covers()
    {
        using TestOffice office = TestOffice.Staffed();
        office.Inputs.Roster("a.csv", A.Household(1));
        office.Inputs.Budget("320302,*,*,120.00,苏财社 1");
        Month? Reach() =>
            BudgetOfYear.Read(office.Inputs.Data, office.Setting.Store, office.Inputs.Budgets, 2026, null).Budget!.PaidThrough;

        Month? before = Reach();
        office.Inputs.Run(office.Inputs.Order() with { ThroughMonth = 6 });
        Month? half = Reach();
        office.Run();

        Assert.That((before, half, Reach()), Is.EqualTo(((Month?)null, (Month?)new Month(2026, 6), (Month?)new Month(2026, 12))));
    }

    private string Used => Of(2026).Budget!.Limits.Single().Used.ToString();

    private string Sha256 =>
        Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(_office.Inputs.Budgets, "2026.csv"))));

    private string Archived(string sha256) => InputArchive.PlaceOf(InputArchive.Of(_office.Inputs.Data), sha256);

    private (BudgetOfYear? Budget, Domain.Officers.ActRefusal? Refusal) Of(int year, string? sha256 = null) =>
        BudgetOfYear.Read(_office.Inputs.Data, _office.Setting.Store, _office.Inputs.Budgets, year, sha256);

    private static string CodeOf(ActOutcome outcome) => TestOffice.CodeOf(outcome);
}
