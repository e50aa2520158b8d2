namespace Disbursement.Jobs.Store.Tables;

/// <summary>Who had a hand in what a run pays, and so may not approve it.</summary>
internal sealed class RunMakerRecord
{
    public long Id { get; set; }

    public int RunNumber { get; set; }

    /// <summary>Null for a user of the operating system.</summary>
    public int? OfficerId { get; set; }

    /// <summary>In lower case.</summary>
    public required string Name { get; set; }

    /// <summary>started, or the path of a roster correction.</summary>
    public required string Why { get; set; }
}

/// <summary>Makers of runs.</summary>
internal static class RunMakersTable
{
    public static StoredTable<RunMakerRecord> Table { get; } = new StoredTable<RunMakerRecord>("run_makers", Lifetime.AppendOnly)
        .Column(row => row.Id)
        .Column(row => row.RunNumber)
        .Column(row => row.OfficerId)
        .Column(row => row.Name, length: 64)
        .Column(row => row.Why, length: 1000)
        .With(row => row.HasIndex(maker => maker.RunNumber));
}
