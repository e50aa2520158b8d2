using System.Globalization;
using CsvHelper;
using Disbursement.Domain.Batches;

namespace Disbursement.Jobs.Reports;

/// <summary>A payment that is owed and not paid, as the list shows it.</summary>
internal sealed record UnpaidPayment(
    string PaymentNo, string County, string Scheme, PaymentState State, decimal Yuan, DateOnly DueSince, int Days, string RegionCode,
    string HouseholdNo, string Role, string? Replaces, string? Note, string RegionName);

/// <summary>The due-but-unpaid list 应付未付: what is owed, since when, and what it waits for.</summary>
internal static class ListUnpaid
{
    /// <summary>Upper ends of the ages, in days, both ends included; the last age has none.</summary>
    public static IReadOnlyList<int> Ages { get; } = [30, 90, 180];

    private static readonly string[] English = ["payment_no", "county", "scheme", "state", "amount", "due_since", "days", "region_code",
        "household_no", "role", "replaces", "note", "region_name"];
    private static readonly string[] Chinese = ["支付编号", "区县", "项目", "状态", "金额", "应付日期", "天数", "行政区划代码", "户编号", "家庭角色", "重发", "备注",
        "区划名称"];

    public static void Run(string path, IEnumerable<UnpaidPayment> payments, bool isChinese)
    {
        using CsvWriter writer = PersonList.Start(path, isChinese ? Chinese : English);
        foreach (UnpaidPayment payment in payments)
        {
            foreach (string text in new[] { payment.PaymentNo, payment.County, payment.Scheme, payment.State.Word() })
                writer.WriteField(text);
            writer.WriteField(payment.Yuan.ToString("0.00", CultureInfo.InvariantCulture));
            writer.WriteField(payment.DueSince.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            writer.WriteField(payment.Days.ToString(CultureInfo.InvariantCulture));
            foreach (string? text in new[]
            {
                payment.RegionCode, payment.HouseholdNo, payment.Role, payment.Replaces, payment.Note, payment.RegionName,
            })
                writer.WriteField(text ?? "");
            writer.EndRecord();
        }
    }

    /// <summary>Which age a number of days falls into, from 0.</summary>
    public static int AgeOf(int days)
    {
        for (int i = 0; i < Ages.Count; i++)
        {
            if (days <= Ages[i])
                return i;
        }

        return Ages.Count;
    }
}
