using System.Globalization;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Periods;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Postings;
using Disbursement.Jobs.Samples;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.ReturnFiles;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Review.Tests;

/// <summary>
/// An office of about 2,000 households in its second year: what can happen to a payment has happened, so that no page is empty.
/// </summary>
internal static class BusyOffice
{
    private const int Households = 2000;
    private const string Stranger = "9999-1-320302-ocr-000001";

    /// <summary>The batch that reviewers sit over.</summary>
    private const string Batch = "2027-1-320302-ocr";

    public static TestOffice Tell()
    {
        TestOffice office = TestOffice.Staffed(new TestInputs().WithSample(Households, faultsPercent: 3));
        FirstYear(office);
        office.Inputs.Clock.Advance(TimeSpan.FromDays(366));
        SecondYear(office);
        office.Inputs.Clock.Advance(TimeSpan.FromDays(11));
        return office;
    }

    /// <summary>A year that is done: paid, a few payments failed and were made again, and somebody was paid too much.</summary>
    private static void FirstYear(TestOffice office)
    {
        office.Inputs.Roster("z.csv", Overpaid());
        office.Run();
        string[] batches = BatchesOf(office, "2026-1")[..30];
        foreach (string batch in batches)
            office.Send(batch);
        TestOffice.Done(office.Import("icbc-2026-06.csv", [.. batches.SelectMany(batch => Answers(office, batch, failEach: 90))]));
        TestOffice.Done(office.Reissue("2026-1"));
        TestOffice.Done(office.Correct("c.csv", null, Overpaid(("disability_ended_on", "2026-04-15"))));
        office.Run();
        foreach (string batch in BatchesOf(office, "2026-3"))
            office.Send(batch);
    }

    /// <summary>The year at hand: batches in every state, and what officers see to.</summary>
    private static void SecondYear(TestOffice office)
    {
        WriteSample.Run(office.Inputs.Inputs, Households + 150, 5, 3, 2027, written: null, CancellationToken.None);
        office.Inputs.RosterOf(2027, "z.csv", [.. Enumerable.Range(1, 5).Select(i => A.Household(i).Mother(("account_name", "别人的户名")))]);
        office.Run(2027);
        string[] batches = [.. BatchesOf(office, "2027-1").Where(batch => !batch.Contains("320302", StringComparison.Ordinal))];
        foreach (string batch in batches[..4])
            TestOffice.Done(office.Approve(batch));
        foreach (string batch in batches[..3])
            TestOffice.Done(office.Release(batch));
        TestOffice.Done(office.Reject(batches[5]));
        Answer(office, batches);
        See(office, PaymentsOf(office, Batch));
        Directory.CreateDirectory(office.Inputs.Budgets);
        File.WriteAllText(Path.Combine(office.Inputs.Budgets, "2027.csv"), "county,scheme,level,yuan,document\n"
            + "320302,*,central,450000.00,苏财社〔2027〕1号\n320302,*,city,1000.00,徐财社〔2027〕7号\n320303,ocr,*,240.00,云财社〔2027〕2号\n");
    }

    private static void Answer(TestOffice office, string[] batches)
    {
        TestReturn[] second = Answers(office, batches[1], failEach: 9);
        TestOffice.Done(office.Import("icbc-2027-06.csv", [.. Answers(office, batches[0], failEach: 7)]));
        string partly = Path.Combine(office.Inputs.Root, "ccb-2027-06.csv");
        ComposeReturns.Write(partly, [.. second.Skip(4), second[0] with { Amount = "1.00" },
            second[1] with { PaymentNo = Stranger, Status = "failed", Reason = "账户已销户" }]);
        TestOffice.Done(office.Import(partly));
    }

    private static void See(TestOffice office, string[] payments)
    {
        ActSetting setting = office.Setting;
        TestOffice.Done(office.Hold(payments[1], reason: "一孩父母光荣证待核"));
        TestOffice.Done(office.Hold(payments[4], office["wu"]));
        TestOffice.Done(office.Cancel(payments[4], office["wu"]));
        TestOffice.Done(new RaiseObjection(setting).Run(payments[2], "同村村民甲", office.Operator, "子女已超龄"));
        TestOffice.Done(new RaiseObjection(setting).Run(payments[3], "村民乙", office.Operator, "已迁出本区，户口不在本村"));
        TestOffice.Done(new DecideObjection(setting).Run(payments[3], false, office.Reviewer, "出生证已核，未超龄"));
        TestOffice.Done(new AddComment(setting).Run(payments[2], "户名对不上，请查存折", office["wu"].Id, office.Reviewer));
        TestOffice.Done(new AddComment(setting).Run(payments[2], "存折已核，无误", null, office["wu"]));
        TestOffice.Done(new AddComment(setting).Run(Batch, "请在周五前核完", office.Reviewer.Id, office["wu"]));
        TestOffice.Done(new LookAtPayment(setting).Run(payments[0], office.Reviewer));
        TestOffice.Done(
            new StopPayments(setting).Add(A.Household(2).FatherId, null, new Month(2027, 5), "核查通知 7", office.Reviewer, "户籍迁出待核实"));
        WrittenPosting posting = new("320302", "", "", new string('a', 64), new DateOnly(2027, 6, 15), payments.Length, new Money(0));
        TestOffice.Done(new RecordPosting(setting).Run("2027-1", posting, new DateOnly(2027, 6, 2), office.Operator));
    }

    private static string[] BatchesOf(TestOffice office, string run) =>
        office.Texts($"SELECT id FROM batches WHERE id LIKE '{run}-%' ORDER BY payments DESC, id");

    private static string[] PaymentsOf(TestOffice office, string batch) =>
        office.Texts($"SELECT payment_no FROM payments WHERE payment_no LIKE '{batch}-%' ORDER BY id");

    /// <summary>What the bank answers to a batch; one of so many fails.</summary>
    private static TestReturn[] Answers(TestOffice office, string batch, int failEach)
    {
        string today = office.Inputs.Clock.GetUtcNow().AddHours(8).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return [.. office.Rows($"SELECT payment_no, amount_fen FROM payments WHERE payment_no LIKE '{batch}-%' AND state = 'released'")
            .Select((row, i) => new TestReturn(row["payment_no"], (long.Parse(row["amount_fen"], CultureInfo.InvariantCulture) / 100m)
                .ToString("0.00", CultureInfo.InvariantCulture), i % failEach == failEach - 1 ? "failed" : "paid",
                i % failEach == failEach - 1 ? "账户已销户" : "") { SettledOn = today })];
    }

    /// <summary>Two parents who are paid for a disabled child.</summary>
    private static TestHousehold Overpaid(params (string Column, string Value)[] child) => A.Household(3)
        .Mother(("id_number", People.Id("1975-03-04", isFemale: true, 3)), ("certificate_no", ""), ("certificate_date", ""),
            ("applied_on", "2026-01-05"))
        .Father(("certificate_no", ""), ("certificate_date", ""), ("applied_on", "2026-01-05"))
        .Child([("disability_grade", "2"), ("disability_date", "2018-02-03"), .. child]);
}
