using CsvHelper;

namespace Disbursement.Jobs.Intake.Forms;

/// <summary>How the lines of a transcript are split.</summary>
internal static class RosterText
{
    /// <summary>Options that lose no row in silence.</summary>
    public static CsvReaderOptions Options(char separator, Action<CsvMalformedRecord>? onMalformed) => new()
    {
        Separator = separator,
        BufferSize = 1 << 20,
        TrackLineNumbers = true,
        AllowLineBreaksInQuotes = false,
        MalformedData = CsvMalformedDataHandling.Skip,
        FieldCountMismatch = CsvFieldCountHandling.Skip,
        IncludeValuesInExceptions = false,
        OnMalformedRecord = onMalformed,
    };
}
