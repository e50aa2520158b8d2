using CsvHelper;
using Disbursement.Domain.Households;
using Disbursement.Jobs.Files;

namespace Disbursement.Jobs.Intake;

/// <summary>Reads regions.csv: what townships and villages are called.</summary>
internal static class ReadRegions
{
    /// <summary>The file in the inputs folder.</summary>
    public const string FileName = "regions.csv";

    private const int LongestName = 50;
    private const int MostMistakes = 50;

    private static readonly string[] CodeNames = ["code", "行政区划代码"];
    private static readonly string[] NameNames = ["name", "名称"];

    /// <summary>The names, or every mistake with file and line.</summary>
    public static (RegionNames Names, IReadOnlyList<FileRemark> Mistakes) Run(string file, byte[] bytes)
    {
        List<FileRemark> mistakes = [];
        if (bytes.Length > FileLimits.LargestRegions)
            return (RegionNames.None, [TableRemarks.TooLarge(file, FileLimits.LargestRegions)]);
        if (!System.Text.Unicode.Utf8.IsValid(bytes))
            return (RegionNames.None, [TableRemarks.NotUtf8(file)]);

        CsvReaderOptions options = new()
        {
            TrackLineNumbers = true,
            AllowLineBreaksInQuotes = false,
            MalformedData = CsvMalformedDataHandling.Skip,
            FieldCountMismatch = CsvFieldCountHandling.Skip,
            OnMalformedRecord = record => Tell(TableRemarks.BrokenLine(file, record.LineNumber)),
        };
        using CsvReader reader = CsvReader.Create(bytes, options);
        reader.ReadHeader();
        int code = Column(reader, CodeNames), name = Column(reader, NameNames);
        if (code < 0 || name < 0)
        {
            string[][] missing = [.. new[] { (code, CodeNames), (name, NameNames) }.Where(one => one.Item1 < 0).Select(one => one.Item2)];
            return (RegionNames.None,
                [TableRemarks.MissingColumns(file, missing.Select(names => names[0]), missing.Select(names => names[1]))]);
        }

        Dictionary<string, string> names = [];
        while (reader.Read())
        {
            (string region, string called) = (reader.GetString(code).Trim(), reader.GetString(name).Trim());
            if (region.Length != 12 || !region.All(char.IsAsciiDigit))
            {
                bool isDestroyed = RosterValues.IsScientific(System.Text.Encoding.UTF8.GetBytes(region));
                Wrong($"code '{region}' is not 12 digits (a township has nine and 000)"
                    + (isDestroyed ? ": a spreadsheet destroyed it; format the column as Text and type it again" : ""),
                    $"行政区划代码“{region}”不是 12 位数字（乡镇街道为九位加 000）"
                    + (isDestroyed ? "：已被电子表格改成科学计数法，请把该列设为文本格式后重新输入" : ""));
            }
            else if (!names.TryAdd(region, called))
            {
                Wrong($"code {region} stands twice: leave one of the two", $"行政区划代码 {region} 重复：请只留一行");
            }

            if (called.Length is 0 or > LongestName)
                Wrong($"name must be 1 to {LongestName} characters, found {called.Length}",
                    $"名称应为 1 到 {LongestName} 个字符，现有 {called.Length} 个");
            else if (called.Any(character => char.IsControl(character) || character is '\uFFFE' or '\uFFFF'))
                Wrong("name holds a control character: type it again", "名称含有控制字符：请重新输入");
        }

        return (new RegionNames(names), mistakes);

        void Wrong(string english, string chinese) => Tell(FileRemark.At(file, reader.LineNumber, english, chinese));

        void Tell(FileRemark mistake)
        {
            if (mistakes.Count < MostMistakes)
                mistakes.Add(mistake);
            else if (mistakes.Count == MostMistakes)
                mistakes.Add(new FileRemark($"{file}: there are more mistakes", $"{file}：还有其他错误"));
        }
    }

    private static int Column(CsvReader reader, string[] names)
    {
        foreach (string name in names)
        {
            if (reader.TryGetFieldIndex(name, out int index))
                return index;
        }

        return -1;
    }
}
