using Disbursement.Domain.Policies;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Policies;
using Disbursement.Jobs.PolicyCases;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;
using MiniExcelLibs;

namespace Disbursement.Jobs.Tests.Policies;

/// <summary>Schemes that are put in force by copying the two files of an example, and live the whole life of any other.</summary>
[TestFixture]
internal sealed class AddedSchemeTests
{
    private TestOffice _office = null!;

    [SetUp]
    public void Open() => _office = TestOffice.Staffed(new TestInputs());

    [TearDown]
    public void Close() => _office.Dispose();

    [Test]
    public void The_childcare_subsidy_of_a_child_goes_to_its_mother_and_through_the_bank()
    {
        Copy("childcare");
        Roster("a.csv", WithBaby(1));

        RunSummary first = _office.Run().Summary;

        Assert.That(first.Of(Scheme.Of("chc")), Is.EqualTo((1L, 0L, 0L, 1, 360_000L)));
        Assert.That(_office.Text("SELECT scheme || ' ' || codes_or_months FROM (SELECT d.scheme, coalesce(d.codes, d.months) AS "
            + "codes_or_months FROM decisions d JOIN claimants c ON c.number = d.claimant_number WHERE c.role = 'child')"),
            Is.EqualTo("chc 1-12"));
        string csv = File.ReadAllText(Directory.GetFiles(_office.Inputs.Out, "chc.csv", SearchOption.AllDirectories).Single());
        Assert.That(csv, Does.Contain("小宝").And.Contain("3600.00"));
        _office.Approve("2026-1-320302-chc");
        _office.Release("2026-1-320302-chc");
        _office.Import("answer.csv", _office.Answer("2026-1-320302-chc-000001"));
        Assert.That(_office.PaymentState("2026-1-320302-chc-000001"), Is.EqualTo("paid"));
        Assert.That(Breaks(), Is.Empty);
        RunSummary again = _office.Run().Summary;
        Assert.That(again.Of(Scheme.Of("chc")), Is.EqualTo((1L, 0L, 0L, 0, 0L)), "what is paid is not paid again");
    }

    [Test]
    public void The_bank_is_told_who_holds_the_account_of_a_child()
    {
        Copy("childcare");
        Roster("a.csv", WithBaby(1));

        _office.Run();

        string text = File.ReadAllText(_office.FileOf("2026-1-320302-chc", "bank"));
        Assert.That(text, Does.Contain("|王秀英|3600.00|").And.Contain(A.Household(1).MotherId).And.Not.Contain("小宝"));
        Assert.That(File.ReadAllText(_office.FileOf("2026-1-320302-chc", "pain001")), Does.Contain("<Cdtr><Nm>王秀英</Nm>").And.Contain("小宝"));
    }

    [Test]
    public void A_child_whose_money_nobody_there_may_take_is_held()
    {
        Copy("childcare");
        string chc = Path.Combine(_office.Inputs.Inputs, "policy", "schemes", "chc.yaml");
        File.WriteAllText(chc, File.ReadAllText(chc).Replace("[mother, father, guardian]", "[guardian]", StringComparison.Ordinal));
        Roster("a.csv", WithBaby(1));

        _office.Run();

        Assert.That(_office.Text("SELECT state || ' ' || note FROM payments WHERE payment_no LIKE '%-chc-%'"),
            Does.StartWith("held F-LENGTH"));
    }

    [Test]
    public void A_child_for_whom_nobody_applied_is_unclaimed_and_one_of_two_households_is_refused()
    {
        Copy("childcare");
        Roster("a.csv", WithBaby(1, applied: ""), WithBaby(2), WithBaby(3));

        RunSummary run = _office.Run().Summary;

        Assert.That(run.Of(Scheme.Of("chc")), Is.EqualTo((2L, 0L, 1L, 2, 720_000L)));
        Roster("b.csv", WithBaby(4, id: BabyId(2)));
        Assert.That(_office.Run().Summary.Of(Scheme.Of("chc")), Is.EqualTo((1L, 2L, 1L, 0, 0L)), "of one child two households");
        Assert.That(Breaks(), Is.Empty);
    }

    [Test]
    public void A_child_that_gets_a_number_later_is_still_the_child_that_was_paid()
    {
        Copy("childcare");
        Roster("a.csv", WithBaby(1, id: ""));
        Assert.That(_office.Run().Summary.Of(Scheme.Of("chc")).Fen, Is.EqualTo(360_000));

        Roster("a.csv", WithBaby(1));
        Assert.That(_office.Run().Summary.Of(Scheme.Of("chc")).Fen, Is.Zero);
        Roster("a.csv", WithBaby(1));
        Assert.That(_office.Run().Summary.Of(Scheme.Of("chc")).Fen, Is.Zero);
        Assert.That(Breaks(), Is.Empty);
    }

    [Test]
    public void A_child_with_its_number_in_one_roster_and_without_in_another_is_paid_in_neither()
    {
        Copy("childcare");
        Roster("a.csv", WithBaby(1));
        Roster("b.csv", WithBaby(2, id: ""));
        Roster("c.csv", WithBaby(3, region: "320303001001"));

        RunSummary run = _office.Run().Summary;

        Assert.That(run.Of(Scheme.Of("chc")), Is.EqualTo((0L, 3L, 0L, 0, 0L)));
        Assert.That(_office.Texts("SELECT DISTINCT codes FROM decisions WHERE scheme = 'chc'"), Is.EqualTo(new[] { "DUP-CLAIMANT" }));
        string[] listed = [.. Directory.GetFiles(_office.Inputs.Out, "*.csv", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) == "duplicates").SelectMany(File.ReadAllLines)];
        Assert.That(listed, Has.Some.Contain("a.csv").And.Contain("b.csv"));
        Assert.That(Breaks(), Is.Empty);
    }

    [Test]
    public void A_child_paid_without_a_number_that_stands_with_and_without_one_the_next_time_does_not_end_the_run()
    {
        Copy("childcare");
        Roster("a.csv", WithBaby(1, id: ""));
        Assert.That(_office.Run().Summary.Of(Scheme.Of("chc")).Fen, Is.EqualTo(360_000));

        Roster("b.csv", WithBaby(2));

        Assert.That(_office.Run().Summary.Of(Scheme.Of("chc")), Is.EqualTo((0L, 2L, 0L, 0, 0L)));
        Roster("b.csv", A.Household(2));
        Assert.That(_office.Run().Summary.Of(Scheme.Of("chc")), Is.EqualTo((1L, 0L, 0L, 0, 0L)), "it is the child that was paid");
        Assert.That(Breaks(), Is.Empty);
    }

    [Test]
    public void Of_two_children_with_numbers_none_takes_what_was_paid_to_one_who_had_none()
    {
        Copy("childcare");
        Roster("a.csv", WithBaby(1, id: ""));
        Assert.That(_office.Run().Summary.Of(Scheme.Of("chc")).Fen, Is.EqualTo(360_000));

        Roster("a.csv", WithBaby(1));
        Roster("b.csv", WithBaby(2));

        Assert.That(_office.Run().Summary.Of(Scheme.Of("chc")), Is.EqualTo((0L, 2L, 0L, 0, 0L)));
        Assert.That(Breaks(), Is.Empty);
    }

    [Test]
    public void Hospital_care_pays_by_the_day_up_to_a_number_of_days()
    {
        Copy("hospital");
        TestHousehold lost = A.Household(1).Child(("death_date", "2020-03-01")).Mother(("birth_date", ""), ("id_number",
            People.Id("1970-01-02", isFemale: true, 1)), ("applied_on", "2021-01-05"), ("hospital_days", "41"));
        Roster("a.csv", lost);

        RunSummary run = _office.Run().Summary;

        Assert.That(run.Of(Scheme.Of("hos")), Is.EqualTo((1L, 0L, 0L, 1, 240_000L)));
        Assert.That(Breaks(), Is.Empty);
    }

    [Test]
    public void The_roster_of_the_example_pays_what_is_written_beside_it()
    {
        Copy("childcare");
        string example = Path.Combine(Repository.Root, "inputs", "policy", "examples", "childcare");
        _office.Inputs.Roster("roster.csv", File.ReadAllText(Path.Combine(example, "roster.csv")));

        RunSummary run = _office.Run().Summary;

        Assert.That((run.Rejected, run.Of(Scheme.Of("chc"))), Is.EqualTo((0L, (5L, 1L, 1L, 5, 1_500_000L))));
        string[] paid = [.. _office.Texts("SELECT c.household_no || ',' || p.months || ',' || printf('%.2f', p.amount_fen / 100.0) FROM "
            + "payments p JOIN claimants c ON c.number = p.claimant_number WHERE p.payment_no LIKE '%-chc-%' ORDER BY p.id")];
        Assert.That(paid, Is.EqualTo(File.ReadAllLines(Path.Combine(example, "expected.csv")).Skip(1)));
        string holders = File.ReadAllText(Directory.GetFiles(_office.Inputs.Out, "chc.csv", SearchOption.AllDirectories).Single());
        Assert.That(holders, Does.Contain("孙样三").And.Contain("褚例六").And.Not.Contain("陈样六"),
            "a guardian, and a father where the mother died");
    }

    [Test]
    public void The_cases_beside_a_definition_hold_and_one_that_does_not_is_named()
    {
        Copy("childcare");
        string policy = Path.Combine(_office.Inputs.Inputs, "policy"), cases = Path.Combine(policy, "schemes", "chc.cases.yaml");
        PackReading reading = ReadPolicyPack.Run(_office.Inputs.Pack);

        CaseCheck held = CheckCases.Run(policy, reading);
        File.WriteAllText(cases, File.ReadAllText(cases).Replace("amount: 4200.00", "amount: 4200.01", StringComparison.Ordinal)
            + "\n- case: Nobody is there\n  runs: [{ year: 2026, household: [{ role: child, born: 2024-13-01 }], expect: {} }]\n");
        CaseCheck broken = CheckCases.Run(policy, reading);

        Assert.That((held.Held, held.Broken), Is.EqualTo((8, Array.Empty<FileRemark>())));
        Assert.That(broken.Held, Is.EqualTo(7));
        Assert.That(broken.Broken, Has.Exactly(2).Items);
        Assert.That(broken.Broken[0].English, Does.Contain("chc.cases.yaml:").And.Contain("amount: expected 4200.01, found 4200.00"));
        Assert.That(broken.Broken[1].English, Does.Contain("born cannot be '2024-13-01'"));
        InBothLanguages.Check(broken.Broken);
        Assert.That(ReadPolicyPack.Run(_office.Inputs.Pack).Sha256, Is.EqualTo(reading.Sha256), "cases are no part of the pack");
    }

    [TestCase("- case: x\n  runs: [{ year: 99999999999, household: [], expect: {} }]", "year cannot be '99999999999'")]
    [TestCase("- case: x\n  runs: [{ year: 2026, through: 13, household: [], expect: {} }]", "through cannot be '13'")]
    [TestCase("- case: x\n  runs: [{ household: [], expect: {} }]", "year is missing")]
    [TestCase("- case: x\n  runs: [{ year: 2026, household: [1], expect: {} }]", "household must be a list")]
    [TestCase("- case: x\n  runs: [{ year: 2026, household: [{ role: child, born: 2024-01-01, disability_grade: 259 }], expect: {} }]",
        "disability_grade cannot be '259'")]
    [TestCase("- case: x\n  runs: []\n  colour: red", "nothing is known about 'colour'")]
    [TestCase("- x", "must be a case")]
    [TestCase("case: x", "must be one list")]
    [TestCase("- [x", "no YAML")]
    [TestCase("- &a [*a]", "the alias *a")]
    [TestCase("- case: x\n  runs: [{ year: 2026, household: [], expect: { aunt chc: {} } }]", "'aunt chc' is not mother")]
    [TestCase("- case: x\n  runs: [{ year: 2026, household: [], expect: { child chc: 1 } }]", "says nothing of 'child chc'")]
    [TestCase("- case: x\n  pack: { name.of.it: 1 }\n  runs: []", "name is not a mapping")]
    [TestCase("- case: x\n  pack: { currency: EUR }\n  runs: []", "currency: 'EUR'")]
    [TestCase("- case: x\n  runs: [{ year: 2026, household: [{ role: child, born: 2024-01-01 }, { role: child, born: 2024-01-01 }],"
        + " expect: {} }]", "one birth date")]
    public void A_mistake_in_a_file_of_cases_is_told_with_its_file_and_ends_nothing(string text, string expected)
    {
        Copy("childcare");
        string policy = Path.Combine(_office.Inputs.Inputs, "policy"), cases = Path.Combine(policy, "schemes", "chc.cases.yaml");
        File.WriteAllText(cases, text);

        CaseCheck check = CheckCases.Run(policy, ReadPolicyPack.Run(_office.Inputs.Pack));

        Assert.That((check.Held, check.Broken.Single().English), Is.EqualTo((0, check.Broken[0].English)));
        Assert.That(check.Broken[0].English, Does.Contain("chc.cases.yaml").And.Contain(expected));
        InBothLanguages.Check(check.Broken);
    }

    [Test]
    public void A_file_of_cases_that_nests_without_end_is_refused_before_a_tree_is_built()
    {
        Copy("childcare");
        string policy = Path.Combine(_office.Inputs.Inputs, "policy"), cases = Path.Combine(policy, "schemes", "chc.cases.yaml");
        File.WriteAllText(cases, new string('[', 100_000));

        Assert.That(CheckCases.Run(policy, ReadPolicyPack.Run(_office.Inputs.Pack)).Broken.Single().English,
            Does.Contain("nests more than 32 levels deep"));
    }

    [Test]
    public void A_lump_sum_at_the_birth_of_a_second_child_is_put_together_from_the_same_kinds()
    {
        Directory.CreateDirectory(Path.Combine(_office.Inputs.Inputs, "policy", "schemes"));
        Write("schemes/two.yaml", """
            scheme: two
            order: 13
            title: { zh: 二孩一次性奖励, en: Lump sum at the second child's birth }
            source: a test
            subject: child
            payee: [mother, father]
            parameters:
              rate: { type: rate }
            consideredWhen:
              - { kind: arrivedAs, from: 2, to: 2 }
            needsApplication: false
            conditions:
              - { code: TWO-BORN, zh: 有出生日期, en: the date of birth is given, kind: given, fact: birth_date }
            amount: { accrual: once, qualifyingDate: birth_date, rate: rate }
            """);
        Write("two.yaml", """
            schemes:
              two:
                title: 二孩一次性奖励
                accrual: once
                funding: { central: 0, province: 0, city: 0, county: 100 }
                rate: { base: [{ from: 2026-01-01, value: 2000.00, status: assumed, source: a test }] }
            """);
        foreach (string file in Directory.GetFiles(Path.Combine(Repository.Root, "inputs", "policy", "schemes")))
            File.Copy(file, Path.Combine(_office.Inputs.Inputs, "policy", "schemes", Path.GetFileName(file)));
        Roster("a.csv", A.Household(1).AndChild(("name", "二宝"), ("birth_date", "2026-02-03")),
            A.Household(2).AndChild(("name", "三宝"), ("birth_date", "2025-12-31")));

        Assert.That(_office.Run().Summary.Of(Scheme.Of("two")), Is.EqualTo((1L, 1L, 0L, 1, 200_000L)),
            "before 2026 it was settled elsewhere");
        Assert.That(_office.Run().Summary.Of(Scheme.Of("two")).Fen, Is.Zero);
        Assert.That(Breaks(), Is.Empty);
    }

    [Test]
    public void What_changes_in_a_definition_is_told_in_both_languages()
    {
        Copy("childcare");
        PolicyPack before = ReadPolicyPack.Run(_office.Inputs.Pack).Pack!;
        string chc = Path.Combine(_office.Inputs.Inputs, "policy", "schemes", "chc.yaml");
        File.WriteAllText(chc,
            File.ReadAllText(chc).Replace("payee: [mother, father, guardian]", "payee: [guardian, mother]", StringComparison.Ordinal));
        PolicyPack after = ReadPolicyPack.Run(_office.Inputs.Pack).Pack!;

        PackChange change = ComparePacks.Run(before, after).Single();

        Assert.That(TellPackChange.Say(change, after, isChinese: false),
            Does.StartWith("chc 育儿补贴 definition payee: for every year, mother, father, "
            + "guardian becomes guardian, mother"));
        Assert.That(TellPackChange.Say(change, after, isChinese: true),
            Does.StartWith("chc 育儿补贴 定义 领款人：不论年份，由 mother, father, guardian 改为"));
    }

    [TestCase("[mother, uncle]", "'uncle' must be mother, father or guardian, each once")]
    [TestCase("[mother, mother]", "'mother' must be mother, father or guardian, each once")]
    [TestCase("[]", "payee")]
    public void Who_takes_the_money_of_a_child_is_one_of_three_each_named_once(string payee, string mistake)
    {
        Copy("childcare");
        string chc = Path.Combine(_office.Inputs.Inputs, "policy", "schemes", "chc.yaml");
        File.WriteAllText(chc,
            File.ReadAllText(chc).Replace("payee: [mother, father, guardian]", $"payee: {payee}", StringComparison.Ordinal));

        PackReading reading = ReadPolicyPack.Run(_office.Inputs.Pack);

        Assert.That(reading.Pack, Is.Null);
        Assert.That(reading.Defects.Select(defect => $"{defect}"), Has.Some.Contains("payee").And.Some.Contains(mistake));
    }

    [Test]
    public void A_scheme_of_claimants_names_nobody_who_takes_their_money()
    {
        Copy("childcare");
        string ocr = Path.Combine(_office.Inputs.Inputs, "policy", "schemes", "ocr.yaml");
        File.AppendAllText(ocr, "\npayee: [mother]\n");

        Assert.That(ReadPolicyPack.Run(_office.Inputs.Pack).Defects.Select(defect => $"{defect}"),
            Has.Some.Contains("a claimant is paid himself"));
    }

    [TestCase("2026-02-30", "R-FORMAT")]
    [TestCase("2027-01-01", "R-FUTURE")]
    [TestCase("2020-01-01", "R-DATE-ORDER")]
    [TestCase("昨天", "R-FORMAT")]
    public void A_further_column_is_checked_like_any_other(string applied, string code)
    {
        Copy("childcare");
        Roster("a.csv", WithBaby(1, applied));

        _office.Run();

        string rejects = File.ReadAllText(Directory.GetFiles(_office.Inputs.Out, "320302.csv", SearchOption.AllDirectories)
            .Single(path => path.Contains("rejects", StringComparison.Ordinal)));
        Assert.That(rejects, Does.Contain(code).And.Contain("childcare_applied_on").And.Contain(applied));
    }

    [Test]
    public void A_scheme_that_runs_paid_is_not_lost_with_its_file_and_ends_where_the_pack_says_so()
    {
        Copy("childcare");
        Roster("a.csv", WithBaby(1));
        _office.Run();
        _office.Approve("2026-1-320302-chc");
        _office.Release("2026-1-320302-chc");
        _office.Import("answer.csv", _office.Answer("2026-1-320302-chc-000001", "failed", "账户不存在"));
        foreach (string file in (string[])["schemes", "childcare.yaml"])
        {
            string path = Path.Combine(_office.Inputs.Inputs, "policy", file);
            if (Directory.Exists(path))
                Directory.Delete(path, recursive: true);
            else
                File.Delete(path);
        }

        RunRefusal? refusal = Assert.Throws<RunRefusal>(() => _office.Run());
        Assert.That(refusal!.Message, Does.Contain("chc").And.Contain("endedSchemes"));
        _office.Inputs.EditPack("accountableFrom:", "endedSchemes: [chc]\naccountableFrom:");
        _office.Run();

        Assert.That(_office.PaymentState("2026-1-320302-chc-000001"), Is.EqualTo("failed"),
            "it stays what it was, and is listed as unpaid");
        Assert.That(_office.Reissue("2026-1"),
            Is.InstanceOf<ActOutcome.Done>(), "and is paid again under the pack that computed it");
        Assert.That(Breaks(), Is.Empty);
    }

    [TestCase("childcare_applied_on")]
    [TestCase("育儿补贴申请日期")]
    public void A_further_column_of_a_workbook_is_read_under_either_name(string header)
    {
        Copy("childcare");
        string text = RosterText.Of(WithBaby(1, applied: "").Rows), workbook = _office.Inputs.PathOf("a.xlsx");
        MiniExcel.SaveAs(workbook, RosterText.Read(text).Select(row => new Dictionary<string, object?>(
            row.Select(cell => new KeyValuePair<string, object?>(cell.Key, cell.Value)))
        {
            [header] = row["name"] == "小宝" ? new DateTime(2024, 12, 1) : null,
        }));

        RunSummary run = _office.Run().Summary;

        Assert.That((run.Rejected, run.Of(Scheme.Of("chc"))), Is.EqualTo((0L, (1L, 0L, 0L, 1, 360_000L))));
        Assert.That(Breaks(), Is.Empty);
    }

    [Test]
    public void A_run_with_other_definitions_and_the_same_parameters_says_so_and_what_that_changes_in_money()
    {
        Copy("childcare");
        Roster("a.csv", WithBaby(1, applied: "2026-01-05", adopted: "2025-02-01"));
        Assert.That(_office.Run().Summary.Of(Scheme.Of("chc")), Is.EqualTo((0L, 1L, 0L, 0, 0L)), "applied for too late");
        string chc = Path.Combine(_office.Inputs.Inputs, "policy", "schemes", "chc.yaml"), text = File.ReadAllText(chc);
        int at = text.IndexOf("fact: birth_date", text.IndexOf("code: CHC-APPLIED", StringComparison.Ordinal), StringComparison.Ordinal);
        File.WriteAllText(chc, text.Remove(at, "fact: birth_date".Length).Insert(at, "fact: arrived_on"));

        RunSummary second = _office.Run().Summary;
        string[] said = [.. second.Notable(isChinese: false)];

        Assert.That((second.Before!.IsOtherPack, second.Before.AreOtherDefinitions), Is.EqualTo((false, true)));
        Assert.That(said[0], Does.StartWith("The definitions of schemes are not those of run 2026-1 before"));
        Assert.That(said[1], Does.Contain("chc: 1 person by +3,600.00 yuan, 0 by -0.00"));
        Assert.That(_office.Run().Summary.Before, Is.Null, "the third goes by what the second went by");
        Assert.That(Breaks(), Is.Empty);
    }

    /// <summary>What the proofs find, each run computed again among them.</summary>
    private string[] Breaks() => [.. _office.Breaks(), .. _office.Inputs.Replay().Select(check => check.FirstBreak).OfType<string>()];

    private void Roster(string name, params TestHousehold[] households) => _office.Inputs.Roster(name, RosterText.Of(
        households.SelectMany(household => household.Rows), columns: [.. RosterText.Columns, "childcare_applied_on", "hospital_days"]));

    private static string BabyId(int number) => People.Id("2024-08-09", isFemale: true, number);

    private static TestHousehold WithBaby(int number, string applied = "2024-12-01", string? id = null,
        string region = "320302001001", string adopted = "") => A.Household(number, region).AndChild(
        ("name", "小宝"), ("birth_date", "2024-08-09"), ("sex", "F"), ("id_number", id ?? BabyId(number)), ("adopted_on", adopted),
        ("childcare_applied_on", applied));

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_office.Inputs.Inputs, "policy", name), text);

    /// <summary>The two files of an example, and its cases.</summary>
    private void Copy(string example)
    {
        string policy = Path.Combine(_office.Inputs.Inputs, "policy"), from = Path.Combine(Repository.Root, "inputs", "policy");
        Directory.CreateDirectory(Path.Combine(policy, "schemes"));
        foreach (string file in Directory.GetFiles(Path.Combine(from, "schemes"))
            .Concat(Directory.GetFiles(Path.Combine(from, "examples", example, "schemes"))))
            File.Copy(file, Path.Combine(policy, "schemes", Path.GetFileName(file)));
        File.Copy(Path.Combine(from, "examples", example, $"{example}.yaml"), Path.Combine(policy, $"{example}.yaml"));
    }
}
