using System.Runtime.InteropServices;
using System.Text;

namespace Disbursement.Jobs.Store.Connections;

/// <summary>
/// Values of the row at which a statement of SQLite stands, straight from the library that the provider ships. A proof reads tens of
/// millions of them, and the provider takes its handle and gives it back twice for each; here that is done once a statement.
/// </summary>
/// <remarks>
/// A value is in memory already, so the calls may skip the switch of garbage-collector mode. What they point to stays until the next step.
/// </remarks>
internal static unsafe partial class SqliteColumns
{
    private const string Library = "e_sqlite3";
    private const int Null = 5;

    public static bool IsNull(nint statement, int column) => TypeOf(statement, column) == Null;

    /// <summary>A whole number.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static long Long(nint statement, int column)
    {
        RefuseNull(statement, column);
        return ReadLong(statement, column);
    }

    /// <summary>A text.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static string Text(nint statement, int column) => Encoding.UTF8.GetString(Utf8(statement, column));

    /// <summary>A text as it stands in memory, until the next step.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static ReadOnlySpan<byte> Utf8(nint statement, int column)
    {
        RefuseNull(statement, column);
        byte* text = ReadText(statement, column);
        return new ReadOnlySpan<byte>(text, LengthOf(statement, column));
    }

    /// <summary>Bytes as they stand in memory, until the next step.</summary>
    /// <exception cref="InvalidOperationException">There are none.</exception>
    public static ReadOnlySpan<byte> Bytes(nint statement, int column)
    {
        RefuseNull(statement, column);
        byte* bytes = ReadBytes(statement, column);
        return new ReadOnlySpan<byte>(bytes, LengthOf(statement, column));
    }

    private static void RefuseNull(nint statement, int column)
    {
        if (IsNull(statement, column))
            throw new InvalidOperationException($"Column {column} of a row is empty, which it may not be.");
    }

    [LibraryImport(Library, EntryPoint = "sqlite3_column_type")]
    [SuppressGCTransition]
    private static partial int TypeOf(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_int64")]
    [SuppressGCTransition]
    private static partial long ReadLong(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_text")]
    [SuppressGCTransition]
    private static partial byte* ReadText(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_blob")]
    [SuppressGCTransition]
    private static partial byte* ReadBytes(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_bytes")]
    [SuppressGCTransition]
    private static partial int LengthOf(nint statement, int column);
}
