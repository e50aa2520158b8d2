using System.Data.Common;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Books;

/// <summary>A released batch of which payments have no answer.</summary>
/// <param name="Batch">Its name.</param>
/// <param name="County">Its county.</param>
/// <param name="ReleasedAt">When it was released.</param>
/// <param name="Sum">What has no answer.</param>
internal readonly record struct UnansweredBatch(string Batch, string County, DateTimeOffset ReleasedAt, Money Sum);

/// <summary>Reads the released batches that banks have not answered whole.</summary>
internal static class ReadUnanswered
{
    private static readonly string Text = $"""
        SELECT b.id, b.county,
          (SELECT MAX(a.recorded_at) FROM batch_acts a WHERE a.batch_number = b.number AND a.act = 'release'),
          (SELECT COALESCE(SUM(p.amount_fen), 0) FROM payments p WHERE {PackedIds.IsOfBatch("p.id", "b.number")}
            AND p.state = {PaymentState.Released.Quoted()})
        FROM batches b WHERE b.state = {BatchState.Released.Quoted()} ORDER BY b.number
        """;

    public static IReadOnlyList<UnansweredBatch> Run(DbConnection connection)
    {
        List<UnansweredBatch> batches = [];
        using StoredRows rows = StoredRows.Of(connection, Text);
        while (rows.Read())
            batches.Add(new(rows.GetString(0), rows.GetString(1), DateTimeOffset.FromUnixTimeSeconds(rows.Long(2)), new(rows.Long(3))));
        return batches;
    }
}
