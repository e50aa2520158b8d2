using System.Globalization;
using Disbursement.Domain.Households;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Questions.Audits;

/// <summary>
/// Payments whose rate or limit rests on a value that the archived pack marks <c>assumed</c>, payment by payment: by its months, its facts
/// and its arrears.
/// </summary>
internal sealed class AssumedRates : AuditQuestion
{
    public override string Name => "assumed";

    public override (string Chinese, string English) Title => ("依据假定参数支付", "Paid on assumed parameters");

    public override IReadOnlyList<ReportColumn> Columns { get; } =
        [.. PaymentColumns, new("months", "月份", Width: 10), new("parameters", "假定参数", Width: 60), new("pack_sha256", "政策包", Width: 20)];

    public override IReadOnlyList<(string Chinese, string English)> Unseen { get; } =
    [
        ("补发与一次性项目：凡可能适用的假定值均列出，账簿不记以前年度的月份与子女年龄。", "Arrears and sums owed once: every assumed value that may apply is named, since the "
            + "books hold neither months of earlier years nor a child's age."),
        ("标为已核实而实际有误的参数。", "A parameter that is marked verified and is wrong all the same."),
    ];

    public override IEnumerable<ReportLine> Lines(AuditTask task)
    {
        Dictionary<string, RunRecord> runs = new RunBook(task.Setting.Store).Sealed().ToDictionary(run => run.Id);
        Dictionary<(string Pack, string Scheme, string County, string Months, bool HasArrears, int Variant, int Year), string> known = [];
        foreach (AuditPayment payment in task.Books.Sent(task.Order.Year, task.Order.County))
        {
            AuditPayment first = payment.Replaces is null ? payment : task.Books.First(payment);
            if (!runs.TryGetValue(first.Run, out RunRecord? run) || task.Pack(run.PackSha256) is not { } pack
                || !Scheme.TryParse(payment.Scheme, out Scheme scheme))
                continue;

            YearFacts facts = YearFacts.Unpack(first.Facts);
            int variant = RatesInForce.By(pack, scheme)?.CodeOf!(facts) ?? 0;
            var key = (run.PackSha256, payment.Scheme, payment.County, first.Months, first.ArrearsFen > 0, variant, run.Year);
            if (!known.TryGetValue(key, out string? parameters))
                known[key] = parameters = string.Join("; ",
                    Assumed(pack, scheme, payment.County, first, facts, run.Year).Distinct().Order(StringComparer.Ordinal));
            if (parameters.Length > 0)
                yield return Line(
                    task, payment, payment.Personal.Open(task.Sealer), payment.AmountFen, first.Months, parameters, run.PackSha256);
        }
    }

    private static IEnumerable<string> Assumed(
        PolicyPack pack, Scheme scheme, string county, AuditPayment payment, YearFacts facts, int year)
    {
        AccrualKind accrual = pack.DefinitionOf(scheme).Accrual;
        if (accrual == AccrualKind.Cost)
            return Limits(pack.TermsOf(scheme), new DateOnly(year, 1, 1));

        List<(string Path, Rate Rate)> own =
            [.. payment.ArrearsFen > 0 ? pack.TermsOf(scheme).Rates : RatesInForce.Own(pack, scheme, facts)];
        IEnumerable<DateOnly> days = accrual == AccrualKind.Once ? RatesInForce.Range(pack.AccountableFrom, year)
            : [.. payment.CurrentFen > 0 ? RatesInForce.Days(pack, scheme, payment.Months, year) : [],
                .. payment.ArrearsFen > 0 ? RatesInForce.Range(pack.AccountableFrom, year - 1) : []];
        return days.SelectMany(day => own.SelectMany(rate => rate.Rate.Entries(day, county).Where(entry => entry.Entry.IsAssumed)
            .Select(entry => string.Create(CultureInfo.InvariantCulture, $"{rate.Path}.{entry.Layer} {entry.Entry.Value} "
                + $"({entry.Entry.From:yyyy-MM-dd})"))));
    }

    private static IEnumerable<string> Limits(SchemeTerms terms, DateOnly day)
    {
        foreach (Limit limit in terms.Limits)
        {
            if (limit.Entries.InForce(day) is { IsAssumed: true } entry)
                yield return string.Create(CultureInfo.InvariantCulture, $"{limit.Name} {entry.Value} ({entry.From:yyyy-MM-dd})");
        }
    }
}
