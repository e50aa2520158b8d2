using System.Text;
using CsvHelper;
using Disbursement.Domain.Amounts;

namespace Disbursement.Jobs.PaymentFiles;

/// <summary>A line of what a batch takes back, as its file says it.</summary>
/// <param name="RegionCode">Where the claimant lives.</param>
/// <param name="HouseholdNo">The household.</param>
/// <param name="Name">The claimant.</param>
/// <param name="IdNumber">The claimant's number.</param>
/// <param name="Year">The entitlement year.</param>
/// <param name="Had">What was paid for that year; null where the line does not say it as the program writes it.</param>
/// <param name="Owed">What it is worth now; null with the one before.</param>
/// <param name="Why">What changed, in the language of the run; the whole text where the amounts cannot be read.</param>
internal sealed record RecoveryLine(
    string RegionCode, string HouseholdNo, string Name, string IdNumber, string Year, Money? Had, Money? Owed, string Why);

/// <summary>Reads the first lines of a file of recoveries, for whoever looks at the batch.</summary>
internal static class ReadRecoveries
{
    private static readonly int[] Places =
    [
        (int)PaymentColumn.RegionCode, (int)PaymentColumn.HouseholdNo, (int)PaymentColumn.Name, (int)PaymentColumn.IdNumber,
        (int)PaymentColumn.Flags + 1, (int)PaymentColumn.Flags + 2,
    ];

    /// <summary>So many lines; fewer where the file has fewer, none where it is not there.</summary>
    public static IReadOnlyList<RecoveryLine> First(string path, int most)
    {
        if (!File.Exists(path))
            return [];

        // utf-8 is written with a byte order mark, and gb18030 has none.
        using StreamReader text = new(path, BureauEncoding.Of(BureauEncoding.Gb18030), detectEncodingFromByteOrderMarks: true);
        StringBuilder first = new();
        for (int i = 0; i <= most && text.ReadLine() is { } line; i++)
            first.Append(line).Append("\r\n");
        using CsvReader reader = CsvReader.Create(Encoding.UTF8.GetBytes(first.ToString()),
            new CsvReaderOptions { MalformedData = CsvMalformedDataHandling.Skip, IncludeValuesInExceptions = false });
        reader.ReadHeader();
        List<RecoveryLine> lines = [];
        while (reader.Read())
        {
            string[] cells = [.. Places.Select(reader.GetString)];
            (string Why, Money Had, Money Owed)? change = RecoveryFile.ReadChange(cells[5]);
            lines.Add(new RecoveryLine(
                cells[0], Shown(cells[1]), Shown(cells[2]), cells[3], cells[4], change?.Had, change?.Owed, change?.Why ?? cells[5]));
        }

        return lines;
    }

    /// <summary>A text without the apostrophe that kept it from being a formula.</summary>
    private static string Shown(string cell) => cell is ['\'', '=' or '+' or '-' or '@', ..] ? cell[1..] : cell;
}
