using System.Data.Common;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Connections;

/// <summary>Appends acts and refusals to their hash chain, inside the transaction of the act.</summary>
internal static class AuditTrail
{
    public static RecordedAct Append(DbConnection connection, DbTransaction? transaction, AuditEntry asked)
    {
        AuditEntry entry = asked.Fitted();
        (long last, byte[] head) = Head(connection, transaction);
        byte[] hash = entry.Hash(last + 1, head);
        using DbCommand command = Sql.Command(
            connection, transaction, AuditTable.Table.Insert(),
            ("@sequence", last + 1), ("@recorded_at", entry.RecordedAt.ToUnixTimeSeconds()), ("@actor", entry.Actor),
            ("@officer_id", entry.OfficerId), ("@role", entry.Role), ("@origin", entry.Origin),
            ("@act", entry.Act), ("@subject", entry.Subject), ("@outcome", entry.Outcome), ("@reason", entry.Reason),
            ("@detail", entry.Detail), ("@hash", hash));
        command.ExecuteNonQuery();
        return new RecordedAct(last + 1, hash);
    }

    /// <summary>The last entry's number and hash; 0 for none.</summary>
    public static (long Sequence, byte[] Hash) Head(DbConnection connection, DbTransaction? transaction)
    {
        using DbCommand command =
            Sql.Command(connection, transaction, "SELECT sequence, hash FROM audit WHERE sequence = (SELECT MAX(sequence) FROM audit)");
        using DbDataReader reader = command.ExecuteReader();
        return reader.Read() ? (reader.Long(0), (byte[])reader.GetValue(1)) : (0, []);
    }

    /// <summary>The hash of an entry; null where there is none of that number.</summary>
    public static byte[]? HashOf(DbConnection connection, DbTransaction? transaction, long sequence)
    {
        using DbCommand command =
            Sql.Command(connection, transaction, "SELECT hash FROM audit WHERE sequence = @sequence", ("@sequence", sequence));
        return command.ExecuteScalar() as byte[];
    }

    /// <summary>Every entry in order, each with the number and the hash that stand beside it.</summary>
    public static IEnumerable<(long Sequence, AuditEntry Entry, byte[] Hash)> Read(DbConnection connection)
    {
        using DbCommand command = Sql.Command(
            connection, null, "SELECT sequence, recorded_at, actor, officer_id, role, origin, act, subject, outcome, reason, detail, hash "
                + "FROM audit ORDER BY sequence");
        using DbDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            AuditEntry entry = new(
                DateTimeOffset.FromUnixTimeSeconds(reader.Long(1)), reader.GetString(2), reader.IsDBNull(3)
                    ? null
                    : reader.Int(3), reader.IsDBNull(4) ? null : reader.Word<OfficerRole>(4), reader.GetString(5), reader.GetString(6),
                Text(reader, 7), reader.Word<ActResult>(8) == ActResult.Done, Text(reader, 9), Text(reader, 10));
            yield return (reader.Long(0), entry, (byte[])reader.GetValue(11));
        }
    }

    private static string? Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
