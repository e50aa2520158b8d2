using System.Globalization;
using CsvHelper;
using Disbursement.Domain.Amounts;
using Disbursement.Jobs.Workbooks;

namespace Disbursement.Jobs.Reports;

/// <summary>A line of a forecast: one scheme in one county and year.</summary>
/// <param name="Scheme">The scheme's code.</param>
/// <param name="Title">Its title.</param>
/// <param name="County">The county.</param>
/// <param name="Year">The year.</param>
/// <param name="Heads">Claimants with something due if all live.</param>
/// <param name="Due">What is due if all live.</param>
/// <param name="ExpectedHeads">Claimants expected to live.</param>
/// <param name="HeadsEitherWay">Half the width of the range of heads.</param>
/// <param name="Expected">What is expected to be due.</param>
/// <param name="EitherWay">Half the width of the range of money.</param>
/// <param name="Funding">Who bears what is expected.</param>
internal sealed record ForecastRow(
    string Scheme, string Title, string County, int Year, long Heads, Money Due, decimal ExpectedHeads, decimal HeadsEitherWay,
    Money Expected, Money EitherWay, LevelSums Funding)
{
    private Money Low => EitherWay > Expected ? Money.Zero : Expected - EitherWay;

    private decimal LowHeads => Math.Max(0m, ExpectedHeads - HeadsEitherWay);

    /// <summary>Writes the lines as CSV: UTF-8 with a byte order mark, CRLF.</summary>
    public static void WriteCsv(Stream file, IEnumerable<ForecastRow> rows, bool isChinese)
    {
        using CsvWriter writer = CsvWriter.Create(file, new CsvWriterOptions { NewLine = "\r\n", WriteByteOrderMark = true });
        foreach (string name in Header(isChinese))
            writer.WriteField(name);
        writer.EndRecord();
        foreach (ForecastRow row in rows)
        {
            foreach (string value in row.Values())
                writer.WriteField(value);
            writer.EndRecord();
        }
    }

    /// <summary>Writes the lines as a workbook, with a sheet that says what they go by.</summary>
    public static void WriteWorkbook(Stream file, IEnumerable<ForecastRow> rows, IEnumerable<string> remarks, bool isChinese)
    {
        using WorkbookFile workbook = new(file);
        workbook.Sheet(isChinese ? "预测" : "forecast", [8, 26, 10, 8, 10, 18, 12, 12, 12, 18, 18, 18, 18, 18, 18, 18], Header(isChinese));
        foreach (ForecastRow row in rows)
        {
            workbook.Row();
            workbook.Text(row.Scheme);
            workbook.Text(row.Title);
            workbook.Text(row.County);
            workbook.Count(row.Year);
            workbook.Count(row.Heads);
            workbook.Yuan(row.Due.Fen);
            foreach (decimal heads in new[] { row.ExpectedHeads, row.LowHeads, row.ExpectedHeads + row.HeadsEitherWay })
                workbook.Count((long)decimal.Round(heads));
            foreach (Money money in new[] { row.Expected, row.Low, row.Expected + row.EitherWay, row.Funding.Central, row.Funding.Province,
                row.Funding.City, row.Funding.County })
                workbook.Yuan(money.Fen);
        }

        workbook.Sheet(isChinese ? "说明" : "remarks", [120]);
        foreach (string remark in remarks)
        {
            workbook.Row();
            workbook.Text(remark);
        }

        workbook.Finish();
    }

    private static string[] Header(bool isChinese) => isChinese
        ? ["项目代码", "项目", "县（市、区）", "年份", "人数（不计死亡）", "应发（不计死亡，元）", "预计人数", "人数下限", "人数上限", "预计应发（元）", "下限（元）", "上限（元）", "中央", "省级", "市级",
            "县级"]
        : ["scheme", "title", "county", "year", "heads_if_all_live", "due_if_all_live", "expected_heads", "heads_low", "heads_high",
            "expected_due", "due_low", "due_high", "central", "province", "city", "county_level"];

    private IEnumerable<string> Values() =>
    [
        Scheme, Title, County, Year.ToString(CultureInfo.InvariantCulture), Heads.ToString(CultureInfo.InvariantCulture), Due.ToString(),
        Number(ExpectedHeads), Number(LowHeads), Number(ExpectedHeads + HeadsEitherWay),
        Expected.ToString(), Low.ToString(), (Expected + EitherWay)
            .ToString(), Funding.Central.ToString(), Funding.Province.ToString(), Funding.City.ToString(), Funding.County.ToString(),
    ];

    private static string Number(decimal value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
