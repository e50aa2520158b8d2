using System.Globalization;
using CsvHelper;
using Disbursement.Domain.Amounts;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Workbooks;

namespace Disbursement.Jobs.Reports;

/// <summary>A receivable as the list shows it.</summary>
/// <param name="Number">How people name it.</param>
/// <param name="County">The county that asks for it.</param>
/// <param name="Group">The offset group.</param>
/// <param name="Open">What is open.</param>
/// <param name="Since">The day in China since which something is open.</param>
/// <param name="Days">Days since then.</param>
/// <param name="Run">The run that asked for it last.</param>
/// <param name="RegionCode">Where the claimant stood last.</param>
/// <param name="RegionName">What that is called; empty where it has no name.</param>
/// <param name="HouseholdNo">The household.</param>
/// <param name="Role">mother or father.</param>
/// <param name="Waits">What waits for a reviewer; empty for nothing.</param>
internal sealed record ReceivableLine(
    string Number, string County, string Group, Money Open, DateOnly Since, int Days, string Run, string RegionCode, string RegionName,
    string HouseholdNo, string Role, string Waits);

/// <summary>The open receivables 应收款 as a file: csv, or a workbook with the sums by age. It names no person.</summary>
internal static class WriteReceivables
{
    private static readonly string[] English =
    [
        "number", "county", "group", "open", "since", "days", "age", "run", "region_code", "region_name", "household_no", "role",
        "waits_for",
    ];

    private static readonly string[] Chinese =
        ["编号", "区县", "抵扣组", "未收金额", "起始日期", "天数", "账龄", "批次", "行政区划代码", "区划名称", "户编号", "家庭角色", "待确认"];

    /// <summary>What the ages are called.</summary>
    public static IReadOnlyList<string> Ages(bool isChinese)
    {
        int[] starts = [0, .. ListUnpaid.Ages.Select(end => end + 1)];
        return
        [
            .. starts.Select((start, age) => age < ListUnpaid.Ages.Count
                ? isChinese ? $"{start}–{ListUnpaid.Ages[age]} 天" : $"{start}–{ListUnpaid.Ages[age]} days"
                : isChinese ? $"{start} 天以上" : $"{start} days and more"),
        ];
    }

    /// <summary>How many there are of each age, and what they come to.</summary>
    public static IReadOnlyList<(int Count, Money Sum)> ByAge(IEnumerable<(int Days, Money Open)> receivables)
    {
        (int Count, Money Sum)[] ages = new (int, Money)[ListUnpaid.Ages.Count + 1];
        foreach ((int days, Money open) in receivables)
            ages[ListUnpaid.AgeOf(days)] = ages[ListUnpaid.AgeOf(days)] is var known ? (known.Count + 1, known.Sum + open) : default;
        return ages;
    }

    /// <summary>Writes the file.</summary>
    public static void Run(string path, IEnumerable<ReceivableLine> lines, bool isWorkbook, bool isChinese)
    {
        if (isWorkbook)
            Workbook(path, lines, isChinese);
        else
            Csv(path, lines, isChinese);
    }

    private static void Csv(string path, IEnumerable<ReceivableLine> lines, bool isChinese)
    {
        IReadOnlyList<string> ages = Ages(isChinese);
        using CsvWriter writer = PersonList.Start(path, isChinese ? Chinese : English);
        foreach (ReceivableLine line in lines)
        {
            foreach (object cell in Cells(line, ages, isChinese))
                writer.WriteField(cell as string ?? Convert.ToString(cell, CultureInfo.InvariantCulture));
            writer.EndRecord();
        }
    }

    private static void Workbook(string path, IEnumerable<ReceivableLine> lines, bool isChinese)
    {
        IReadOnlyList<string> ages = Ages(isChinese);
        using Stream file = PrivateFile.Create(path);
        using WorkbookFile workbook = new(file);
        workbook.Sheet(isChinese ? "应收款" : "receivables", [30, 8, 10, 14, 12, 8, 16, 10, 14, 26, 14, 8, 50], isChinese ? Chinese : English);
        (int Count, Money Sum)[] sums = new (int, Money)[ages.Count];
        foreach (ReceivableLine line in lines)
        {
            workbook.Row();
            foreach (object cell in Cells(line, ages, isChinese))
                workbook.Cell(cell);
            int age = ListUnpaid.AgeOf(line.Days);
            sums[age] = (sums[age].Count + 1, sums[age].Sum + line.Open);
        }

        workbook.Sheet(isChinese ? "账龄" : "by age", [18, 12, 18], isChinese ? ["账龄", "项数", "未收金额"] : ["age", "receivables", "open"]);
        for (int age = 0; age < ages.Count; age++)
            Sum(workbook, ages[age], sums[age].Count, sums[age].Sum, isTotal: false);
        Sum(workbook, isChinese ? "合计" : "total", sums.Sum(one => one.Count), new Money(sums.Sum(one => one.Sum.Fen)), isTotal: true);
        workbook.Finish();
    }

    private static object[] Cells(ReceivableLine line, IReadOnlyList<string> ages, bool isChinese) =>
    [
        line.Number, line.County, line.Group, line.Open, line.Since.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), (long)line.Days,
        ages[ListUnpaid.AgeOf(line.Days)], line.Run, line.RegionCode, line.RegionName, line.HouseholdNo,
        isChinese ? line.Role switch { "mother" => "母", "father" => "父", var other => other } : line.Role, line.Waits,
    ];

    private static void Sum(WorkbookFile workbook, string age, long count, Money sum, bool isTotal)
    {
        workbook.Row();
        workbook.Cell(age, isTotal);
        workbook.Cell(count, isTotal);
        workbook.Cell(sum, isTotal);
    }
}
