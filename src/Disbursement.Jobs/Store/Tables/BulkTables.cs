using Disbursement.Jobs.Store.Bulk;

namespace Disbursement.Jobs.Store.Tables;

/// <summary>The tables that are written in bulk.</summary>
internal static class BulkTables
{
    private static readonly StoredTable[] Tables =
    [
        ClaimantsTable.Table, DecisionsTable.Table, BatchesTable.Table, BatchFilesTable.Table, PaymentsTable.Table, TransfersTable.Table,
        RunInputsTable.Table, ManifestsTable.Table,
        StandingsTable.Table, ClaimantIndexTable.Table,
    ];

    private static readonly StoredColumn[][] Written =
        [.. Tables.Select(table => table.Columns.Where(column => column.Traits.HasFlag(Traits.Written)).ToArray())];

    /// <summary>How many columns a row has.</summary>
    public static int Width(BulkTable table) => Written[(int)table].Length;

    /// <summary>The name of a table.</summary>
    public static string Name(BulkTable table) => Tables[(int)table].Name;

    /// <summary>The columns of a table in the order in which rows are written.</summary>
    public static IReadOnlyList<StoredColumn> Columns(BulkTable table) => Written[(int)table];

    /// <summary>The statement that inserts rows; a standing replaces the one before.</summary>
    /// <param name="table">Their table.</param>
    /// <param name="rows">How many.</param>
    public static string Insert(BulkTable table, int rows = 1)
    {
        string[] columns = [.. Columns(table).Select(column => column.Name)];
        string verb = table == BulkTable.Standings ? "INSERT OR REPLACE" : "INSERT";
        string row = $"({string.Join(", ", columns.Select(_ => "?"))})";
        return $"{verb} INTO {Name(table)} ({string.Join(", ", columns)}) VALUES {string.Join(", ", Enumerable.Repeat(row, rows))}";
    }
}
