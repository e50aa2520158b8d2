namespace Disbursement.Jobs.Store.Tables;

/// <summary>A part of a run that several processes share; it is there only while the run is under way.</summary>
internal sealed class RunPartRecord
{
    public int RunNumber { get; set; }

    /// <summary>The stage.</summary>
    public required string Stage { get; set; }

    /// <summary>A county, or the number of a group of rosters.</summary>
    public required string Name { get; set; }

    /// <summary><c>free</c>, <c>taken</c> or <c>done</c>.</summary>
    public required string State { get; set; }

    /// <summary>The process that took it last.</summary>
    public string? Node { get; set; }

    /// <summary>How often it was taken: names the folder of what was made.</summary>
    public int Attempt { get; set; }

    /// <summary>Until when nobody on another machine may take it, in milliseconds since 1970 by the clock of the database.</summary>
    public long LeaseUntil { get; set; }
}

/// <summary>Parts of runs that several processes share.</summary>
internal static class RunPartsTable
{
    public static StoredTable<RunPartRecord> Table { get; } = new StoredTable<RunPartRecord>("run_parts", Lifetime.Derived)
        .Column(row => row.RunNumber)
        .Column(row => row.Stage, length: 16)
        .Column(row => row.Name, length: 64)
        .Column(row => row.State, length: 8)
        .Column(row => row.Node, length: 100)
        .Column(row => row.Attempt)
        .Column(row => row.LeaseUntil)
        .With(row => row.HasKey(part => new { part.RunNumber, part.Stage, part.Name }));
}
