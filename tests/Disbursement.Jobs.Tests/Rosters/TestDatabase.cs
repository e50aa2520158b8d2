using Microsoft.Data.Sqlite;

namespace Disbursement.Jobs.Tests.Rosters;

/// <summary>Looks into the database of a data folder.</summary>
internal sealed class TestDatabase : IDisposable
{
    private readonly SqliteConnection _connection;

    public TestDatabase(string file)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        _connection.Open();
    }

    /// <summary>Rows as column and value; blobs in lower-case hexadecimal, nothing as the empty text.</summary>
    public List<Dictionary<string, string>> Rows(string sql)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        using SqliteDataReader reader = command.ExecuteReader();
        List<Dictionary<string, string>> rows = [];
        while (reader.Read())
            rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, i => Text(reader.GetValue(i))));
        return rows;
    }

    public long Number(string sql)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>Takes away every trigger first, as somebody with the file in hand can.</summary>
    public int Tamper(string sql)
    {
        foreach (Dictionary<string, string> trigger in Rows("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
            Execute($"DROP TRIGGER {trigger["name"]}");
        return Execute(sql);
    }

    public int Execute(string sql)
    {
        using SqliteCommand command = _connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }

    public void Dispose() => _connection.Dispose();

    private static string Text(object value) => value switch
    {
        byte[] bytes => Convert.ToHexStringLower(bytes),
        DBNull => "",
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
