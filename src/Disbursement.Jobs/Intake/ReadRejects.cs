using CsvHelper;
using Disbursement.Jobs.Intake.Forms;

namespace Disbursement.Jobs.Intake;

/// <summary>A rejected row, as the file of rejects names it.</summary>
internal sealed record RejectedRow(string County, string File, string Line, string Codes, string Problems)
{
    /// <summary>The number of its household, as it stood; empty where it had none.</summary>
    public string Household { get; init; } = "";
}

/// <summary>How many rejected rows of a county and a roster have a problem.</summary>
internal sealed record RejectCount(string County, string File, string Code, int Rows);

/// <summary>Reads what a run rejected, from the files that it wrote.</summary>
internal static class ReadRejects
{
    /// <summary>In place of a county, for households that name none.</summary>
    public const string NoCounty = "unknown";

    /// <summary>Rows of every county, or of one, in the order of files.</summary>
    public static IEnumerable<RejectedRow> Run(string runFolder)
    {
        string folder = Path.Combine(runFolder, "rejects");
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*.csv").Order(StringComparer.Ordinal).SelectMany(Rows) : [];
    }

    /// <summary>Counts by county, roster and problem, most first; a row with two problems counts for both.</summary>
    public static IReadOnlyList<RejectCount> Count(IEnumerable<RejectedRow> rows) =>
    [
        .. rows.SelectMany(
            row => row.Codes.Split('+', StringSplitOptions.RemoveEmptyEntries).Select(code => (row.County, row.File, Code: code)))
            .GroupBy(row => row).Select(group => new RejectCount(group.Key.County, group.Key.File, group.Key.Code, group.Count()))
            .OrderBy(count => count.County, StringComparer.Ordinal).ThenBy(count => count.File, StringComparer.Ordinal)
            .ThenByDescending(count => count.Rows).ThenBy(count => count.Code, StringComparer.Ordinal),
    ];

    /// <summary>A text without the apostrophe that kept it from being a formula.</summary>
    private static string Shown(string cell) => cell is ['\'', '=' or '+' or '-' or '@', ..] ? cell[1..] : cell;

    private static IEnumerable<RejectedRow> Rows(string path)
    {
        string county = Path.GetFileNameWithoutExtension(path);
        using FileStream stream = File.OpenRead(path);
        using CsvReader reader = CsvReader.Create(stream,
            new CsvReaderOptions { AllowLineBreaksInQuotes = true, MalformedData = CsvMalformedDataHandling.Skip,
                FieldCountMismatch = CsvFieldCountHandling.Skip, IncludeValuesInExceptions = false });
        reader.ReadHeader();
        int[] places = new int[RejectColumns.Names.Count];
        for (int i = 0; i < places.Length; i++)
        {
            if (!reader.TryGetFieldIndex(RejectColumns.Names[i], out places[i]))
                yield break;
        }

        int household = reader.Headers.ToList().FindIndex(header => RosterColumns.Find(header) == RosterColumn.HouseholdNo);
        while (reader.Read())
            yield return new RejectedRow(county, Shown(reader.GetString(places[0])), reader.GetString(places[1]),
                reader.GetString(places[2]), Shown(reader.GetString(places[3])))
            {
                Household = household < 0 ? "" : Shown(reader.GetString(household)).Trim(),
            };
    }
}
