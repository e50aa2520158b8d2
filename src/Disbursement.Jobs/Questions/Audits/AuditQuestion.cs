using Disbursement.Domain.Households;
using Disbursement.Domain.Periods;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Payments;

namespace Disbursement.Jobs.Questions.Audits;

/// <summary>A question that the audit office asks every year.</summary>
internal abstract class AuditQuestion
{
    /// <summary>What a payment's line begins with.</summary>
    protected static readonly IReadOnlyList<ReportColumn> PaymentColumns =
    [
        new("payment_no", "支付编号", Width: 26), new("county", "区县", Width: 8), new("scheme", "项目", Width: 8), new("state", "状态", Width: 10),
        new("amount", "金额", ColumnKind.Yuan), new("region_code", "行政区划代码"),
        new("household_no", "户编号"), new("role", "家庭角色", Width: 10), new("name", "姓名", Width: 10), new("id_number", "公民身份号码", Width: 20),
    ];

    /// <summary>Its name on the command line.</summary>
    public abstract string Name { get; }

    public abstract (string Chinese, string English) Title { get; }

    public abstract IReadOnlyList<ReportColumn> Columns { get; }

    /// <summary>What the answer cannot see.</summary>
    public abstract IReadOnlyList<(string Chinese, string English)> Unseen { get; }

    /// <summary>The findings, in a steady order.</summary>
    public abstract IEnumerable<ReportLine> Lines(AuditTask task);

    /// <summary>A line on a payment: who it went to, then what the question adds.</summary>
    protected static ReportLine Line(AuditTask task, AuditPayment payment, Person person, long fen, params ReadOnlySpan<object?> more) =>
        new(payment.County, payment.Scheme, fen,
    [
        payment.PaymentNo, payment.County, payment.Scheme, payment.State.Word(), payment.AmountFen, payment.RegionCode, payment.HouseholdNo,
        PersonList.RoleText(payment.Role, task.Order.IsChinese), person.Name, Masking.Id(person.Id), .. more,
    ]);

    protected static string Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "";

    /// <summary>A moment as people in China read it.</summary>
    protected static string Text(DateTimeOffset? time) =>
        time is { } at ? Instants.InChina(at).ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture) : "";
}
