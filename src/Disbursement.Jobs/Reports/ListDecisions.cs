using CsvHelper;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Households;
using Disbursement.Domain.Schemes;

namespace Disbursement.Jobs.Reports;

/// <summary>A decision as the list shows it; nobody is named.</summary>
internal sealed record ListedDecision(string RegionCode, string HouseholdNo, string Role, string Scheme, Outcome Outcome, string Codes,
    string Months, long DueFen, string Roster, RowNumber Line);

/// <summary>Every decision of a run as CSV, with its codes and the place of the row behind it.</summary>
internal static class ListDecisions
{
    private static readonly string[] English =
        ["region_code", "household_no", "role", "scheme", "outcome", "codes", "months", "due", "source_file", "source_line", "region_name"];
    private static readonly string[] Chinese = ["行政区划代码", "户编号", "家庭角色", "项目", "认定结果", "代码", "应享月份", "本年应发", "来源文件", "来源行", "区划名称"];

    /// <summary>Writes the list and tells how many there were.</summary>
    public static long Run(IEnumerable<ListedDecision> decisions, Stream target, RegionNames regions, bool isChinese)
    {
        using CsvWriter writer =
            CsvWriter.Create(target, new CsvWriterOptions { NewLine = "\r\n", WriteByteOrderMark = true, Injection = CsvInjection.Escape });
        foreach (string name in isChinese ? Chinese : English)
            writer.WriteField(name);
        writer.EndRecord();
        long count = 0;
        foreach (ListedDecision decision in decisions)
        {
            writer.WriteField(decision.RegionCode);
            writer.WriteField(decision.HouseholdNo);
            writer.WriteField(decision.Role);
            writer.WriteField(decision.Scheme);
            writer.WriteField(decision.Outcome.Word());
            writer.WriteField(decision.Codes);
            writer.WriteField(decision.Months);
            writer.WriteField(new Money(decision.DueFen).Yuan, "0.00");
            writer.WriteField(decision.Roster);
            writer.WriteField(decision.Line.ToString());
            writer.WriteField(regions.Name(decision.RegionCode));
            writer.EndRecord();
            count++;
        }

        return count;
    }
}
