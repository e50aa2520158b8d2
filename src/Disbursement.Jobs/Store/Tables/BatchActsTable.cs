namespace Disbursement.Jobs.Store.Tables;

/// <summary>
/// An act on a batch by an officer: never changed, never deleted. The database lets no batch be approved or released without one.
/// </summary>
internal sealed class BatchActRecord
{
    /// <summary>The first of two approvals.</summary>
    public const string FirstApproval = "first-approve";

    public long Id { get; set; }

    public int BatchNumber { get; set; }

    /// <summary>approve, void, release, reject or settle.</summary>
    public required string Act { get; set; }

    public int? OfficerId { get; set; }

    public required string Officer { get; set; }

    /// <summary>The SHA-256 that the officer named.</summary>
    public string? Reviewed { get; set; }

    /// <summary>That of all files of the batch at the time.</summary>
    public required string FilesSha256 { get; set; }

    /// <summary>Seconds since 1970, UTC.</summary>
    public long RecordedAt { get; set; }
}

/// <summary>Acts on batches.</summary>
internal static class BatchActsTable
{
    public static StoredTable<BatchActRecord> Table { get; } = new StoredTable<BatchActRecord>("batch_acts", Lifetime.AppendOnly)
        .Column(row => row.Id)
        .Column(row => row.BatchNumber)
        .Column(row => row.Act, length: 16)
        .Column(row => row.OfficerId)
        .Column(row => row.Officer, length: 64)
        .Column(row => row.Reviewed, length: 64)
        .Column(row => row.FilesSha256, length: 64)
        .Column(row => row.RecordedAt)
        .With(row => row.HasIndex(act => act.BatchNumber));
}
