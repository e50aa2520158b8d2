namespace Disbursement.Jobs.Store.Tables;

/// <summary>Every table of the database.</summary>
internal static class AllTables
{
    /// <summary>The tables of every provider.</summary>
    public static IReadOnlyList<StoredTable> Everywhere { get; } =
    [
        RunsTable.Table, RunInputsTable.Table, RunPartsTable.Table, RunMakersTable.Table, ClaimantsTable.Table,
        ClaimantIndexTable.Table, DecisionsTable.Table, BatchesTable.Table, BatchFilesTable.Table, BatchActsTable.Table,
        PaymentsTable.Table, PayeesTable.Table, TransfersTable.Table, StandingsTable.Table, ManifestsTable.Table,
        OfficersTable.Table, OfficerNamesTable.Table, AuditTable.Table, ReturnFilesTable.Table, QuarantineTable.Table,
        RosterImportsTable.Table, EarlierAnswersTable.Table, SavedViewsTable.Table,
    ];

    /// <summary>The tables that SQL Server has beside them.</summary>
    public static IReadOnlyList<StoredTable> OfServer { get; } = [TurnsTable.Table, StagedStandingsTable.Table];

    /// <summary>Tables whose rows are never changed and never deleted.</summary>
    public static IEnumerable<StoredTable> AppendOnly => Everywhere.Where(table => table.Lifetime == Lifetime.AppendOnly);

    /// <summary>Tables whose rows move on by the life cycle and are never deleted.</summary>
    public static IEnumerable<StoredTable> Kept => Everywhere.Where(table => table.Lifetime == Lifetime.Kept);

    /// <summary>Columns that hold encrypted values, which may be sealed anew with a newer key.</summary>
    public static IEnumerable<(string Table, string Column)> SealedColumns =>
        Everywhere.SelectMany(table => table.Having(Traits.Sealed).Select(column => (table.Name, column)));
}
