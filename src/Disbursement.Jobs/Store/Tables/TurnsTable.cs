namespace Disbursement.Jobs.Store.Tables;

/// <summary>The row that whoever writes changes first, so that acts and sealings of all machines go one after the other.</summary>
internal sealed class TurnRecord
{
    public int Id { get; set; }

    public long Taken { get; set; }
}

/// <summary>The turn of whoever writes, on SQL Server alone.</summary>
internal static class TurnsTable
{
    public static StoredTable<TurnRecord> Table { get; } = new StoredTable<TurnRecord>("turns", Lifetime.Changed)
        .Column(row => row.Id)
        .Column(row => row.Taken);
}
