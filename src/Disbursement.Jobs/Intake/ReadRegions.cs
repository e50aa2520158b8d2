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
    public static (RegionNames Names, IReadOnlyList<string> Mistakes) Run(string file, byte[] bytes)
    {
        List<string> mistakes = [];
        if (bytes.Length > FileLimits.LargestRegions)
            return (RegionNames.None, [$"{file}: is over {FileLimits.LargestRegions >> 20} MiB"]);
        if (!System.Text.Unicode.Utf8.IsValid(bytes))
            return (RegionNames.None, [$"{file}: is not UTF-8: open it in Excel or WPS and save it as CSV UTF-8"]);

        CsvReaderOptions options = new()
        {
            TrackLineNumbers = true,
            AllowLineBreaksInQuotes = false,
            MalformedData = CsvMalformedDataHandling.Skip,
            FieldCountMismatch = CsvFieldCountHandling.Skip,
            OnMalformedRecord = record => Tell($"{file}:{record.LineNumber}: wrong number of fields or a broken quote"),
        };
        using CsvReader reader = CsvReader.Create(bytes, options);
        reader.ReadHeader();
        int code = Column(reader, CodeNames), name = Column(reader, NameNames);
        if (code < 0 || name < 0)
        {
            string missing = code < 0 && name < 0 ? "code, name" : code < 0 ? "code" : "name";
            return (RegionNames.None, [$"{file}:1: columns are missing: {missing}"]);
        }

        Dictionary<string, string> names = [];
        while (reader.Read())
        {
            (string region, string called) = (reader.GetString(code).Trim(), reader.GetString(name).Trim());
            if (region.Length != 12 || !region.All(char.IsAsciiDigit))
                Tell($"{file}:{reader.LineNumber}: code '{region}' is not 12 digits (a township has nine and 000)"
                    + $"{(RosterValues.IsScientific(System.Text.Encoding.UTF8.GetBytes(region)) ? ": a spreadsheet destroyed it" : "")}");
            else if (!names.TryAdd(region, called))
                Tell($"{file}:{reader.LineNumber}: code {region} stands twice");
            if (called.Length is 0 or > LongestName)
                Tell($"{file}:{reader.LineNumber}: name must be 1 to {LongestName} characters, found {called.Length}");
            else if (called.Any(character => char.IsControl(character) || character is '\uFFFE' or '\uFFFF'))
                Tell($"{file}:{reader.LineNumber}: name holds a control character");
        }

        return (new RegionNames(names), mistakes);

        void Tell(string mistake)
        {
            if (mistakes.Count < MostMistakes)
                mistakes.Add(mistake);
            else if (mistakes.Count == MostMistakes)
                mistakes.Add($"{file}: there are more mistakes");
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
