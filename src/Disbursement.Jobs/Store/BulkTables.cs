using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Disbursement.Jobs.Store;

/// <summary>Names of bulk tables and their columns, in the order in which rows are written; checked against the model. Columns that later acts fill are left out.</summary>
internal static class BulkTables
{
    private static readonly (BulkTable Table, Type Record, string[] Columns)[] Tables =
    [
        (BulkTable.Claimants, typeof(ClaimantRecord),
            ["number", "run_number", "claimant_key", "region_code", "household_no", "role", "input_ordinal", "line", "facts", "applied_on", "standing_before", "personal"]),
        (BulkTable.Decisions, typeof(DecisionRecord), ["id", "claimant_number", "scheme", "outcome", "codes", "months", "due_fen"]),
        (BulkTable.Batches, typeof(BatchRecord),
            ["number", "id", "run_number", "county", "scheme", "state", "payments", "current_fen", "arrears_fen", "offset_fen", "total_fen", "central_fen", "province_fen", "city_fen", "county_fen", "is_assumed", "files_sha256"]),
        (BulkTable.BatchFiles, typeof(BatchFileRecord), ["id", "batch_number", "format", "path", "rows", "total_fen", "sha256"]),
        (BulkTable.Payments, typeof(PaymentRecord),
            ["id", "batch_number", "payment_no", "claimant_number", "months", "current_fen", "arrears_fen", "offset_fen", "amount_fen", "flags", "state", "province_fen", "city_fen", "county_fen", "is_left_out", "replaces", "note", "payee"]),
        (BulkTable.Transfers, typeof(TransferRecord),
            ["id", "book", "sequence", "event", "debit", "credit", "fen", "run", "batch", "payment", "claimant", "scheme", "year", "recorded_at", "actor", "hash"]),
        (BulkTable.RunInputs, typeof(RunInputRecord), ["id", "run_number", "ordinal", "path", "sha256", "bytes", "encoding", "rows", "accepted", "rejected", "replaced", "refusal"]),
        (BulkTable.Manifests, typeof(ManifestRecord), ["id", "run_number", "county", "sha256", "sequence", "head"]),
        (BulkTable.Standings, typeof(StandingRecord), ["claimant_key", "value"]),
        (BulkTable.Claims, typeof(RunClaimRecord), ["run_number", "kind", "claim", "county", "file_ordinal", "line", "holder"]),
    ];

    /// <summary>How many columns a row of a table has.</summary>
    public static int Width(BulkTable table) => Tables[(int)table].Columns.Length;

    /// <summary>The name of a table.</summary>
    public static string Name(DbContext db, BulkTable table) => db.Model.FindEntityType(Tables[(int)table].Record)!.GetTableName()!;

    /// <summary>The columns of a table with the types of their values, in the order in which rows are written.</summary>
    public static IReadOnlyList<BulkColumn> Columns(DbContext db, BulkTable table)
    {
        (_, Type record, string[] columns) = Tables[(int)table];
        Dictionary<string, IProperty> known = db.Model.FindEntityType(record)!.GetProperties().ToDictionary(property => property.GetColumnName());
        return [.. columns.Select(column => new BulkColumn(column, TypeOf(known[column].ClrType)))];
    }

    /// <summary>The statement that inserts a row; a standing replaces the one before.</summary>
    public static string Insert(DbContext db, BulkTable table)
    {
        (_, Type record, string[] columns) = Tables[(int)table];
        IEntityType entity = db.Model.FindEntityType(record)!;
        IProperty[] known = [.. entity.GetProperties()];
        bool isWhole = known.All(property => property.IsNullable || columns.Contains(property.GetColumnName()));
        if (!isWhole || !columns.All(column => known.Any(property => property.GetColumnName() == column)))
            throw new InvalidOperationException($"The bulk columns of {table} and the model disagree.");

        string verb = table == BulkTable.Standings ? "INSERT OR REPLACE" : "INSERT";
        return $"{verb} INTO {entity.GetTableName()} ({string.Join(", ", columns)}) VALUES ({string.Join(", ", columns.Select((_, i) => $"?{i + 1}"))})";
    }

    private static Type TypeOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is var plain && plain == typeof(DateOnly) ? typeof(DateTime) : plain;
}

/// <summary>A column that rows are written into.</summary>
internal readonly record struct BulkColumn(string Name, Type Type);
