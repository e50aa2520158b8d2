namespace Disbursement.Jobs.Store.Tables;

/// <summary>
/// The product of a part of a run that a cluster carries out: one for each part, whichever node recorded it first. It is there only while
/// the run is under way.
/// </summary>
internal sealed class RunPartRecord
{
    public int RunNumber { get; set; }

    /// <summary>The stage; or what <see cref="RunParts"/> keeps beside the stages.</summary>
    public required string Stage { get; set; }

    /// <summary>A county, or the number of a group of rosters.</summary>
    public required string Name { get; set; }

    /// <summary>The folder of what was made, named by the firing of the job that made it.</summary>
    public required string Product { get; set; }
}

/// <summary>Products of runs that a cluster carries out.</summary>
internal static class RunPartsTable
{
    public static StoredTable<RunPartRecord> Table { get; } = new StoredTable<RunPartRecord>("run_parts", Lifetime.Passing)
        .Column(row => row.RunNumber)
        .Column(row => row.Stage, length: 16)
        .Column(row => row.Name, length: 64)
        .Column(row => row.Product, length: 190)
        .With(row => row.HasKey(part => new { part.RunNumber, part.Stage, part.Name }));
}
