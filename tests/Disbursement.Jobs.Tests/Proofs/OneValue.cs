using System.Globalization;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Domain.Schemes;
using Microsoft.Data.Sqlite;

namespace Disbursement.Jobs.Tests.Proofs;

/// <summary>One value of one row, altered by one digit, letter or bit, taken away, or put where there was none.</summary>
internal sealed record OneValue(string Table, string Column, string How, string Row, object Before, object After)
{
    /// <summary>
    /// What can be done to a column: to its first and last value, and where the column may be empty, to take one away and to put one in.
    /// </summary>
    public static IEnumerable<OneValue> Of(SqliteConnection connection, string table, string column)
    {
        string key = KeyOf(connection, table);
        List<(string Row, object Value)> values = [];
        using (SqliteCommand command = connection.CreateCommand())
        {
            command.CommandText = $"SELECT {key}, quote({key}), {column} FROM {table} ORDER BY 1";
            using SqliteDataReader reader = command.ExecuteReader();
            while (reader.Read())
                values.Add(($"{key} = {reader.GetString(1)}", reader.GetValue(2)));
        }

        List<(string Row, object Value)> given =
            values.FindAll(one => one.Value is not DBNull), empty = values.FindAll(one => one.Value is DBNull);
        if (given.Count > 0)
            yield return new OneValue(table, column, "first altered", given[0].Row, given[0].Value, Another(column, given[0].Value));
        if (given.Count > 1)
            yield return new OneValue(table, column, "last altered", given[^1].Row, given[^1].Value, Another(column, given[^1].Value));
        if (given.Count > 2)
            yield return new OneValue(table, column, "one in the middle altered", given[given.Count / 2].Row, given[given.Count / 2].Value,
                Another(column, given[given.Count / 2].Value));
        if (given.Count > 0 && MayBeEmpty(connection, table, column))
            yield return new OneValue(table, column, "taken away", given[0].Row, given[0].Value, DBNull.Value);
        if (empty.Count > 0)
            yield return new OneValue(table, column, "put in", empty[0].Row, DBNull.Value,
                given.Count > 0
                    ? given[0].Value
                    : TypeOf(connection, table, column) switch { "INTEGER" => 1L, "BLOB" => new byte[] { 0 }, _ => "1" });
    }

    /// <summary>The number of the run to which the row belongs, where its key holds it; else 0.</summary>
    public long Run => Table switch
    {
        "runs" => Number,
        "claimants" or "run_inputs" => Number / ClaimantNumber.PerRun,
        "decisions" => Number / DecisionId.PerRun,
        "batches" => Number / BatchNumber.PerRun,
        "batch_files" => Number / BatchFileId.PerRun,
        "payments" => Number / PaymentId.PerRun,
        _ => 0,
    };

    private long Number => long.Parse(Row[(Row.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);

    /// <summary>Columns of a table, in their order.</summary>
    public static string[] Columns(SqliteConnection connection, string table) =>
        [.. Declared(connection, table).Select(column => column.Name)];

    /// <summary>Alters the value; one that another row has already gives way to the next.</summary>
    public void Alter(SqliteConnection connection)
    {
        object after = After;
        for (int tries = 0; ; tries++, after = Another(Column, after))
        {
            try
            {
                Set(connection, Row, after);
                return;
            }
            catch (SqliteException) when (tries < 64)
            {
                // Another row has it.
            }
        }
    }

    public override string ToString() => $"{Table}.{Column}, {How}: {Row}";

    private static object Another(string column, object value) => value switch
    {
        long yesOrNo when column.StartsWith("is_", StringComparison.Ordinal) => 1 - yesOrNo,
        long number => number + 1,
        byte[] { Length: > 0 } bytes => Flipped(bytes),
        byte[] => new byte[] { 1 },
        string { Length: 0 } => "1",
        string text => text[..^1] + (char.IsAsciiDigit(text[^1]) ? (char)('0' + (text[^1] - '0' + 1) % 10) : (char)(text[^1] + 1)),
        _ => throw new NotSupportedException(value.GetType().Name),
    };

    private static byte[] Flipped(byte[] bytes)
    {
        byte[] flipped = [.. bytes];
        flipped[bytes.Length / 2] ^= 1;
        return flipped;
    }

    private void Set(SqliteConnection connection, string row, object value)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"UPDATE {Table} SET {Column} = $value WHERE {row}";
        command.Parameters.AddWithValue("$value", value);
        Assert.That(command.ExecuteNonQuery(), Is.EqualTo(1), $"{this}");
    }

    private static string KeyOf(SqliteConnection connection, string table) =>
        Declared(connection, table).First(column => column.IsKey).Name;

    private static bool MayBeEmpty(SqliteConnection connection, string table, string column) =>
        !Declared(connection, table).First(one => one.Name == column).IsRequired;

    private static string TypeOf(SqliteConnection connection, string table, string column) =>
        Declared(connection, table).First(one => one.Name == column).Type;

    private static List<(string Name, string Type, bool IsRequired, bool IsKey)> Declared(SqliteConnection connection, string table)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT name, type, \"notnull\", pk FROM pragma_table_info('{table}')";
        using SqliteDataReader reader = command.ExecuteReader();
        List<(string, string, bool, bool)> columns = [];
        while (reader.Read())
            columns.Add((reader.GetString(0), reader.GetString(1).ToUpper(CultureInfo.InvariantCulture), reader.GetInt64(2) != 0,
                reader.GetInt64(3) != 0));
        return columns;
    }
}
