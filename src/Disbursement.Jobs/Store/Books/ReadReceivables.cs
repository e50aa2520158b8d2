using System.Data.Common;
using System.Globalization;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Books;

/// <summary>What one claimant owes back in one offset group.</summary>
/// <param name="Key">The claimant.</param>
/// <param name="County">
/// The book that asked for it first since nothing was open: repayments and waivers go there, and the number names it, whichever book asks
/// for more.
/// </param>
/// <param name="Group">The offset group.</param>
/// <param name="Open">What is open in all books together.</param>
/// <param name="Since">When it was nothing before.</param>
/// <param name="Run">The run that asked for it last.</param>
/// <param name="Scheme">The scheme that it comes from.</param>
internal sealed record Receivable(ClaimantKey Key, string County, string Group, Money Open, DateTimeOffset Since, string Run, string Scheme)
{
    /// <summary>Letters of the claimant key in a number: each two are one byte.</summary>
    public const int KeyLetters = 12;

    /// <summary>
    /// What of it no reviewer has approved yet: nobody is asked for it by letter, and nothing of it is given up, before that.
    /// </summary>
    public Money Unapproved { get; init; }

    /// <summary>
    /// How people name it, such as <c>320302-kdmfoajhecpb-sac</c>: county, the first half of the claimant key in letters, which no number
    /// of a person can be, and the group.
    /// </summary>
    public string Number => $"{County}-{Key.InLetters()[..KeyLetters]}-{Group}";

    /// <summary>The first and the last claimant key that a number may mean; null for a text that is no number of a receivable.</summary>
    public static (byte[] First, byte[] Last)? KeysOf(string number)
    {
        string[] parts = number.Split('-');
        if (parts.Length < 3 || parts[1].Length != KeyLetters || parts[1].Any(letter => letter is < 'a' or > 'p'))
            return null;

        string rest = new('a', ClaimantKey.Length * 2 - KeyLetters), end = new('p', ClaimantKey.Length * 2 - KeyLetters);
        return (ClaimantKey.OfLetters(parts[1] + rest).ToBytes(), ClaimantKey.OfLetters(parts[1] + end).ToBytes());
    }

    /// <summary>The county that a number names.</summary>
    public static string CountyOf(string number) => number.Split('-')[0];
}

/// <summary>
/// Reads the open receivables from the ledger, in one pass over what moved them: an index knows these transfers, by claimant, so that
/// neither the list nor one of it goes through the whole ledger.
/// </summary>
internal static class ReadReceivables
{
    private const string Moved = $"""
        SELECT claimant, debit, credit, fen, event, run, scheme, recorded_at, book, batch FROM transfers
        WHERE {TransfersTable.MovesReceivables} AND (SUBSTRING(debit, 1, 11) = 'receivable:' OR SUBSTRING(credit, 1, 11) = 'receivable:')
        """;

    private const string All = $"{Moved} ORDER BY recorded_at, id";
    private const string OfSomeKeys = $"{Moved} AND claimant >= @first AND claimant <= @last ORDER BY recorded_at, id";

    /// <summary>What is asked of the database.</summary>
    public static IReadOnlyList<string> Questions => [All, OfSomeKeys];

    /// <summary>Every receivable with something open, the oldest first.</summary>
    public static IReadOnlyList<Receivable> Run(DbConnection connection, DbTransaction? transaction)
    {
        HashSet<string> proposed = Proposed(connection, transaction);
        using DbCommand command = Sql.Command(connection, transaction, All);
        return Open(command, proposed);
    }

    /// <summary>The open receivable of a number; null where there is none, or where two bear the number.</summary>
    public static Receivable? Find(DbConnection connection, DbTransaction? transaction, string number)
    {
        if (Receivable.KeysOf(number) is not (byte[] first, byte[] last))
            return null;

        HashSet<string> proposed = Proposed(connection, transaction);
        using DbCommand command = Sql.Command(
            connection, transaction, OfSomeKeys, ("@first", first), ("@last", last));
        return Open(command, proposed).Where(one => one.Number == number).ToArray() is [var only] ? only : null;
    }

    /// <summary>The open receivable of a claimant in an offset group; null where there is none.</summary>
    public static Receivable? Find(DbConnection connection, DbTransaction? transaction, ClaimantKey key, string group)
    {
        HashSet<string> proposed = Proposed(connection, transaction);
        byte[] bytes = key.ToBytes();
        using DbCommand command = Sql.Command(connection, transaction, OfSomeKeys, ("@first", bytes), ("@last", bytes));
        return Open(command, proposed).SingleOrDefault(one => one.Group == group);
    }

    /// <summary>Batches whose recoveries no reviewer has approved.</summary>
    private static HashSet<string> Proposed(DbConnection connection, DbTransaction? transaction)
    {
        using DbCommand command =
            Sql.Command(connection, transaction, $"SELECT id FROM batches WHERE state = {BatchState.Proposed.Quoted()} AND recoveries > 0");
        using DbDataReader reader = command.ExecuteReader();
        HashSet<string> batches = [];
        while (reader.Read())
            batches.Add(reader.GetString(0));
        return batches;
    }

    private static IReadOnlyList<Receivable> Open(DbCommand command, HashSet<string> proposed)
    {
        command.CommandTimeout = 0;
        using DbDataReader reader = command.ExecuteReader();
        Dictionary<(ClaimantKey, string), Receivable> open = [];
        while (reader.Read())
        {
            ClaimantKey key = ClaimantKey.Read(reader.Bytes(0));
            string debit = reader.GetString(1), account = debit.StartsWith("receivable:", StringComparison.Ordinal)
                ? debit
                : reader.GetString(2);
            string group = account[(account.IndexOf(':', "receivable:".Length) + 1)..];
            Money moved = new(account == debit ? reader.Long(3) : -reader.Long(3));
            Receivable before = open.TryGetValue((key, group), out Receivable? known)
                ? known
                : new Receivable(key, reader.GetString(8), group, Money.Zero, DateTimeOffset.UnixEpoch, reader.GetString(5),
                    reader.GetString(6));
            bool isAsked = reader.GetString(4) is "recover" or "duplicate";
            open[(key, group)] = before with
            {
                Open = before.Open + moved,
                Since = before.Open == Money.Zero ? DateTimeOffset.FromUnixTimeSeconds(reader.Long(7)) : before.Since,
                County = before.Open == Money.Zero ? reader.GetString(8) : before.County,
                Unapproved = before.Unapproved + (isAsked && !reader.IsDBNull(9) && proposed.Contains(reader.GetString(9))
                    ? moved
                    : Money.Zero),
                Run = isAsked ? reader.GetString(5) : before.Run,
                Scheme = isAsked ? reader.GetString(6) : before.Scheme,
            };
        }

        return [.. open.Values.Where(one => one.Open != Money.Zero)
            .Select(one => one with { Unapproved = Money.Min(one.Unapproved, one.Open) }).OrderBy(one => one.Since)
            .ThenBy(one => one.Number, StringComparer.Ordinal)];
    }
}
