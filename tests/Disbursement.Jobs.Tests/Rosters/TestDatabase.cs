using System.Data.Common;
using System.Globalization;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Tests.Store.Providers;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace Disbursement.Jobs.Tests.Rosters;

/// <summary>Looks into the database of a data folder, past everything that the program does with it.</summary>
internal sealed class TestDatabase : IDisposable
{
    private readonly DbConnection _connection;

    public TestDatabase(string file)
        : this(new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString()))
    {
    }

    private TestDatabase(DbConnection connection)
    {
        _connection = connection;
        _connection.Open();
    }

    /// <summary>Names of all tables.</summary>
    public string[] Tables =>
    [
        .. Rows(_connection is SqliteConnection
            ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'sqlite_sequence'"
            : "SELECT TABLE_NAME AS name FROM INFORMATION_SCHEMA.TABLES")
            .Select(row => row["name"]).Order(StringComparer.Ordinal),
    ];

    public static TestDatabase Of(string file, DatabaseSettings settings) => settings.Provider == DatabaseProvider.SqlServer
        ? new TestDatabase(new SqlConnection(TestProvider.OwnerOf(settings).ConnectionString))
        : new TestDatabase(file);

    /// <summary>Rows as column and value; blobs in lower-case hexadecimal, nothing as the empty text.</summary>
    public List<Dictionary<string, string>> Rows(string sql)
    {
        using DbCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        using DbDataReader reader = command.ExecuteReader();
        List<Dictionary<string, string>> rows = [];
        while (reader.Read())
            rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, i => Text(reader.GetValue(i))));
        return rows;
    }

    public long Number(string sql)
    {
        using DbCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>Takes away every trigger first and puts them back afterwards, as somebody with the file in hand can.</summary>
    public int Tamper(string sql)
    {
        string[] guards = DropTriggers();
        int rows = Execute(sql);
        foreach (string guard in guards)
            Execute(guard);
        return rows;
    }

    /// <summary>Takes away every trigger.</summary>
    /// <returns>The statements that put them back.</returns>
    public string[] DropTriggers()
    {
        List<Dictionary<string, string>> triggers = Rows(_connection is SqliteConnection
            ? "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            : "SELECT t.name, m.definition AS sql FROM sys.triggers t JOIN sys.sql_modules m ON m.object_id = t.object_id");
        foreach (Dictionary<string, string> trigger in triggers)
            Execute($"DROP TRIGGER {trigger["name"]}");
        return [.. triggers.Select(trigger => trigger["sql"])];
    }

    public int Execute(string sql)
    {
        using DbCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }

    public void Dispose() => _connection.Dispose();

    private static string Text(object value) => value switch
    {
        byte[] bytes => Convert.ToHexStringLower(bytes),
        DBNull => "",
        bool yes => yes ? "1" : "0",
        DateTime day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
