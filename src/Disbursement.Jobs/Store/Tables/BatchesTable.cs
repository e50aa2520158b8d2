using Disbursement.Domain.Batches;
using Disbursement.Jobs.Store.Bulk;
using Microsoft.EntityFrameworkCore;
using static Disbursement.Jobs.Store.Tables.Traits;

namespace Disbursement.Jobs.Store.Tables;

/// <summary>
/// All payments of one run for one bureau and one scheme, and what the run takes back there; there may be recoveries alone.
/// </summary>
internal sealed class BatchRecord
{
    public int Number { get; set; }

    /// <summary>The name in every file: <c>2026-1-320302-sab</c>.</summary>
    public required string Id { get; set; }

    public int RunNumber { get; set; }

    public required string County { get; set; }

    public required string Scheme { get; set; }

    public required BatchState State { get; set; }

    public int Payments { get; set; }

    public long CurrentFen { get; set; }

    public long ArrearsFen { get; set; }

    public long OffsetFen { get; set; }

    public long TotalFen { get; set; }

    public long CentralFen { get; set; }

    public long ProvinceFen { get; set; }

    public long CityFen { get; set; }

    public long CountyFen { get; set; }

    /// <summary>Lines of what is taken back: one of each claimant and entitlement year.</summary>
    public int Recoveries { get; set; }

    /// <summary>What they come to; not negative, and no part of the total.</summary>
    public long RecoveredFen { get; set; }

    /// <summary>Whether rates or limits rest on a parameter marked assumed.</summary>
    public bool IsAssumed { get; set; }

    /// <summary>One SHA-256 over those of all its files: what an approval is for.</summary>
    public required string FilesSha256 { get; set; }
}

/// <summary>Batches of payments.</summary>
internal static class BatchesTable
{
    public static StoredTable<BatchRecord> Table { get; } = new StoredTable<BatchRecord>("batches", Lifetime.Kept)
        .Column(row => row.Number, Written)
        .Column(row => row.Id, Written | Replayed, length: 32)
        .Column(row => row.RunNumber, Written | Replayed)
        .Column(row => row.County, Written | Replayed, length: 6)
        .Column(row => row.Scheme, Written | Replayed, length: 8)
        .Column(row => row.State, Written, length: 16)
        .Column(row => row.Payments, Written | Summed)
        .Column(row => row.CurrentFen, Written | Summed)
        .Column(row => row.ArrearsFen, Written | Summed)
        .Column(row => row.OffsetFen, Written | Summed)
        .Column(row => row.TotalFen, Written | Summed)
        .Column(row => row.CentralFen, Written | Summed)
        .Column(row => row.ProvinceFen, Written | Summed)
        .Column(row => row.CityFen, Written | Summed)
        .Column(row => row.CountyFen, Written | Summed)
        .Column(row => row.Recoveries, Written | Replayed)
        .Column(row => row.RecoveredFen, Written | Replayed)
        .Column(row => row.IsAssumed, Written | Replayed)
        .Column(row => row.FilesSha256, Written | Replayed, length: 64)
        .With(row =>
        {
            row.Property(batch => batch.Id).IsRequired();
            row.HasIndex(batch => batch.Id).IsUnique();
            row.HasOne<RunRecord>().WithMany().HasForeignKey(batch => batch.RunNumber).OnDelete(DeleteBehavior.Restrict);
        });

    /// <summary>Packs a batch.</summary>
    public static void Write(RowBuffer rows, BatchRecord batch) =>
        rows.Begin(BulkTable.Batches)
            .Int(batch.Number).Text(batch.Id).Int(batch.RunNumber).Text(batch.County).Text(batch.Scheme).Text(batch.State.Word())
            .Int(batch.Payments).Int(batch.CurrentFen).Int(batch.ArrearsFen).Int(batch.OffsetFen).Int(batch.TotalFen)
            .Int(batch.CentralFen).Int(batch.ProvinceFen).Int(batch.CityFen).Int(batch.CountyFen).Int(batch.Recoveries)
            .Int(batch.RecoveredFen).Int(batch.IsAssumed ? 1 : 0).Text(batch.FilesSha256);
}
