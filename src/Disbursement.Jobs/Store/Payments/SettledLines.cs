using System.Data.Common;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Ledger;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Payments;

/// <summary>
/// A line that the sealing of a run booked for a recovery, for an offset, or for an accrual that is wholly set off and pays nothing out.
/// </summary>
/// <param name="Claimant">The claimant key.</param>
/// <param name="Scheme">The scheme.</param>
/// <param name="Event">recover, offset or accrue.</param>
/// <param name="Batch">The batch; null where the settlement is in none.</param>
/// <param name="Payment">The payment beside it; null where nothing is paid out.</param>
/// <param name="Group">The offset group; empty for an accrual.</param>
/// <param name="Year">The entitlement year; null for an offset.</param>
/// <param name="Amount">Above zero.</param>
internal sealed record SettledLine(byte[] Claimant, Scheme Scheme, string Event, string? Batch, string? Payment, string Group, int? Year,
    Money Amount)
{
    public bool IsRecovery => Event == "recover";

    public bool IsOffset => Event == "offset";

    /// <summary>Whether an act has undone it.</summary>
    public bool IsUndone { get; set; }
}

/// <summary>Reads such lines: one look through the book of a county.</summary>
internal static class SettledLines
{
    /// <summary>The lines of a run in a county, in the order of the book.</summary>
    public static IReadOnlyList<SettledLine> Of(ActTransaction act, string county, string run)
    {
        (long first, long end) = TransferId.OfBook(county);
        using DbCommand command = act.Command(
            "SELECT claimant, scheme, event, batch, payment, debit, credit, year, fen FROM transfers WHERE id > @first AND id < @end AND "
                + "run = @run AND (event IN ('recover', 'offset') OR event = 'accrue' AND payment IS NULL) ORDER BY id",
            ("@first", first), ("@end", end), ("@run", run));
        using DbDataReader reader = command.ExecuteReader();
        List<SettledLine> lines = [];
        while (reader.Read())
        {
            string kind = reader.GetString(2);
            _ = Scheme.TryParse(reader.GetString(1), out Scheme scheme);
            lines.Add(new SettledLine(
                (byte[])reader.GetValue(0), scheme, kind, Text(reader, 3), Text(reader, 4),
                kind switch { "recover" => Group(reader.GetString(5)), "offset" => Group(reader.GetString(6)), _ => "" },
                reader.IsDBNull(7) ? null : reader.Int(7), new Money(reader.Long(8))));
        }

        return lines;
    }

    private static string Group(string account) => account[(account.LastIndexOf(':') + 1)..];

    private static string? Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
