using CsvHelper;
using Disbursement.Domain.Batches;
using Disbursement.Jobs.Files;

namespace Disbursement.Jobs.Intake;

/// <summary>Reads bureaus.csv: who pays, in which formats.</summary>
internal static class ReadBureaus
{
    private const int MostBureaus = 256;

    private static readonly string[] Columns =
        ["county_code", "county_name", "bureau_name", "payer_account", "payer_bank_code", "formats", "encoding"];
    private static readonly string[] KnownFormats = ["csv", "xlsx", "pain001", "bank"];

    /// <summary>The bureaus, or every mistake with file and line.</summary>
    /// <param name="file">The name of the file, for mistakes.</param>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="templates">Names of export templates that there are, which are formats too.</param>
    public static (IReadOnlyList<Bureau> Bureaus, IReadOnlyList<FileRemark> Mistakes) Run(
        string file, byte[] bytes, params IReadOnlyCollection<string> templates)
    {
        List<Bureau> bureaus = [];
        List<FileRemark> mistakes = [];
        if (!System.Text.Unicode.Utf8.IsValid(bytes))
            return (bureaus, [TableRemarks.NotUtf8(file)]);
        if (bytes.Length > FileLimits.LargestBureaus)
            return (bureaus, [TableRemarks.TooLarge(file, FileLimits.LargestBureaus)]);

        CsvReaderOptions options = new()
        {
            TrackLineNumbers = true,
            AllowLineBreaksInQuotes = false,
            MalformedData = CsvMalformedDataHandling.Skip,
            FieldCountMismatch = CsvFieldCountHandling.Skip,
            OnMalformedRecord = record => mistakes.Add(TableRemarks.BrokenLine(file, record.LineNumber)),
        };
        using CsvReader reader = CsvReader.Create(bytes, options);
        reader.ReadHeader();
        string[] missing = [.. Columns.Where(column => !reader.TryGetFieldIndex(column, out _))];
        if (missing.Length > 0)
            return (bureaus, [TableRemarks.MissingColumns(file, missing, missing)]);

        while (reader.Read())
        {
            string[] cells = [.. Columns.Select(column => reader.GetString(reader.GetFieldIndex(column)).Trim())];
            mistakes.AddRange(Mistakes(cells, bureaus, templates).Select(
                mistake => FileRemark.At(file, reader.LineNumber, mistake.English, mistake.Chinese)));
            bureaus.Add(new Bureau(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5].Split('+'), cells[6]));
        }

        if (bureaus.Count > MostBureaus)
            mistakes.Add(new FileRemark($"{file}: names {bureaus.Count} bureaus; {MostBureaus} is the most",
                $"{file}：有 {bureaus.Count} 个财政局，最多 {MostBureaus} 个"));
        if (bureaus.Count == 0 && mistakes.Count == 0)
            mistakes.Add(new FileRemark($"{file}: names no bureau: add a line for each", $"{file}：没有财政局，请每个财政局写一行"));
        return (bureaus, mistakes);
    }

    private static IEnumerable<FileRemark> Mistakes(string[] cells, List<Bureau> known, IReadOnlyCollection<string> templates)
    {
        if (cells[0].Length != 6 || !cells[0].All(char.IsAsciiDigit) || cells[0][0] == '0')
            yield return new($"county_code '{cells[0]}' is not six digits", $"county_code “{cells[0]}”不是六位数字");
        if (known.Any(bureau => bureau.County == cells[0]))
            yield return new($"county_code {cells[0]} stands twice: leave one of the two", $"county_code {cells[0]} 重复：请只留一行");
        if (cells[5].Split('+').FirstOrDefault(format => !KnownFormats.Contains(format) && !templates.Contains(format)) is
            { } unknown)
            yield return new($"format '{unknown}' is none of {string.Join(", ", KnownFormats.Concat(templates))}, and there is no template "
                + $"templates/{unknown}.yaml", $"formats 中的“{unknown}”不是下列之一：{string.Join("、", KnownFormats.Concat(templates))}，"
                + $"也没有模板 templates/{unknown}.yaml");
        if (cells[5].Split('+').GroupBy(format => format).FirstOrDefault(same => same.Count() > 1) is { } twice)
            yield return new($"format {twice.Key} stands twice: leave one of the two", $"formats 中的 {twice.Key} 重复：请只留一个");
        if (Array.FindIndex(cells, cell => cell.Any(IsNoText)) is var column and >= 0)
            yield return new($"{Columns[column]} holds a control character: type it again", $"{Columns[column]} 含有控制字符：请重新输入");
        if (Array.FindIndex(cells, cell => TextCharacters.FirstStrange(System.Text.Encoding.UTF8.GetBytes(cell)) is not null) is var hidden
            and >= 0)
            yield return new($"{Columns[hidden]} holds an invisible character, or one that turns the direction of writing: type it again",
                $"{Columns[hidden]} 含有看不见的字符，或改变书写方向的字符：请重新输入");
        if (IsDestroyed(cells[3]))
            yield return new($"payer_account {cells[3]} was destroyed by a spreadsheet (scientific notation): format the column as Text "
                + "in Excel or WPS, type the account again, and save as CSV UTF-8",
                $"payer_account {cells[3]} 已被电子表格改成科学计数法：请在 Excel 或 WPS 中把该列设为文本格式，重新输入账号，另存为 CSV UTF-8");
        else if (cells[3].Any(character => !char.IsAsciiLetterOrDigit(character) && character is not ('-' or ' ')))
            yield return new($"payer_account '{cells[3]}' holds something other than letters, digits, '-' and spaces",
                $"payer_account “{cells[3]}”只能含字母、数字、“-”和空格");
        if (IsDestroyed(cells[4]))
            yield return new($"payer_bank_code {cells[4]} was destroyed by a spreadsheet (scientific notation): format the column as "
                + "Text in Excel or WPS and type it again",
                $"payer_bank_code {cells[4]} 已被电子表格改成科学计数法：请在 Excel 或 WPS 中把该列设为文本格式后重新输入");
        if (cells[5].Split('+').Contains("pain001"))
        {
            // The widths of ISO 20022; with one of them exceeded, no file of the bureau would be valid.
            foreach ((int place, int most) in new[] { (2, 140), (3, 34), (4, 35) })
            {
                if (cells[place].Length is var length && (length == 0 || length > most))
                    yield return new($"pain001 takes 1 to {most} characters of {Columns[place]}, found {length}",
                        $"pain001 要求 {Columns[place]} 为 1 到 {most} 个字符，现有 {length} 个");
            }
        }

        if (cells[6] is not ("utf-8" or "gb18030"))
            yield return new($"encoding '{cells[6]}' is neither utf-8 nor gb18030", $"encoding “{cells[6]}”既不是 utf-8 也不是 gb18030");
    }

    private static bool IsDestroyed(string number) => RosterValues.IsScientific(System.Text.Encoding.UTF8.GetBytes(number));

    private static bool IsNoText(char character) => char.IsControl(character) || character is '\uFFFE' or '\uFFFF';
}
