using Disbursement.Jobs.Store.Bulk;
using Disbursement.Jobs.Store.Tables;
using Microsoft.Data.SqlClient;

namespace Disbursement.Jobs.Store.SqlServer;

/// <summary>
/// Rows on their way into SQL Server inside a transaction that has its turn: they wait in files and are copied in bulk at the end.
/// </summary>
internal sealed class SqlServerBulkWriter(string data, SqlTransaction transaction) : IBulkWriter
{
    /// <summary>
    /// Rows go in under every guard: triggers wake and foreign keys are looked at and stay trusted. A copy past them would need the right
    /// to alter tables, which the application's role has not.
    /// </summary>
    public const SqlBulkCopyOptions Guarded = SqlBulkCopyOptions.CheckConstraints | SqlBulkCopyOptions.FireTriggers;

    private readonly SpooledRows _rows = SpooledRows.Make(Path.Combine(data, "work"));

    public long Rows => _rows.Count;

    public void Write(ReadOnlySpan<byte> rows) => _rows.Add(rows);

    public void Finish()
    {
        foreach (BulkTable table in Enum.GetValues<BulkTable>())
            Copy(_rows, transaction, table, BulkTables.Name(table));
    }

    public void Dispose() => _rows.Dispose();

    /// <summary>Copies the rows of one table.</summary>
    public static void Copy(SpooledRows rows, SqlTransaction transaction, BulkTable table, string into)
    {
        using SpooledReader? reader = rows.Open(table, BulkTables.Columns(table));
        if (reader is null)
            return;

        using SqlBulkCopy bulk = new(transaction.Connection, Guarded, transaction)
        {
            DestinationTableName = into,
            BulkCopyTimeout = 0,
            EnableStreaming = true,
        };
        for (int i = 0; i < reader.FieldCount; i++)
            bulk.ColumnMappings.Add(i, reader.GetName(i));
        bulk.WriteToServer(reader);
    }
}
