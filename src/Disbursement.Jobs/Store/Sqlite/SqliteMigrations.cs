using System.Reflection;
using Disbursement.Jobs.Store.Migrations.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Disbursement.Jobs.Store.Sqlite;

/// <summary>
/// Which migrations a file has had. Each command asks it at its start, so it is asked of the file itself: the migrator would build the
/// whole model first.
/// </summary>
internal static class SqliteMigrations
{
    /// <summary>The ids of all migrations, oldest first.</summary>
    public static IReadOnlyList<string> All { get; } = [IdOf(typeof(Initial))];

    /// <summary>Everything that the migrations make of an empty file, as one script without a transaction.</summary>
    public static string NewFile
    {
        get
        {
            using Stream script = typeof(SqliteMigrations).Assembly.GetManifestResourceStream("sqlite-new-file.sql")!;
            using StreamReader reader = new(script);
            return reader.ReadToEnd();
        }
    }

    /// <summary>The ids of the migrations that a file has had; none for an empty file, and for one of another program.</summary>
    public static IReadOnlyList<string> Applied(SqliteConnection connection, SqliteTransaction? turn = null)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.Transaction = turn;
        command.CommandText = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = '__EFMigrationsHistory'";
        if ((long)command.ExecuteScalar()! == 0)
            return [];

        command.CommandText = "SELECT MigrationId FROM __EFMigrationsHistory ORDER BY MigrationId";
        using SqliteDataReader reader = command.ExecuteReader();
        List<string> ids = [];
        while (reader.Read())
            ids.Add(reader.GetString(0));
        return ids;
    }

    private static string IdOf(Type migration) => migration.GetCustomAttribute<MigrationAttribute>()!.Id;
}
