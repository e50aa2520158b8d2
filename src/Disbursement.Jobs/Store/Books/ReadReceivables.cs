using System.Data.Common;
using System.Globalization;
using Disbursement.Domain.Amounts;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Store.Books;

/// <summary>What one claimant owes back in one offset group.</summary>
/// <param name="Key">The claimant.</param>
/// <param name="County">The book that asked for it last: repayments and waivers go there.</param>
/// <param name="Group">The offset group.</param>
/// <param name="Open">What is open in all books together.</param>
/// <param name="Since">When it was nothing before.</param>
/// <param name="Run">The run that asked for it last.</param>
/// <param name="Scheme">The scheme that it comes from.</param>
internal sealed record Receivable(ClaimantKey Key, string County, string Group, Money Open, DateTimeOffset Since, string Run, string Scheme)
{
    private const int KeyLetters = 12;

    /// <summary>
    /// How people name it, such as <c>320302-kdmfoajhecpb-sac</c>: county, the first half of the claimant key in letters, which no number
    /// of a person can be, and the group.
    /// </summary>
    public string Number => $"{County}-{Key.InLetters()[..KeyLetters]}-{Group}";

    /// <summary>The county that a number names.</summary>
    public static string CountyOf(string number) => number.Split('-')[0];
}

/// <summary>Reads the open receivables from the ledger, in one pass over what moved them.</summary>
internal static class ReadReceivables
{
    /// <summary>Every receivable with something open, the oldest first.</summary>
    public static IReadOnlyList<Receivable> Run(DbConnection connection, DbTransaction? transaction)
    {
        using DbCommand command = Sql.Command(connection, transaction, """
            SELECT claimant, debit, credit, fen, event, run, scheme, recorded_at, book FROM transfers
            WHERE SUBSTRING(debit, 1, 11) = 'receivable:' OR SUBSTRING(credit, 1, 11) = 'receivable:' ORDER BY recorded_at, id
            """);
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
            bool isAsked = reader.GetString(4) == "recover";
            open[(key, group)] = before with
            {
                Open = before.Open + moved,
                Since = before.Open == Money.Zero ? DateTimeOffset.FromUnixTimeSeconds(reader.Long(7)) : before.Since,
                County = isAsked ? reader.GetString(8) : before.County,
                Run = isAsked ? reader.GetString(5) : before.Run,
                Scheme = isAsked ? reader.GetString(6) : before.Scheme,
            };
        }

        return [.. open.Values.Where(one => one.Open != Money.Zero).OrderBy(one => one.Since)
            .ThenBy(one => one.Number, StringComparer.Ordinal)];
    }
}
