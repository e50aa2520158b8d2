using CsvHelper;

namespace Disbursement.Jobs.Reports;

/// <summary>Counts what each register has against the rosters of a run, from the lists that the run wrote.</summary>
internal static class CountContradictions
{
    /// <summary>Where <see cref="ListContradictions"/> writes the register, in either language.</summary>
    private const int Register = 9;

    public static IReadOnlyDictionary<string, int> Run(string runFolder)
    {
        string folder = Path.Combine(runFolder, "contradictions");
        return Directory.Exists(folder)
            ? Directory.GetFiles(folder, "*.csv").SelectMany(Registers).CountBy(register => register).ToDictionary()
            : [];
    }

    private static IEnumerable<string> Registers(string path)
    {
        using FileStream stream = File.OpenRead(path);
        using CsvReader reader = CsvReader.Create(stream,
            new CsvReaderOptions { AllowLineBreaksInQuotes = true, MalformedData = CsvMalformedDataHandling.Skip,
                FieldCountMismatch = CsvFieldCountHandling.Skip, IncludeValuesInExceptions = false });
        reader.ReadHeader();
        while (reader.Read())
            yield return reader.GetString(Register);
    }
}
