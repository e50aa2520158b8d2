using System.Globalization;
using Disbursement.Jobs.Tests.Rosters;
using YamlDotNet.RepresentationModel;

namespace Disbursement.Jobs.Tests.Scenarios;

/// <summary>
/// What the books and files say, as tables that a story is held against. It reads tables and files with none of the product's code.
/// </summary>
internal sealed class StoryBooks(StoryOffice office, string folder)
{
    private const string PaymentsOf = "payments of ", MakersOf = "makers of ", RowsOf = "rows of ", ContentOf = "content of ";

    private static readonly string[] MoneyColumns =
        ["current", "arrears", "recovery", "amount", "total", "central", "province", "city", "county", "balance", "recovered"];

    /// <summary>What differs under one heading of a step's expectations.</summary>
    public IEnumerable<string> Differences(string what, YamlNode content) => what switch
    {
        "payments" => Chosen(StoryTable.Read(content.ToString())),
        "batches" => StoryTable.Read(content.ToString()).Differences(Batches()),
        "balance" => StoryTable.Read(content.ToString()).Differences(Balance()),
        "owes" => StoryTable.Read(content.ToString()).Differences(Owes()),
        "settled" => StoryTable.Read(content.ToString()).Differences(Settled()),
        "quarantine" => StoryTable.Read(content.ToString()).Differences(Quarantine()),
        "files" => Texts(content).Where(file => !File.Exists(Place(file))).Select(file => $"there is no {file}"),
        "no files" => Texts(content).Where(file => File.Exists(Place(file))).Select(file => $"there is a {file}"),
        _ when what.StartsWith(PaymentsOf, StringComparison.Ordinal) => StoryTable.Read(content.ToString())
            .Differences(Payments($"r.id = '{what[PaymentsOf.Length..]}'")),
        _ when what.StartsWith(MakersOf, StringComparison.Ordinal) => StoryTable.Read(content.ToString())
            .Differences(Makers(what[MakersOf.Length..])),
        _ when what.StartsWith(RowsOf, StringComparison.Ordinal) => Rows(what[RowsOf.Length..], StoryTable.Read(content.ToString())),
        _ when what.StartsWith(ContentOf, StringComparison.Ordinal) => Content(what[ContentOf.Length..], content.ToString()),
        _ => throw new InvalidDataException($"Line {content.Start.Line}: nothing is known about '{what}'."),
    };

    /// <summary>Payments that are named, and no others.</summary>
    private IEnumerable<string> Chosen(StoryTable table)
    {
        if (table.Columns[0] != "number")
            throw new InvalidDataException("The first column of payments is their number; 'payments of RUN' names all of a run.");

        return table.Differences(table.Rows.SelectMany(row => Payments($"p.payment_no = '{row[0]}'")));
    }

    private List<Dictionary<string, string>> Payments(string where) => Table($"""
        SELECT p.payment_no AS number, concat(c.household_no, ' ', c.role) AS who, coalesce(p.months, '') AS months,
          p.current_fen AS "current", p.arrears_fen AS arrears, -p.offset_fen AS recovery, p.amount_fen AS amount, p.state,
          coalesce(p.replaces, '') AS replaces, coalesce(p.flags, '') AS flags, coalesce(p.note, '') AS note
        FROM payments p JOIN batches b ON b.number = p.batch_number JOIN runs r ON r.number = b.run_number
          JOIN claimants c ON c.number = p.claimant_number
        WHERE {where} ORDER BY p.id
        """);

    /// <summary>Who had a hand in a run, and why.</summary>
    private List<Dictionary<string, string>> Makers(string run) =>
        Table($"SELECT m.name, m.why FROM run_makers m JOIN runs r ON r.number = m.run_number WHERE r.id = '{run}' ORDER BY m.id");

    private List<Dictionary<string, string>> Batches() => Table("""
        SELECT b.id AS batch, b.state, b.payments, b.current_fen AS "current", b.arrears_fen AS arrears, -b.offset_fen AS recovery,
          b.total_fen AS total,
               b.central_fen AS central, b.province_fen AS province, b.city_fen AS city, b.county_fen AS county,
               b.recoveries, b.recovered_fen AS recovered
        FROM batches b ORDER BY b.number
        """);

    /// <summary>Every account that holds something: debit above zero, credit below.</summary>
    private List<Dictionary<string, string>> Balance() => Table("""
        SELECT account, SUM(fen) AS balance FROM (SELECT debit AS account, fen FROM transfers UNION ALL SELECT credit, -fen
          FROM transfers) AS moved
        GROUP BY account HAVING SUM(fen) <> 0 ORDER BY account
        """);

    /// <summary>Every open receivable, with the newest household of whom it is.</summary>
    private IEnumerable<IReadOnlyDictionary<string, string>> Owes() => Table("""
        SELECT w.who, SUBSTRING(t.account, 19, 64) AS offset_group, SUM(t.fen) AS amount
        FROM (SELECT debit AS account, claimant, fen FROM transfers UNION ALL SELECT credit, claimant, -fen FROM transfers) t
        JOIN (SELECT c.claimant_key, concat(c.household_no, ' ', c.role) AS who FROM claimants c WHERE c.number = (SELECT MAX(n.number)
          FROM claimants n WHERE n.claimant_key = c.claimant_key)) w ON w.claimant_key = t.claimant
        WHERE t.account LIKE 'receivable:%' GROUP BY w.who, SUBSTRING(t.account, 19, 64) HAVING SUM(t.fen) <> 0 ORDER BY w.who, offset_group
        """).Select(row => row.ToDictionary(cell => cell.Key == "offset_group" ? "group" : cell.Key, cell => cell.Value));

    /// <summary>What is accrued for each claimant, scheme and year, in every county's book; nothing where it came to zero.</summary>
    private List<Dictionary<string, string>> Settled() => Table("""
        SELECT w.who, t.scheme, t.year, SUM(CASE WHEN t.debit LIKE 'expense:%' THEN t.fen WHEN t.credit LIKE 'expense:%' THEN -t.fen
          ELSE 0 END) AS amount
        FROM transfers t JOIN (SELECT c.claimant_key, concat(c.household_no, ' ', c.role) AS who FROM claimants c
          WHERE c.number = (SELECT MAX(n.number) FROM claimants n WHERE n.claimant_key = c.claimant_key)) w ON w.claimant_key = t.claimant
        WHERE t.year IS NOT NULL GROUP BY w.who, t.scheme, t.year HAVING SUM(CASE WHEN t.debit LIKE 'expense:%' THEN t.fen
          WHEN t.credit LIKE 'expense:%' THEN -t.fen ELSE 0 END) <> 0 ORDER BY w.who, t.scheme, t.year
        """);

    private List<Dictionary<string, string>> Quarantine() => Table("""
        SELECT f.name AS "file", q.line, q.code, coalesce(q.payment_no, '') AS payment, coalesce(q.expected, '') AS expected,
          coalesce(q.given, '') AS found
        FROM quarantine q JOIN return_files f ON f.id = q.file_id ORDER BY q.id
        """);

    private IEnumerable<string> Rows(string file, StoryTable table)
    {
        if (File.Exists(Place(file)))
            return table.Differences(RosterText.Read(File.ReadAllText(Place(file))));

        return table.Columns.Count == 0 ? [] : [$"there is no {file}"];
    }

    /// <summary>The whole text of a file against one of the story's; line ends and a byte order mark do not count.</summary>
    private IEnumerable<string> Content(string file, string expected)
    {
        if (!File.Exists(Place(file)))
            return [$"there is no {file}"];

        string[] wanted = Lines(Path.Combine(folder, expected)), found = Lines(Place(file));
        return wanted.SequenceEqual(found) ? [] : [.. wanted.Except(found).Select(line => $"expected {line}"),
            .. found.Except(wanted).Select(line => $"found    {line}"), $"{wanted.Length} lines expected, {found.Length} found"];
    }

    private List<Dictionary<string, string>> Table(string sql)
    {
        using TestDatabase database = office.Rows();
        return [.. database.Rows(sql)
            .Select(row => row.ToDictionary(cell => cell.Key, cell => MoneyColumns.Contains(cell.Key) ? Yuan(cell.Value) : cell.Value))];
    }

    private string Place(string file) => Path.Combine(office.Inputs.Out, file);

    private static string Yuan(string fen) =>
        (long.Parse(fen, CultureInfo.InvariantCulture) / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    private static IEnumerable<string> Texts(YamlNode content) => ((YamlSequenceNode)content).Select(item => item.ToString());

    private static string[] Lines(string file) =>
        File.ReadAllText(file).TrimStart('\uFEFF').ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
}
