using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Disbursement.Jobs.Store.Connections;

/// <summary>
/// Values of a row, however wide the provider keeps them: what is one kind of number to SQLite is <c>bit</c>, <c>int</c> or <c>bigint</c>
/// to SQL Server.
/// </summary>
internal static class StoredValues
{
    private static readonly DateTimeOffsetToBinaryConverter Times = new();

    public static long Long(this DbDataReader reader, int column) => reader is SqliteDataReader
        ? reader.GetInt64(column)
        : Convert.ToInt64(reader.GetValue(column), CultureInfo.InvariantCulture);

    public static int Int(this DbDataReader reader, int column) => reader is SqliteDataReader
        ? reader.GetInt32(column)
        : Convert.ToInt32(reader.GetValue(column), CultureInfo.InvariantCulture);

    public static string? TextOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    /// <summary>A state, role or kind by its word.</summary>
    public static T Word<T>(this DbDataReader reader, int column)
        where T : struct, Enum => StoredWords.Read<T>(reader.GetString(column));

    public static byte[] Bytes(this DbDataReader reader, int column) => (byte[])reader.GetValue(column);

    /// <summary>A date as ISO 8601 text.</summary>
    public static string? DayOrNull(this DbDataReader reader, int column) => reader.GetValue(column) switch
    {
        DBNull => null,
        DateTime day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        object text => text.ToString(),
    };

    public static DateTimeOffset Time(this DbDataReader reader, int column) =>
        reader.GetValue(column) is DateTimeOffset time ? time : (DateTimeOffset)Times.ConvertFromProvider(reader.GetInt64(column))!;

    /// <summary>A time as the database of a connection keeps it.</summary>
    public static object Stored(this DateTimeOffset time, DbConnection connection) => connection is SqliteConnection
        ? Times.ConvertToProvider(time)!
        : time;

    /// <summary>A value as the property of a row has it, null where there is none.</summary>
    public static object? ValueOf(this DbDataReader reader, int column, Type type) => reader.IsDBNull(column)
        ? null
        : (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            Type whole when whole == typeof(int) => reader.Int(column),
            Type whole when whole == typeof(long) => reader.Long(column),
            Type text when text == typeof(string) => reader.GetString(column),
            Type bytes when bytes == typeof(byte[]) => reader.Bytes(column),
            Type truth when truth == typeof(bool) => reader.Long(column) != 0,
            Type time when time == typeof(DateTimeOffset) => reader.Time(column),
            Type day when day == typeof(DateOnly) => DateOnly.ParseExact(reader.DayOrNull(column)!, "yyyy-MM-dd",
                CultureInfo.InvariantCulture),
            { IsEnum: true } state => StoredWords.Read(state, reader.GetString(column)),
            _ => throw new InvalidOperationException($"No row has a {type.Name}."),
        };

    /// <summary>A value of a row as the database of a connection keeps it.</summary>
    public static object? Stored(this object? value, DbConnection connection) => value switch
    {
        DateTimeOffset time => time.Stored(connection),
        DateOnly day when connection is not SqliteConnection => day.ToDateTime(TimeOnly.MinValue),
        Enum state => StoredWords.Of(state),
        _ => value,
    };
}
