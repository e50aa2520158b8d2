using System.Globalization;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Proofs;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Scenarios;

/// <summary>What holds after every story, whatever happened in it; from the rows alone, and then by the program's own proofs.</summary>
internal static class StoryProof
{
    /// <summary>Schemes whose recoveries share one receivable in the shipped pack; any other is a group of its own.</summary>
    private static readonly string[] Assistance = ["era", "sab", "sad"];

    public static IEnumerable<string> Breaks(StoryOffice office)
    {
        using TestDatabase database = office.Rows();
        return [.. WrongSides(database), .. WrongShares(database), .. WrongPayments(database), .. PaidTwice(database),
            .. Disproved(office)];
    }

    private static IEnumerable<string> WrongSides(TestDatabase database)
    {
        foreach (Dictionary<string, string> row in database.Rows("SELECT account, SUM(fen) AS fen FROM (SELECT debit AS account, fen FROM "
            + "transfers UNION ALL SELECT credit, -fen FROM transfers) AS moved GROUP BY account"))
        {
            long fen = Fen(row, "fen");
            bool isDebit = row["account"].StartsWith("expense:", StringComparison.Ordinal)
                || row["account"].StartsWith("receivable:", StringComparison.Ordinal)
                || row["account"].StartsWith("waiver:", StringComparison.Ordinal);
            if (isDebit ? fen < 0 : fen > 0)
                yield return $"{row["account"]} is on the wrong side: {fen} fen";
        }
    }

    private static IEnumerable<string> WrongShares(TestDatabase database)
    {
        foreach (Dictionary<string, string> row in database.Rows("""
            SELECT b.id, b.total_fen, b.current_fen + b.arrears_fen - b.offset_fen AS lines,
              b.central_fen + b.province_fen + b.city_fen + b.county_fen AS levels,
                   (SELECT coalesce(SUM(p.amount_fen), 0) FROM payments p WHERE p.batch_number = b.number AND p.is_left_out = 0) AS payments
                     FROM batches b
            """))
        {
            if (row["total_fen"] != row["lines"] || row["total_fen"] != row["levels"] || row["total_fen"] != row["payments"])
                yield return $"batch {row["id"]} is {row["total_fen"]} fen, its lines {row["lines"]}, its levels {row["levels"]}, its "
                    + $"payments {row["payments"]}";
        }
    }

    private static IEnumerable<string> WrongPayments(TestDatabase database) =>
        database.Rows("SELECT payment_no FROM payments WHERE amount_fen <> current_fen + arrears_fen - offset_fen OR amount_fen <= 0")
            .Select(row => $"the lines of payment {row["payment_no"]} do not make its amount")
            .Concat(database.Rows("SELECT replaces FROM payments WHERE replaces IS NOT NULL GROUP BY replaces HAVING COUNT(*) > 1")
            .Select(row => $"payment {row["replaces"]} is replaced twice"));

    /// <summary>
    /// For each claimant and offset group: the payments that still count (not cancelled, not replaced) are what the years have settled and
    /// what is still owed back, no fen more.
    /// A sum that was paid twice, or paid and forgotten, breaks it.
    /// </summary>
    private static IEnumerable<string> PaidTwice(TestDatabase database)
    {
        Dictionary<(string Claimant, string Group), long> paid = [], booked = [];
        foreach (Dictionary<string, string> row in database.Rows("""
            SELECT c.claimant_key, b.scheme, SUM(p.amount_fen) AS fen FROM payments p JOIN batches b ON b.number = p.batch_number
              JOIN claimants c ON c.number = p.claimant_number
            WHERE p.state NOT IN ('cancelled', 'reissued') GROUP BY c.claimant_key, b.scheme
            """))
            Add(paid, row["claimant_key"], row["scheme"], Fen(row, "fen"));
        foreach (Dictionary<string, string> row in database.Rows("""
            SELECT claimant, scheme,
              SUM(CASE WHEN debit LIKE 'expense:%' OR debit LIKE 'receivable:%' OR debit LIKE 'waiver:%' THEN fen ELSE 0 END
              - CASE WHEN event <> 'repaid' AND (credit LIKE 'expense:%' OR credit LIKE 'receivable:%') THEN fen ELSE 0 END) AS fen
            FROM transfers GROUP BY claimant, scheme
            """))
            Add(booked, row["claimant"], row["scheme"], Fen(row, "fen"));
        foreach ((string Claimant, string Group) key in paid.Keys.Union(booked.Keys))
        {
            if (paid.GetValueOrDefault(key) != booked.GetValueOrDefault(key))
                yield return $"claimant {key.Claimant}, {key.Group}: payments that count are {paid.GetValueOrDefault(key)} fen, settled "
                    + $"and owed back are {booked.GetValueOrDefault(key)}";
        }
    }

    /// <summary>What <c>verify --replay</c> finds.</summary>
    private static IEnumerable<string> Disproved(StoryOffice office)
    {
        ActSetting setting = office.Setting();
        IReadOnlyList<Check> checks =
            [.. new VerifyBooks(setting.Store, setting.Ring).Run(null, CancellationToken.None), .. office.Inputs.Replay()];
        return checks.Where(check => check.FirstBreak is not null).Select(check => $"verify {check.Number}: {check.FirstBreak}");
    }

    private static void Add(Dictionary<(string, string), long> sums, string claimant, string scheme, long fen)
    {
        (string, string) key = (claimant, Assistance.Contains(scheme) ? "assistance" : scheme);
        sums[key] = sums.GetValueOrDefault(key) + fen;
    }

    private static long Fen(Dictionary<string, string> row, string column) => long.Parse(row[column], CultureInfo.InvariantCulture);
}
