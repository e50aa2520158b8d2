using System.Globalization;
using CsvHelper;
using Disbursement.Domain.Households;

namespace Disbursement.Jobs.Reports;

/// <summary>Documents that a family has promised, until when, and what the run paid the household meanwhile.</summary>
internal sealed record PromisedDocuments(string County, string RegionCode, string HouseholdNo, Role Role, string Documents, DateOnly Until,
    int DaysLeft, string Roster, RowNumber Line)
{
    /// <summary>Payments of the household in the run.</summary>
    public long Payments { get; init; }

    public decimal Yuan { get; init; }

    /// <summary>How many of them are held.</summary>
    public long Held { get; init; }
}

/// <summary>The list of promised documents 告知承诺, the nearest deadline first; days left are negative once it has passed.</summary>
internal static class ListPromises
{
    private static readonly string[] English = ["county", "region_code", "household_no", "role", "documents", "deadline", "days_left",
        "payments", "amount", "held_payments", "source_file", "source_line", "region_name"];
    private static readonly string[] Chinese = ["区县", "行政区划代码", "户编号", "家庭角色", "承诺材料", "补交期限", "剩余天数",
        "付款笔数", "金额", "暂扣笔数", "来源文件", "来源行", "区划名称"];

    public static void Run(string path, IEnumerable<PromisedDocuments> promises, RegionNames regions, bool isChinese)
    {
        using CsvWriter writer = PersonList.Start(path, isChinese ? Chinese : English);
        foreach (PromisedDocuments promise in promises)
        {
            foreach (string text in new[] { promise.County, promise.RegionCode, promise.HouseholdNo,
                PersonList.RoleText(promise.Role, isChinese), promise.Documents })
                writer.WriteField(text);
            writer.WriteField(promise.Until.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            writer.WriteField(promise.DaysLeft);
            writer.WriteField(promise.Payments);
            writer.WriteField(promise.Yuan, "0.00");
            writer.WriteField(promise.Held);
            writer.WriteField(promise.Roster);
            writer.WriteField(promise.Line.ToString());
            writer.WriteField(regions.Name(promise.RegionCode));
            writer.EndRecord();
        }
    }
}
