using Disbursement.Jobs.Store.Bulk;
using Microsoft.EntityFrameworkCore;
using static Disbursement.Jobs.Store.Tables.Traits;

namespace Disbursement.Jobs.Store.Tables;

/// <summary>A file of a batch, by its format.</summary>
internal sealed class BatchFileRecord
{
    public long Id { get; set; }

    public int BatchNumber { get; set; }

    public required string Format { get; set; }

    /// <summary>Path below the run's out folder, with forward slashes.</summary>
    public required string Path { get; set; }

    public int Rows { get; set; }

    public long TotalFen { get; set; }

    public required string Sha256 { get; set; }
}

/// <summary>Files of batches.</summary>
internal static class BatchFilesTable
{
    public static StoredTable<BatchFileRecord> Table { get; } = new StoredTable<BatchFileRecord>("batch_files", Lifetime.Changed)
        .Column(row => row.Id, Written)
        .Column(row => row.BatchNumber, Written | Replayed)
        .Column(row => row.Format, Written | Replayed, length: 16)
        .Column(row => row.Path, Written | Replayed, length: 200)
        .Column(row => row.Rows, Written)
        .Column(row => row.TotalFen, Written)
        .Column(row => row.Sha256, Written | Replayed, length: 64)
        .With(row => row.HasOne<BatchRecord>().WithMany().HasForeignKey(file => file.BatchNumber).OnDelete(DeleteBehavior.Restrict));

    /// <summary>Packs a file of a batch.</summary>
    public static void Write(RowBuffer rows, BatchFileRecord file) =>
        rows.Begin(BulkTable.BatchFiles).Int(file.Id).Int(file.BatchNumber).Text(file.Format).Text(file.Path).Int(file.Rows)
            .Int(file.TotalFen).Text(file.Sha256);
}
