using System.Data.Common;
using System.Globalization;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Disbursement.Jobs.Store.SqlServer;

/// <summary>
/// The columns, keys, indexes and triggers of a server's database: as this program makes them, and as the server's own catalog describes
/// them. A server keeps the text of a trigger alone, so tables are compared part by part.
/// </summary>
internal static class SqlServerDefinitions
{
    public const string OfColumns = """
        SELECT t.name, c.name, y.name, c.max_length, c.scale, c.collation_name, c.is_nullable, c.is_identity, c.is_computed
        FROM sys.columns c JOIN sys.tables t ON t.object_id = c.object_id JOIN sys.types y ON y.user_type_id = c.user_type_id
        WHERE SCHEMA_NAME(t.schema_id) = SCHEMA_NAME() ORDER BY t.name, c.column_id
        """;

    public const string OfIndexes = """
        SELECT t.name, i.name, c.name, i.is_primary_key, i.is_unique, i.is_disabled, i.has_filter, i.ignore_dup_key, x.is_descending_key
        FROM sys.indexes i JOIN sys.tables t ON t.object_id = i.object_id
        JOIN sys.index_columns x ON x.object_id = i.object_id AND x.index_id = i.index_id AND x.key_ordinal > 0
        JOIN sys.columns c ON c.object_id = x.object_id AND c.column_id = x.column_id
        WHERE SCHEMA_NAME(t.schema_id) = SCHEMA_NAME() ORDER BY t.name, i.name, x.key_ordinal
        """;

    public const string OfForeignKeys = """
        SELECT t.name, f.name, c.name, p.name, k.name, f.is_disabled, f.delete_referential_action, f.update_referential_action
        FROM sys.foreign_keys f JOIN sys.tables t ON t.object_id = f.parent_object_id
          JOIN sys.tables p ON p.object_id = f.referenced_object_id
        JOIN sys.foreign_key_columns x ON x.constraint_object_id = f.object_id
        JOIN sys.columns c ON c.object_id = x.parent_object_id AND c.column_id = x.parent_column_id
        JOIN sys.columns k ON k.object_id = x.referenced_object_id AND k.column_id = x.referenced_column_id
        WHERE SCHEMA_NAME(t.schema_id) = SCHEMA_NAME() ORDER BY t.name, f.name, x.constraint_column_id
        """;

    public const string OfTriggers = """
        SELECT t.name, g.name, m.definition, g.is_disabled
        FROM sys.triggers g JOIN sys.tables t ON t.object_id = g.parent_id LEFT JOIN sys.sql_modules m ON m.object_id = g.object_id
        WHERE SCHEMA_NAME(t.schema_id) = SCHEMA_NAME() ORDER BY g.name
        """;

    private const int Unbounded = -1;
    private const int BytesOfCharacter = 2;

    /// <summary>What this program makes: tables as the model has them, triggers as the last migration leaves them.</summary>
    public static IReadOnlyList<SchemaObject> Due(SqlServerDisbursementDb db)
    {
        List<SchemaObject> due = [.. SqlServerTriggers.All.Select(trigger => Trigger(trigger.Name, trigger.Sql, isDisabled: false))];
        foreach (ITable table in db.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables)
        {
            due.AddRange(
                table.Columns.Select(column => Column(table.Name, column.Name, column.StoreType, column.Collation, column.IsNullable)));
            due.Add(Index(table.Name, table.PrimaryKey!.Name, "primary key", table.PrimaryKey.Columns.Select(column => column.Name)));
            due.AddRange(table.Indexes.Select(
                index => Index(table.Name, index.Name, index.IsUnique ? "unique" : "plain", index.Columns.Select(column => column.Name))));
            due.AddRange(table.ForeignKeyConstraints.Select(key =>
                ForeignKey(table.Name, key.Name, key.Columns.Select(column => column.Name), key.PrincipalTable.Name,
                    key.PrincipalColumns.Select(column => column.Name), "")));
        }

        return due;
    }

    /// <summary>What the database has, of the tables that are this program's.</summary>
    public static IReadOnlyList<SchemaObject> Read(DbConnection connection, IReadOnlySet<string> tables) =>
    [
        .. Rows(connection, OfTriggers, tables, TriggerOf), .. Rows(connection, OfColumns, tables, ColumnOf),
        .. Joined(Rows(connection, OfIndexes, tables, IndexOf)), .. Joined(Rows(connection, OfForeignKeys, tables, ForeignKeyOf)),
    ];

    /// <summary>A row of <see cref="OfColumns"/>. Lengths there are in bytes.</summary>
    public static SchemaObject ColumnOf(IReadOnlyList<object> row)
    {
        string type = (string)row[2];
        int bytes = Number(row[3]);
        string full = type switch
        {
            "nvarchar" => $"nvarchar({Bound(bytes / BytesOfCharacter, bytes)})",
            "varbinary" => $"varbinary({Bound(bytes, bytes)})",
            "datetimeoffset" => $"datetimeoffset({Number(row[4])})",
            _ => type,
        };
        string special = Is(row[7]) ? " identity" : Is(row[8]) ? " computed" : "";
        return Column((string)row[0], (string)row[1], full + special, row[5] as string, Is(row[6]));
    }

    /// <summary>A row of <see cref="OfIndexes"/>, of one column of an index.</summary>
    public static SchemaObject IndexOf(IReadOnlyList<object> row)
    {
        string kind = Is(row[3]) ? "primary key" : Is(row[4]) ? "unique" : "plain";
        string off = (Is(row[5]) ? " disabled" : "") + (Is(row[6]) ? " filtered" : "") + (Is(row[7]) ? " ignoring duplicates" : "");
        return Index((string)row[0], (string)row[1], kind + off, [(string)row[2] + (Is(row[8]) ? " descending" : "")]);
    }

    /// <summary>A row of <see cref="OfForeignKeys"/>, of one column of a key.</summary>
    public static SchemaObject ForeignKeyOf(IReadOnlyList<object> row)
    {
        string off = (Is(row[5]) ? " disabled" : "") + (Number(row[6]) != 0 ? " changing on delete" : "") + (
            Number(row[7]) != 0 ? " changing on update" : "");
        return ForeignKey((string)row[0], (string)row[1], [(string)row[2]], (string)row[3], [(string)row[4]], off);
    }

    /// <summary>
    /// A row of <see cref="OfTriggers"/>. A login that may not see definitions gets none, and then nobody knows what the trigger does.
    /// </summary>
    public static SchemaObject TriggerOf(IReadOnlyList<object> row) =>
        Trigger((string)row[1], row[2] as string ?? "a text that this login may not see (GRANT VIEW DEFINITION)", Is(row[3]));

    /// <summary>Spaces do not count: a script for an administrator is indented.</summary>
    private static SchemaObject Trigger(string name, string text, bool isDisabled) =>
        new("trigger", name, Line(text).TrimEnd(';') + (isDisabled ? " [disabled]" : ""));

    private static string Line(string text) =>
        string.Join(' ', text.Split((char[])[' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));

    private static SchemaObject Column(string table, string name, string type, string? collation, bool isNullable) =>
        new("column", $"{table}.{name}", $"{type}{(collation is null ? "" : $" {collation}")}{(isNullable ? "" : " not null")}");

    private static SchemaObject Index(string table, string name, string kind, IEnumerable<string> columns) =>
        new("index", $"{table}.{name}", $"{kind} on {string.Join(", ", columns)}");

    private static SchemaObject ForeignKey(
        string table, string name, IEnumerable<string> columns, string other, IEnumerable<string> keys, string off) =>
        new("foreign key", $"{table}.{name}", string.Join(", ", columns.Zip(keys, (column, key) => $"{column} to {other}.{key}{off}")));

    private static string Bound(int length, int bytes) => bytes == Unbounded ? "max" : length.ToString(CultureInfo.InvariantCulture);

    /// <summary>Rows of the same key or index, one a column, as one.</summary>
    public static IEnumerable<SchemaObject> Joined(IEnumerable<SchemaObject> parts) =>
        parts.GroupBy(part => (part.Kind, part.Name))
            .Select(whole => new SchemaObject(whole.Key.Kind, whole.Key.Name, string.Join(", ", whole.Select((part, i) =>
            i > 0 && part.Definition.IndexOf(" on ", StringComparison.Ordinal) is > 0 and int at
                ? part.Definition[(at + 4)..]
                : part.Definition))));

    private static List<SchemaObject> Rows(DbConnection connection, string sql, IReadOnlySet<string> tables,
        Func<IReadOnlyList<object>, SchemaObject> of)
    {
        using DbCommand command = Sql.Command(connection, null, sql);
        using DbDataReader reader = command.ExecuteReader();
        List<SchemaObject> rows = [];
        object[] row = new object[reader.FieldCount];
        while (reader.Read())
        {
            reader.GetValues(row);
            if (tables.Contains((string)row[0]))
                rows.Add(of(row));
        }

        return rows;
    }

    private static int Number(object value) => Convert.ToInt32(value, CultureInfo.InvariantCulture);

    private static bool Is(object value) => Convert.ToBoolean(value, CultureInfo.InvariantCulture);
}
