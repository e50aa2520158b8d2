using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Microsoft.Data.Sqlite;

namespace Disbursement.Jobs.Store.Sqlite;

/// <summary>The tables, indexes and triggers of a SQLite file, each by the very text of the statement that made it.</summary>
internal static class SqliteSchema
{
    private const string Remedy =
        "Stop paying, find out who changed it, and restore a backup that passes 'disburse db check' (or carry out the statement that "
            + "'disburse db script --provider sqlite' prints for it)";

    private static readonly Lazy<IReadOnlyList<SchemaObject>> Due = new(MakeNew);

    /// <summary>Compares the file that a connection is open to; it must have had every migration.</summary>
    public static SchemaFindings Compare(SqliteConnection connection, string file) =>
        CompareSchema.Run(file, Remedy, Due.Value, Read(connection));

    /// <summary>What the migrations make of an empty database.</summary>
    private static List<SchemaObject> MakeNew()
    {
        using SqliteConnection connection = new("Data Source=:memory:");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = SqliteMigrations.NewFile;
        command.ExecuteNonQuery();
        return Read(connection);
    }

    /// <summary>
    /// Left out are the tables that SQLite and the migrator keep for themselves; an index without a statement follows from its table's.
    /// </summary>
    private static List<SchemaObject> Read(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = """
            SELECT type, name, sql FROM sqlite_master
            WHERE sql IS NOT NULL AND NOT (type = 'table' AND (name GLOB 'sqlite_*' OR name GLOB '__EFMigrations*')) ORDER BY type, name
            """;
        using SqliteDataReader reader = command.ExecuteReader();
        List<SchemaObject> objects = [];
        while (reader.Read())
            objects.Add(new SchemaObject(reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        return objects;
    }
}
