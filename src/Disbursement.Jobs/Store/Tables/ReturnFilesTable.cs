
namespace Disbursement.Jobs.Store.Tables;

/// <summary>A return file that was taken, kept in the archive under its hash.</summary>
internal sealed class ReturnFileRecord
{
    public int Id { get; set; }

    public required string Sha256 { get; set; }

    public required string Name { get; set; }

    public long Bytes { get; set; }

    public long Lines { get; set; }

    public long Paid { get; set; }

    public long Failed { get; set; }

    public long Quarantined { get; set; }

    public required string Officer { get; set; }

    /// <summary>Seconds since 1970, UTC.</summary>
    public long RecordedAt { get; set; }
}

/// <summary>Return files of banks.</summary>
internal static class ReturnFilesTable
{
    public static StoredTable<ReturnFileRecord> Table { get; } = new StoredTable<ReturnFileRecord>("return_files", Lifetime.AppendOnly)
        .Column(row => row.Id)
        .Column(row => row.Sha256, length: 64)
        .Column(row => row.Name, length: 400)
        .Column(row => row.Bytes)
        .Column(row => row.Lines)
        .Column(row => row.Paid)
        .Column(row => row.Failed)
        .Column(row => row.Quarantined)
        .Column(row => row.Officer, length: 64)
        .Column(row => row.RecordedAt)
        .With(row => row.HasIndex(file => file.Sha256).IsUnique());
}
