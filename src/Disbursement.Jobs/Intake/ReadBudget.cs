using System.Globalization;
using System.Text.Unicode;
using CsvHelper;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Files;

namespace Disbursement.Jobs.Intake;

/// <summary>Reads a budget 指标, <c>budgets/YEAR.csv</c> of the inputs folder: how much may be approved for whom.</summary>
internal static class ReadBudget
{
    /// <summary>What stands for all schemes, and for all levels.</summary>
    public const string Every = "*";

    private const int MostLines = 20_000;
    private const int MostMistakes = 20;
    private const int LongestDocument = 60;
    private const decimal Largest = 1_000_000_000_000;
    private const int County = 0, Scheme = 1, Level = 2, Yuan = 3, Document = 4;

    private static readonly string[] English = ["county", "scheme", "level", "yuan", "document"];
    private static readonly string[] Chinese = ["区县", "项目", "级次", "金额", "文号"];

    private static readonly Dictionary<string, FundingLevel?> Levels = new(StringComparer.Ordinal)
    {
        ["central"] = FundingLevel.Central, ["中央"] = FundingLevel.Central, ["province"] = FundingLevel.Province,
        ["省级"] = FundingLevel.Province, ["city"] = FundingLevel.City, ["市级"] = FundingLevel.City, ["county"] = FundingLevel.County,
        ["县级"] = FundingLevel.County, [Every] = null, ["total"] = null, ["合计"] = null,
    };

    /// <summary>The lines, or every mistake with file, line and column.</summary>
    /// <param name="file">What the file is called.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="isScheme">Whether a code is that of a scheme.</param>
    public static (IReadOnlyList<BudgetLine> Lines, IReadOnlyList<FileRemark> Mistakes) Run(string file, byte[] bytes,
        Func<string, bool> isScheme)
    {
        if (!Utf8.IsValid(bytes))
            return ([], [TableRemarks.NotUtf8(file)]);

        List<FileRemark> mistakes = [];
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        using CsvReader reader = CsvReader.Create(bytes.AsSpan().StartsWith(mark) ? bytes[mark.Length..] : bytes, new CsvReaderOptions
        {
            TrackLineNumbers = true,
            AllowLineBreaksInQuotes = false,
            MalformedData = CsvMalformedDataHandling.Skip,
            FieldCountMismatch = CsvFieldCountHandling.Skip,
            OnMalformedRecord = record => mistakes.Add(TableRemarks.BrokenLine(file, record.LineNumber)),
        });
        reader.ReadHeader();
        int?[] places = [.. English.Zip(Chinese, (english, chinese) => PlaceOf(reader, english) ?? PlaceOf(reader, chinese))];
        string[] missing = [.. English.Where((_, column) => places[column] is null)],
            missingChinese = [.. Chinese.Where((_, column) => places[column] is null)];
        if (missing.Length > 0)
            return ([], [TableRemarks.MissingColumns(file, missing, missingChinese)]);

        List<BudgetLine> lines = [];
        while (reader.Read() && mistakes.Count < MostMistakes && lines.Count <= MostLines)
        {
            string[] cells = [.. places.Select(place => reader.GetString(place!.Value).Trim())];
            int line = (int)reader.LineNumber;
            (int Column, string English, string Chinese)[] wrong = [.. Wrong(cells, isScheme)];
            mistakes.AddRange(wrong.Select(one => At(file, line, one.Column, one.English, one.Chinese)));
            if (wrong.Length > 0)
                continue;

            BudgetPurpose purpose = new(cells[County], cells[Scheme] == Every ? null : cells[Scheme], Levels[cells[Level]]);
            if (lines.Find(known => known.Purpose == purpose && known.Document == cells[Document]) is { } twice)
                mistakes.Add(At(file, line, Document, $"{cells[Document]} stands for the same purpose in line {twice.Line} already",
                    $"{cells[Document]} 已在第 {twice.Line} 行用于同一用途"));
            lines.Add(new BudgetLine(line, purpose, Money.FromYuan(Amount(cells[Yuan])!.Value), cells[Document]));
        }

        if (lines.Count > MostLines)
            mistakes.Add(new($"{file}: has more than {MostLines} lines", $"{file}：超过 {MostLines} 行"));
        foreach (BudgetLimit limit in new Budget(lines).Limits.Where(limit => limit.Granted < Money.Zero))
            mistakes.Add(At(file, lines.FindLast(line => line.Purpose == limit.Purpose)!.Line, Yuan,
                $"what is taken back is more than was given: {limit.Granted}", $"收回的金额超过已下达的金额：{limit.Granted}"));
        return (lines, mistakes);
    }

    private static IEnumerable<(int Column, string English, string Chinese)> Wrong(string[] cells,
        Func<string, bool> isScheme)
    {
        if (cells[County].Length != 6 || !cells[County].All(char.IsAsciiDigit) || cells[County][0] == '0')
            yield return (County, $"'{cells[County]}' is not six digits", $"“{cells[County]}”不是六位数字");
        if (cells[Scheme] != Every && !isScheme(cells[Scheme]))
            yield return (Scheme, $"'{cells[Scheme]}' is neither a scheme nor {Every}", $"“{cells[Scheme]}”既不是项目代码也不是 {Every}");
        if (!Levels.ContainsKey(cells[Level]))
            yield return (Level, $"'{cells[Level]}' is none of central, province, city, county, {Every}",
                $"“{cells[Level]}”不是中央、省级、市级、县级或 {Every}");
        if (Amount(cells[Yuan]) is null)
            yield return (Yuan, $"'{cells[Yuan]}' is no amount such as 1250000.00", $"“{cells[Yuan]}”不是 1250000.00 这样的金额");
        if (cells[Document].Length is 0 or > LongestDocument || cells[Document].Any(char.IsControl))
            yield return (Document, $"name the document in 1 to {LongestDocument} characters", $"请写明文号，1 至 {LongestDocument} 个字");
    }

    /// <summary>
    /// Yuan with at most two decimals and no separators, below zero where a document takes money back; null for anything else.
    /// </summary>
    private static decimal? Amount(string cell) =>
        decimal.TryParse(cell, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
            out decimal yuan) && Math.Abs(yuan) < Largest && decimal.Round(yuan, 2) == yuan
            ? yuan
            : null;

    private static FileRemark At(string file, int line, int column, string english, string chinese) =>
        FileRemark.At(file, line, $"{English[column]}: {english}", $"{Chinese[column]}：{chinese}");

    private static int? PlaceOf(CsvReader reader, string name) => reader.TryGetFieldIndex(name, out int place) ? place : null;
}
