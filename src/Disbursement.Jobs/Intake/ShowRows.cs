using CsvHelper;
using Disbursement.Jobs.Intake.Forms;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.Intake;

/// <summary>
/// The first rows of a roster as a person may see them: numbers of persons are masked wherever they stand, in columns that are ignored too.
/// </summary>
internal static class ShowRows
{
    private const int Most = 5;
    private const int LongestShown = 40;

    public static IReadOnlyList<IReadOnlyList<string>> Run(RosterReading reading)
    {
        List<IReadOnlyList<string>> rows = [];
        using FileStream stream = new(reading.TextPath, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        using CsvReader reader = CsvReader.Create(stream, RosterText.Options(reading.Separator, null));
        while (rows.Count < Most && reader.Read())
        {
            if (!ReadRoster.IsBlank(reader))
                rows.Add([.. reading.Columns.Select(
                    (column, place) => place < reader.FieldCount ? Shown(reader.GetString(place), column) : "")]);
        }

        return rows;
    }

    private static string Shown(string cell, RosterColumn? column)
    {
        string text = string.Concat(cell.Trim().Select(character => char.IsControl(character) ? ' ' : character));
        string masked = column switch
        {
            RosterColumn.RegionCode or RosterColumn.BankCode => text.Length <= 12 ? text : Masking.Id(text),
            RosterColumn.IdNumber or RosterColumn.DisabilityCardNo or RosterColumn.CertificateNo => Masking.Id(text),
            RosterColumn.BankAccount or RosterColumn.Phone => Masking.Account(text),
            _ => Wording.WithoutNumbers(text),
        };
        return masked.Length > LongestShown ? masked[..LongestShown] + "…" : masked;
    }
}
