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
    public static (IReadOnlyList<Bureau> Bureaus, IReadOnlyList<string> Mistakes) Run(
        string file, byte[] bytes, params IReadOnlyCollection<string> templates)
    {
        List<Bureau> bureaus = [];
        List<string> mistakes = [];
        if (!System.Text.Unicode.Utf8.IsValid(bytes))
            return (bureaus, [$"{file}: is not UTF-8: open it in Excel or WPS and save it as CSV UTF-8"]);
        if (bytes.Length > FileLimits.LargestBureaus)
            return (bureaus, [$"{file}: is over {FileLimits.LargestBureaus >> 20} MiB"]);

        CsvReaderOptions options = new()
        {
            TrackLineNumbers = true,
            AllowLineBreaksInQuotes = false,
            MalformedData = CsvMalformedDataHandling.Skip,
            FieldCountMismatch = CsvFieldCountHandling.Skip,
            OnMalformedRecord = record => mistakes.Add($"{file}:{record.LineNumber}: wrong number of fields or a broken quote"),
        };
        using CsvReader reader = CsvReader.Create(bytes, options);
        reader.ReadHeader();
        string[] missing = [.. Columns.Where(column => !reader.TryGetFieldIndex(column, out _))];
        if (missing.Length > 0)
            return (bureaus, [$"{file}:1: columns are missing: {string.Join(", ", missing)}"]);

        while (reader.Read())
        {
            string[] cells = [.. Columns.Select(column => reader.GetString(reader.GetFieldIndex(column)).Trim())];
            mistakes.AddRange(Mistakes(cells, bureaus, templates).Select(mistake => $"{file}:{reader.LineNumber}: {mistake}"));
            bureaus.Add(new Bureau(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5].Split('+'), cells[6]));
        }

        if (bureaus.Count > MostBureaus)
            mistakes.Add($"{file}: names {bureaus.Count} bureaus; {MostBureaus} is the most");
        if (bureaus.Count == 0 && mistakes.Count == 0)
            mistakes.Add($"{file}: names no bureau");
        return (bureaus, mistakes);
    }

    private static IEnumerable<string> Mistakes(string[] cells, List<Bureau> known, IReadOnlyCollection<string> templates)
    {
        if (cells[0].Length != 6 || !cells[0].All(char.IsAsciiDigit) || cells[0][0] == '0')
            yield return $"county_code '{cells[0]}' is not six digits";
        if (known.Any(bureau => bureau.County == cells[0]))
            yield return $"county_code {cells[0]} stands twice";
        if (cells[5].Split('+').FirstOrDefault(format => !KnownFormats.Contains(format) && !templates.Contains(format)) is
            { } unknown)
            yield return $"format '{unknown}' is none of {string.Join(", ", KnownFormats.Concat(templates))}, and there is no template "
                + $"templates/{unknown}.yaml";
        if (cells[5].Split('+').GroupBy(format => format).FirstOrDefault(same => same.Count() > 1) is { } twice)
            yield return $"format {twice.Key} stands twice";
        if (Array.FindIndex(cells, cell => cell.Any(IsNoText)) is var column and >= 0)
            yield return $"{Columns[column]} holds a control character";
        if (Array.FindIndex(cells, cell => TextCharacters.FirstStrange(System.Text.Encoding.UTF8.GetBytes(cell)) is not null) is var hidden
            and >= 0)
            yield return $"{Columns[hidden]} holds an invisible character, or one that turns the direction of writing";
        if (IsDestroyed(cells[3]))
            yield return $"payer_account {cells[3]} was destroyed by a spreadsheet (scientific notation): format the column as Text in "
                + $"Excel or WPS, type the account again, and save as CSV UTF-8";
        else if (cells[3].Any(character => !char.IsAsciiLetterOrDigit(character) && character is not ('-' or ' ')))
            yield return $"payer_account '{cells[3]}' holds something other than letters, digits, '-' and spaces";
        if (IsDestroyed(cells[4]))
            yield return $"payer_bank_code {cells[4]} was destroyed by a spreadsheet (scientific notation): format the column as Text in "
                + $"Excel or WPS and type it again";
        if (cells[5].Split('+').Contains("pain001"))
        {
            // The widths of ISO 20022; with one of them exceeded, no file of the bureau would be valid.
            foreach ((int place, int most) in new[] { (2, 140), (3, 34), (4, 35) })
            {
                if (cells[place].Length is var length && (length == 0 || length > most))
                    yield return $"pain001 takes 1 to {most} characters of {Columns[place]}, found {length}";
            }
        }

        if (cells[6] is not ("utf-8" or "gb18030"))
            yield return $"encoding '{cells[6]}' is neither utf-8 nor gb18030";
    }

    private static bool IsDestroyed(string number) => RosterValues.IsScientific(System.Text.Encoding.UTF8.GetBytes(number));

    private static bool IsNoText(char character) => char.IsControl(character) || character is '\uFFFE' or '\uFFFF';
}
