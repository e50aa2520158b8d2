using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Payments;

namespace Disbursement.Jobs.Questions.Audits;

/// <summary>Persons to whom two counties sent money in one year.</summary>
internal sealed class TwoCounties : AuditQuestion
{
    public override string Name => "two-counties";

    public override (string Chinese, string English) Title => ("两县区重复支付", "Paid in two counties");

    public override IReadOnlyList<ReportColumn> Columns { get; } = [.. PaymentColumns, new("months", "月份", Width: 10),
        new("run", "批次", Width: 10), new("counties", "付款区县", Width: 16), new("same_scheme", "同一项目", Width: 10)];

    public override IReadOnlyList<(string Chinese, string English)> Unseen { get; } =
    [
        ("以两个身份证号码登记的同一人。", "A person under two identity numbers."),
        ("本系统以外（其他市、单位）支付的款项。", "What others paid outside this system: other cities, employers."),
        ("年内迁移的家庭也在此表：后一县只付差额，是否重复请看月份与金额。", "A family that moved during the year is here too: the later county paid the difference alone; "
            + "months and amounts tell whether anything was paid twice."),
    ];

    public override IEnumerable<ReportLine> Lines(AuditTask task)
    {
        List<AuditPayment> person = [];
        foreach (AuditPayment payment in task.Books.OfTwoCounties(task.Order.Year))
        {
            if (person.Count > 0 && person[0].Key != payment.Key)
            {
                foreach (ReportLine line in Of(task, person))
                    yield return line;
                person.Clear();
            }

            person.Add(payment);
        }

        foreach (ReportLine line in Of(task, person))
            yield return line;
    }

    private static IEnumerable<ReportLine> Of(AuditTask task, List<AuditPayment> person)
    {
        string counties = string.Join(' ', person.Select(payment => payment.County).Distinct().Order(StringComparer.Ordinal));
        foreach (AuditPayment payment in person)
        {
            bool isSame = person.Any(other => other.Scheme == payment.Scheme && other.County != payment.County);
            yield return Line(
                task, payment, payment.Personal.Open(task.Sealer), payment.AmountFen, payment.Months, payment.Run, counties,
                task.Order.IsChinese ? isSame ? "是" : "否" : isSame ? "yes" : "no");
        }
    }
}
