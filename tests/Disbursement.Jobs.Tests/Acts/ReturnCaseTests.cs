using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Acts;

/// <summary>The files of <c>tests/returns</c>, each against the released batches of the shipped rosters.</summary>
[TestFixture]
internal sealed class ReturnCaseTests
{
    private static readonly string Cases = Path.Combine(Repository.Root, "tests", "returns");

    private static TestOffice _base = null!;

    private TestOffice _office = null!;

    [OneTimeSetUp]
    public void ReleaseTheShippedRun()
    {
        _base = TestOffice.Staffed();
        string shipped = Path.Combine(Repository.Root, "inputs", "rosters", "2026");
        foreach (string file in Directory.GetFiles(shipped, "*", SearchOption.AllDirectories))
            _base.Inputs.RosterBytes(Path.GetRelativePath(shipped, file), File.ReadAllBytes(file));
        _base.Run();
        string[] batches = _base.Texts("SELECT id FROM batches ORDER BY number");
        foreach (string batch in batches)
            _base.Send(batch);
        _base.Inputs.Clock.SetUtcNow(TestOffice.Answered);
    }

    [OneTimeTearDown]
    public void CloseBase() => _base.Dispose();

    [SetUp]
    public void CopyOffice() => _office = _base.Copy();

    [TearDown]
    public void CloseOffice()
    {
        Assert.That(_office.Breaks(), Is.Empty);
        _office.Dispose();
    }

    [Test]
    public void Ret1_and_ret2_money_that_came_back_a_day_later_can_be_paid_again()
    {
        Assert.That(Import("ret1.csv"), Is.EqualTo("2 lines, 2 paid, 0 failed, 0 in quarantine"));
        Assert.That(Import("ret2.csv"), Is.EqualTo("1 line, 0 paid, 1 failed, 0 in quarantine"));

        Assert.That((_office.PaymentState("2026-1-320303-sad-000002"), TestOffice.CodeOf(_office.Reissue("2026-1"))),
            Is.EqualTo(("failed", "done")));
    }

    [Test]
    public void Ret3_failed_lines_without_a_useful_amount_are_booked() =>
        Assert.That((Import("ret3.csv"), States("ocr-000001", "ocr-000002")),
            Is.EqualTo(("2 lines, 0 paid, 2 failed, 0 in quarantine", "failed failed")));

    /// <summary>The amounts of its first two lines are not those of the shipped run: that, and not the time, is what is wrong.</summary>
    [Test]
    public void Ret4_a_time_is_read_and_a_day_that_cannot_be_is_quarantined_with_both_days()
    {
        Assert.That(Import("ret4.csv"), Is.EqualTo("4 lines, 0 paid, 0 failed, 4 in quarantine (Q-AMOUNT=2 Q-DAY=2"));

        Assert.That(Waiting(), Is.EqualTo(new[]
        {
            "Q-AMOUNT 2026-1-320303-sab-000001 1770.00 7080.00", "Q-AMOUNT 2026-1-320303-sab-000002 1770.00 7080.00",
            "Q-DAY 2026-1-320303-shg-000001 2026-06-01–2026-06-12 1999-01-01",
            "Q-DAY 2026-1-320303-shg-000002 2026-06-01–2026-06-12 2030-01-01",
        }));
        string right = Path.Combine(_office.Inputs.Root, "right.csv");
        File.WriteAllText(right, File.ReadAllText(Path.Combine(Cases, "ret4.csv")).Replace("7080.00", "1770.00", StringComparison.Ordinal));
        TestOffice.Done(_office.Import(right));
        Assert.That((States("sab-000001", "sab-000002"),
            string.Join(' ', _office.Texts("SELECT DISTINCT answered_on FROM payments WHERE answered_on IS NOT NULL"))),
            Is.EqualTo(("paid paid", "2026-06-10")));
    }

    [Test]
    public void Ret5_separators_of_thousands_and_words_of_banks_are_read() =>
        Assert.That((Import("ret5.csv"), States("ocr-000003", "sab-000001", "sab-000002")),
            Is.EqualTo(("3 lines, 3 paid, 0 failed, 0 in quarantine", "paid paid paid")));

    [Test]
    public void Ret6_a_workbook_of_either_kind_is_read_like_its_csv([Values("ret6.csv", "ret6.xlsx", "ret6.xls")] string name) =>
        Assert.That((Import(name), States("sab-000001"), _office.Text("SELECT answered_on FROM payments WHERE answered_on IS NOT NULL")),
            Is.EqualTo(("1 line, 1 paid, 0 failed, 0 in quarantine", "paid", "2026-06-10")));

    [Test]
    public void Ret8_our_own_file_with_two_columns_more_is_booked() =>
        Assert.That(Import("ret8.csv"), Is.EqualTo("4 lines, 3 paid, 1 failed, 0 in quarantine"));

    [Test]
    public void Ret9_of_lines_that_repeat_one_counts_and_lines_that_contradict_all_wait() =>
        Assert.That((Import("ret9.csv"), string.Join("; ", Waiting())),
            Is.EqualTo(("4 lines, 1 paid, 0 failed, 3 in quarantine (Q-CONTRADICTS=2 Q-REPEAT=1",
                "Q-REPEAT 2026-1-320305-era-000001 - paid; Q-CONTRADICTS 2026-1-320305-era-000002 failed paid; "
                    + "Q-CONTRADICTS 2026-1-320305-era-000002 paid failed")));

    [Test]
    public void Ret10_our_own_bank_text_with_a_status_is_found_by_sequence_and_account()
    {
        ActOutcome.Done done = (ActOutcome.Done)_office.Import(Path.Combine(Cases, "ret10.txt"));

        Assert.That(done.English, Does.Contain("2 lines, 2 paid, 0 failed, 0 in quarantine; read as our own bank text with a status"));
        Assert.That((_office.PaymentState("2026-1-320311-sad-000001"), _office.PaymentState("2026-1-320311-sad-000002"),
            _office.PaymentState("2026-1-320311-sac-000001")), Is.EqualTo(("paid", "paid", "released")));
    }

    /// <summary>What the answer says of the lines, up to what is in quarantine.</summary>
    private string Import(string name)
    {
        ActOutcome outcome = _office.Import(Path.Combine(Cases, name));
        TestOffice.Done(outcome);
        string said = ((ActOutcome.Done)outcome).English;
        return said[(said.IndexOf(": ", StringComparison.Ordinal) + 2)..].Split([";", ". "], StringSplitOptions.None)[0].TrimEnd('.');
    }

    private string States(params string[] payments) =>
        string.Join(' ', payments.Select(payment => _office.PaymentState($"2026-1-320303-{payment}")));

    private string[] Waiting()
    {
        using DisbursementDb db = _office.Setting.Store.Model();
        return [.. db.Quarantine.OrderBy(line => line.Id).AsEnumerable()
            .Select(line => $"{line.Code} {line.PaymentNo ?? "-"} {line.Expected ?? "-"} {line.Given ?? "-"}")];
    }
}
