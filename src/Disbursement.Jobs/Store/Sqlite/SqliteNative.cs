using System.Runtime.InteropServices;

namespace Disbursement.Jobs.Store.Sqlite;

/// <summary>
/// The few calls that bulk writing makes tens of millions of times, straight into the SQLite library that the provider ships.
/// </summary>
/// <remarks>
/// Binding only stores a pointer, so it may skip the switch of garbage-collector mode; a step may wait for the disk and may not.
/// </remarks>
internal static partial class SqliteNative
{
    private const string Library = "e_sqlite3";

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_null")]
    [SuppressGCTransition]
    public static partial int BindNull(nint statement, int index);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_int64")]
    [SuppressGCTransition]
    public static partial int BindInt64(nint statement, int index, long value);

    /// <summary>Binds text without a copy: <paramref name="text"/> must stay where it is until the next bind or reset.</summary>
    [LibraryImport(Library, EntryPoint = "sqlite3_bind_text")]
    [SuppressGCTransition]
    public static unsafe partial int BindText(nint statement, int index, byte* text, int length, nint destructor);

    /// <summary>Binds a blob without a copy, as <see cref="BindText"/>.</summary>
    [LibraryImport(Library, EntryPoint = "sqlite3_bind_blob")]
    [SuppressGCTransition]
    public static unsafe partial int BindBlob(nint statement, int index, byte* blob, int length, nint destructor);

    [LibraryImport(Library, EntryPoint = "sqlite3_step")]
    public static partial int Step(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_reset")]
    public static partial int Reset(nint statement);
}
