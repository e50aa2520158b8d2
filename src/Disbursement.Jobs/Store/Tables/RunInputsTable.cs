using Disbursement.Jobs.Store.Bulk;
using Microsoft.EntityFrameworkCore;
using static Disbursement.Jobs.Store.Tables.Traits;

namespace Disbursement.Jobs.Store.Tables;

/// <summary>A roster that a run read, accepted or refused.</summary>
internal sealed class RunInputRecord
{
    public long Id { get; set; }

    public int RunNumber { get; set; }

    public int Ordinal { get; set; }

    /// <summary>Path below the rosters of the year.</summary>
    public required string Path { get; set; }

    public required string Sha256 { get; set; }

    public long Bytes { get; set; }

    public required string Encoding { get; set; }

    public long Rows { get; set; }

    public long Accepted { get; set; }

    public long Rejected { get; set; }

    public long Replaced { get; set; }

    /// <summary>Why the whole file was refused.</summary>
    public string? Refusal { get; set; }
}

/// <summary>Rosters that runs read.</summary>
internal static class RunInputsTable
{
    public static StoredTable<RunInputRecord> Table { get; } = new StoredTable<RunInputRecord>("run_inputs", Lifetime.Added)
        .Column(row => row.Id, Written)
        .Column(row => row.RunNumber, Written)
        .Column(row => row.Ordinal, Written | Replayed)
        .Column(row => row.Path, Written | Replayed, length: 1000)
        .Column(row => row.Sha256, Written | Replayed, length: 64)
        .Column(row => row.Bytes, Written | Replayed)
        .Column(row => row.Encoding, Written | Replayed, length: 16)
        .Column(row => row.Rows, Written | Replayed)
        .Column(row => row.Accepted, Written | Replayed)
        .Column(row => row.Rejected, Written | Replayed)
        .Column(row => row.Replaced, Written | Replayed)
        .Column(row => row.Refusal, Written | Replayed, length: 2000)
        .With(row => row.HasOne<RunRecord>().WithMany().HasForeignKey(input => input.RunNumber).OnDelete(DeleteBehavior.Restrict));

    /// <summary>Packs a roster that a run read.</summary>
    public static void Write(RowBuffer rows, RunInputRecord input) =>
        rows.Begin(BulkTable.RunInputs).Int(input.Id).Int(input.RunNumber).Int(input.Ordinal).Text(input.Path).Text(input.Sha256)
            .Int(input.Bytes).Text(input.Encoding)
            .Int(input.Rows).Int(input.Accepted).Int(input.Rejected).Int(input.Replaced).TextOrNull(input.Refusal);
}
