using Disbursement.Domain.Amounts;
using Disbursement.Domain.Assessment;
using Disbursement.Domain.Households;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Domain.Settlement;
using Disbursement.Jobs.Assessment;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Standings;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Store;

namespace Disbursement.Jobs.Questions.Audits;

/// <summary>
/// Payments whose amount is not what the archived rosters give at the rates of the archived pack. The run is computed again; what it stored
/// as its decision plays no part.
/// </summary>
internal sealed class OtherRates : AuditQuestion
{
    public override string Name => "other-rate";

    public override (string Chinese, string English) Title => ("未按有效标准支付", "Paid at a rate other than the one in force");

    public override IReadOnlyList<ReportColumn> Columns { get; } =
    [
        .. PaymentColumns, new("months", "月份", Width: 10), new("months_due", "应享月份", Width: 10), new("current", "本年", ColumnKind.Yuan),
        new("current_due", "本年应发", ColumnKind.Yuan), new("arrears", "补发", ColumnKind.Yuan),
        new("arrears_due", "应补发", ColumnKind.Yuan), new("difference", "差额", ColumnKind.Yuan), new("rate", "有效标准", Width: 30),
        new("source_file", "来源文件", Width: 24), new("source_line", "来源行", ColumnKind.Count, 8), new("pack_sha256", "政策包", Width: 20),
    ];

    public override IReadOnlyList<(string Chinese, string English)> Unseen { get; } =
    [
        ("花名册本身的错误、政策包中有误的标准：以存档的花名册与政策包为准。",
            "Mistakes of the rosters, and a rate that is wrong in the pack itself: the archived roster and pack count as right."),
        ("以前各年已记账的金额：以该批次当时所知为准；总账在“核对账目”中核对。",
            "What earlier years had settled: taken as the run knew it; the books themselves are checked by the proof of the books."),
        ("已取消的付款；重发的付款按原付款核对。", "Cancelled payments; a payment that is paid again is held against the first one."),
    ];

    public override IEnumerable<ReportLine> Lines(AuditTask task)
    {
        foreach (ReportLine line in Repeated(task))
            yield return line;
        foreach (RunRecord run in new RunBook(task.Setting.Store).Sealed().Where(run => run.Year == task.Order.Year
            && run.Kind == RunKind.Yearly))
        {
            using RecomputeRun? again = RecomputeRun.Open(task, run);
            if (again is null)
                continue;

            foreach (string county in again.Counties.Where(county => task.Order.County is null || county == task.Order.County))
            {
                foreach (ReportLine line in Of(task, run, again, county))
                    yield return line;
            }
        }
    }

    private static IEnumerable<ReportLine> Of(AuditTask task, RunRecord run, RecomputeRun again, string county)
    {
        Dictionary<(string, ClaimantKey), List<AuditPayment>> payments = [];
        foreach (AuditPayment payment in task.Books.Computed(run.Id, county))
        {
            (string, ClaimantKey) who = (payment.HouseholdNo, payment.Key);
            if (!payments.TryGetValue(who, out List<AuditPayment>? own))
                payments[who] = own = [];
            own.Add(payment);
        }

        HashSet<string> households = [.. payments.Keys.Select(one => one.Item1)];
        foreach (ClaimantAtHand archived in again.Claimants(county, households.Contains))
        {
            if (!payments.Remove((archived.Household.Household.Number, archived.Key), out List<AuditPayment>? own))
                continue;

            AssessedClaimant assessed = archived.After(own[0].StandingBefore).Assess(again.Inputs.Rules, run.Through);
            foreach (AuditPayment payment in own)
            {
                SchemeSettlement? due =
                    assessed.Settlement.Schemes.FirstOrDefault(settlement => settlement.Decision.Scheme.Code == payment.Scheme);
                if (due is null || due.Current.Fen != payment.CurrentFen || due.Arrears.Fen != payment.ArrearsFen)
                    yield return Differs(task, run, again, payment, due);
            }
        }

        // Whoever was paid and stands in no accepted household of the archived rosters was owed nothing.
        foreach (AuditPayment payment in payments.Values.SelectMany(own => own).OrderBy(payment => payment.Id))
            yield return Differs(task, run, again, payment, null);
    }

    private static ReportLine Differs(AuditTask task, RunRecord run, RecomputeRun again, AuditPayment payment, SchemeSettlement? due)
    {
        Money current = due?.Current ?? Money.Zero, arrears = due?.Arrears ?? Money.Zero;
        long difference = payment.CurrentFen + payment.ArrearsFen - current.Fen - arrears.Fen;
        string months = due is not null && current > Money.Zero ? due.Decision.Months.ToString() : "";
        string rate = Scheme.TryParse(payment.Scheme, out Scheme scheme)
            && RatesInForce.Days(again.Inputs.Pack, scheme, months, run.Year).ToArray() is { Length: > 0 } days
            ? RatesInForce.Text(again.Inputs.Pack, scheme, YearFacts.Unpack(payment.Facts), payment.County, days[^1]) : "";
        return Line(
            task, payment, payment.Personal.Open(task.Sealer), difference, payment.Months, months, payment.CurrentFen, current.Fen,
            payment.ArrearsFen, arrears.Fen, difference, rate, payment.Roster, payment.Line.Cell, run.PackSha256);
    }

    /// <summary>Payments of the year that pay another one again, at another amount.</summary>
    private static IEnumerable<ReportLine> Repeated(AuditTask task)
    {
        foreach ((AuditPayment payment, long before) in task.Books.PaidAgainOtherwise(task.Order.Year, task.Order.County))
        {
            long difference = payment.CurrentFen + payment.ArrearsFen - before;
            yield return Line(
                task, payment, payment.Personal.Open(task.Sealer), difference, payment.Months, "", payment.CurrentFen, null,
                payment.ArrearsFen, null, difference, payment.Replaces, payment.Roster, payment.Line.Cell, null);
        }
    }
}
