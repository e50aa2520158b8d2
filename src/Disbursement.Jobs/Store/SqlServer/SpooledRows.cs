using System.Buffers.Binary;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Bulk;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.SqlServer;

/// <summary>
/// Rows of a sealing in files, one a table, until they are copied: personal values in them are sealed, and the files are for their owner
/// alone.
/// </summary>
internal sealed class SpooledRows : IDisposable
{
    private const string Prefix = "sealing-";

    private readonly string _folder;
    private readonly FileStream?[] _files = new FileStream?[Enum.GetValues<BulkTable>().Length];
    private readonly int[] _widths = [.. Enum.GetValues<BulkTable>().Select(BulkTables.Width)];

    private SpooledRows(string folder) => _folder = folder;

    /// <summary>Rows of all tables.</summary>
    public long Count { get; private set; }

    /// <summary>
    /// Makes a folder for the rows. There is one sealing at a time, by the turn, so what another one left there is a dead one's, or of one
    /// that has lost its turn. No two have the same name, on whatever machine: rows of another one would be sealed else.
    /// </summary>
    public static SpooledRows Make(string work)
    {
        Directory.CreateDirectory(work);
        foreach (string left in Directory.GetDirectories(work, Prefix + "*"))
            Directory.Delete(left, recursive: true);
        string folder = Path.Combine(work, Prefix + OwnName.Next());
        Directory.CreateDirectory(folder);
        return new SpooledRows(folder);
    }

    /// <summary>Takes the rows of a buffer over.</summary>
    public void Add(ReadOnlySpan<byte> rows)
    {
        while (!rows.IsEmpty)
        {
            int table = rows[0], length = 1;
            for (int i = 0; i < _widths[table]; i++)
                length += LengthOf(rows[length..]);
            FileStream file = _files[table] ??= PrivateFile.Create(PathOf((BulkTable)table));
            file.Write(rows[1..length]);
            rows = rows[length..];
            Count++;
        }
    }

    /// <summary>
    /// Reads the rows of a table from the first; null where there are none. They can be read as often as a copy is tried.
    /// </summary>
    public SpooledReader? Open(BulkTable table, IReadOnlyList<StoredColumn> columns)
    {
        if (_files[(int)table] is not { } file)
            return null;

        file.Flush();
        return new SpooledReader(PathOf(table), columns);
    }

    public void Dispose()
    {
        foreach (FileStream? file in _files)
            file?.Dispose();
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    private string PathOf(BulkTable table) => Path.Combine(_folder, $"{table}.rows");

    private static int LengthOf(ReadOnlySpan<byte> value) => (BulkValue)value[0] switch
    {
        BulkValue.Null => 1,
        BulkValue.Integer => 1 + sizeof(long),
        _ => 1 + sizeof(int) + BinaryPrimitives.ReadInt32LittleEndian(value[1..]),
    };
}
