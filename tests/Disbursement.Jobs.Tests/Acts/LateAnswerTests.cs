using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Tests.ReturnFiles;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Acts;

/// <summary>Late answers 隔日退汇: whatever order a bank's files arrive in, its last word by day counts, and nobody is paid twice.</summary>
[TestFixture]
internal sealed class LateAnswerTests
{
    private const string Batch = "2026-1-320302-ocr";
    private const string Payment = Batch + "-000001";

    private static readonly string[] Days = ["2026-06-03", "2026-06-05", "2026-06-08"];

    private static TestOffice _base = null!;

    private TestOffice _office = null!;

    [OneTimeSetUp]
    public void StaffOffice()
    {
        _base = TestOffice.Staffed();
        _base.Inputs.Roster("a.csv", A.Household(1));
        _base.Run();
        _base.Send(Batch);
        _base.Inputs.Clock.SetUtcNow(TestOffice.Answered);
    }

    [OneTimeTearDown]
    public void CloseBase() => _base.Dispose();

    [SetUp]
    public void CopyOffice() => _office = _base.Copy();

    [TearDown]
    public void CloseOffice() => _office.Dispose();

    /// <summary>The digits say in which order the files of the first, second and third day arrive.</summary>
    [Test, Combinatorial]
    public void The_last_word_by_day_counts_in_whatever_order_the_files_arrive(
        [Values("123", "132", "213", "231", "312", "321")] string order, [Values("paid", "failed")] string last)
    {
        string other = last == "paid" ? "failed" : "paid";
        foreach (int day in order.Select(digit => digit - '1'))
            TestOffice.Done(_office.Import($"{day}.csv", Answer(day == 1 ? other : last, Days[day])));

        Assert.That((_office.PaymentState(Payment), _office.Breaks().Length), Is.EqualTo((last, 0)));
    }

    [Test]
    public void What_the_bank_has_said_twice_is_not_paid_again_for_a_failure_between_both_days()
    {
        TestOffice.Done(_office.Import("1.csv", Answer("paid", Days[0])));
        TestOffice.Done(_office.Import("3.csv", Answer("paid", Days[2])));
        TestOffice.Done(_office.Import("2.csv", Answer("failed", Days[1])));

        Assert.That(_office.Texts("SELECT code || ' ' || given FROM quarantine ORDER BY id"),
            Is.EqualTo(new[] { "Q-REPEAT paid 2026-06-08", "Q-EARLIER failed 2026-06-05" }));
        Assert.That(TestOffice.CodeOf(_office.Reissue("2026-1")), Is.EqualTo("NOTHING"));
    }

    [Test]
    public void A_failure_after_both_days_counts_all_the_same()
    {
        TestOffice.Done(_office.Import("1.csv", Answer("paid", Days[0])));
        TestOffice.Done(_office.Import("2.csv", Answer("paid", Days[1])));
        TestOffice.Done(_office.Import("3.csv", Answer("failed", Days[2])));

        Assert.That((_office.PaymentState(Payment), _office.Breaks().Length), Is.EqualTo(("failed", 0)));
    }

    /// <summary>
    /// The second run has nothing to pay while the bank is silent, so it keeps no personal data; the reissue goes by its rows all the same.
    /// </summary>
    [Test]
    public void A_payment_that_failed_after_a_later_run_may_be_held_fail_again_and_be_paid_by_the_next_run()
    {
        _office.Run();
        TestOffice.Done(_office.Import("1.csv", Answer("failed", Days[0]), _office.Answer(Batch + "-000002", "failed")));
        TestOffice.Done(_office.Reissue("2026-1"));
        const string again = "2026-3-320302-ocr";
        TestOffice.Done(_office.Hold(again + "-000001"));
        TestOffice.Done(_office.Unhold(again + "-000001"));
        _office.Send(again);
        TestOffice.Done(_office.Import("2.csv", _office.Answer(again + "-000001", "failed"), _office.Answer(again + "-000002")));

        _office.Run();

        Assert.That((_office.Payments("2026-4-320302-ocr"), _office.Breaks().Length),
            Is.EqualTo((new[] { "2026-4-320302-ocr-000001 proposed" }, 0)));
        Assert.That(_office.Inputs.Replay().Select(check => check.FirstBreak), Is.All.Null);
    }

    private TestReturn Answer(string status, string day) => _office.Answer(Payment, status) with { SettledOn = day };
}
