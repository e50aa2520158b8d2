namespace Disbursement.Jobs.Store.Tables;

/// <summary>A name that an officer has or had. It is never given to another: who made a run is told from who checks it by it.</summary>
internal sealed class OfficerNameRecord
{
    /// <summary>The name in lower case.</summary>
    public required string Name { get; set; }

    public int OfficerId { get; set; }

    /// <summary>Seconds since 1970, UTC.</summary>
    public long Since { get; set; }
}

/// <summary>Names of officers, past and present.</summary>
internal static class OfficerNamesTable
{
    public static StoredTable<OfficerNameRecord> Table { get; } = new StoredTable<OfficerNameRecord>("officer_names", Lifetime.AppendOnly)
        .Column(row => row.Name, length: 64)
        .Column(row => row.OfficerId)
        .Column(row => row.Since)
        .With(row => row.HasIndex(name => name.OfficerId));
}
