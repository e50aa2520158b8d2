namespace Disbursement.Jobs.Store.Tables;

/// <summary>A roster correction that an officer brought in.</summary>
internal sealed class RosterImportRecord
{
    public int Id { get; set; }

    public required string Sha256 { get; set; }

    public required string Path { get; set; }

    public int Year { get; set; }

    public int? OfficerId { get; set; }

    public required string Officer { get; set; }

    /// <summary>Seconds since 1970, UTC.</summary>
    public long RecordedAt { get; set; }
}

/// <summary>Roster corrections.</summary>
internal static class RosterImportsTable
{
    public static StoredTable<RosterImportRecord> Table { get; } =
        new StoredTable<RosterImportRecord>("roster_imports", Lifetime.AppendOnly)
        .Column(row => row.Id)
        .Column(row => row.Sha256, length: 64)
        .Column(row => row.Path, length: 1000)
        .Column(row => row.Year)
        .Column(row => row.OfficerId)
        .Column(row => row.Officer, length: 64)
        .Column(row => row.RecordedAt)
        .With(row => row.HasIndex(import => import.Sha256));
}
