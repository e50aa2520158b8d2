using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Books;

/// <summary>What a row says of itself beside what it says of money.</summary>
internal sealed partial class ReadBooks
{
    /// <summary>The last month of a run that pays again what failed: months are those of the payments.</summary>
    private const int OfWholeYear = 12;

    private static readonly (string Table, string Column, string Shown)[] YesOrNo =
        [("officers", "is_disabled", "name"), ("batches", "is_assumed", "id"), ("payments", "is_left_out", "payment_no")];

    /// <summary>
    /// The first row whose id is not one of what it belongs to, whose yes or no is neither, or that has a value which nothing reads and
    /// which is not as the program writes it.
    /// </summary>
    public string? StrayId() =>
        First($"SELECT p.payment_no FROM payments p WHERE NOT ({PackedIds.IsOfBatch("p.id", "p.batch_number")}) ORDER BY p.id",
            payment => $"payment {payment} stands in another batch than its id tells")
        ?? First($"""
            SELECT f.path FROM batch_files f WHERE f.id < {PackedIds.FileOf("f.batch_number")}
              OR f.id >= {PackedIds.FileOf("f.batch_number")} + (SELECT COUNT(*) FROM batch_files n WHERE n.batch_number = f.batch_number)
            ORDER BY f.id
            """, file => $"the file {file} stands at another place than those of its batch")
        ?? First($"SELECT id FROM runs WHERE kind = {RunKind.Reissue.Quoted()} AND through_month <> {OfWholeYear} ORDER BY number",
            run => $"run {run} pays again what failed, and is said to end with another month than December")
        ?? YesOrNo.Select(one => First(
                $"SELECT {one.Shown} FROM {one.Table} WHERE {one.Column} <> 0 AND {one.Column} <> 1 ORDER BY {one.Shown}",
                row => $"{one.Table}.{one.Column} of {row} is neither yes nor no"))
            .FirstOrDefault(found => found is not null);

    private string? First(string sql, Func<string, string> tell)
    {
        using StoredRows reader = Query(sql);
        return reader.Read() ? tell(reader.GetString(0)) : null;
    }
}
