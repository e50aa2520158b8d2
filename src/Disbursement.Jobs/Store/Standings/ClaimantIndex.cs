using System.Buffers.Binary;
using System.Data.Common;
using System.Runtime.InteropServices;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Standings;

/// <summary>
/// The index of a run's claimants by their keys, so that a person is found without going through everybody of every year. Keys that begin
/// with the same 12 bits share a row. An entry is 8 bytes: the first 32 bits of the key and the claimant's place among those of the run,
/// both big-endian; so whoever looks up a person compares the whole key with the row that an entry leads to.
/// </summary>
internal sealed class ClaimantIndex(RunRows rows)
{
    /// <summary>How many rows a run has at most.</summary>
    public const int Rows = 1 << RowBits;

    private const int RowBits = 12;

    private byte[] _entries = new byte[1 << 12];
    private int _length;
    private int _row;

    /// <summary>The row that an entry stands in.</summary>
    public static int RowOf(ulong entry) => (int)(entry >> 64 - RowBits);

    /// <summary>The entry of a claimant.</summary>
    /// <param name="key">The claimant's key.</param>
    /// <param name="ordinal">The place among the claimants of the run.</param>
    public static ulong Entry(ReadOnlySpan<byte> key, uint ordinal) => (ulong)BinaryPrimitives.ReadUInt32BigEndian(key) << 32 | ordinal;

    /// <summary>The place among the claimants of the run, of an entry.</summary>
    public static uint OrdinalOf(ulong entry) => unchecked((uint)entry);

    /// <summary>The entries of a row.</summary>
    /// <exception cref="InvalidDataException">It is no whole number of entries.</exception>
    public static ulong[] Read(ReadOnlySpan<byte> packed)
    {
        if (packed.Length % sizeof(ulong) != 0)
            throw new InvalidDataException($"{packed.Length} bytes are no entries of an index of claimants");

        ulong[] entries = [.. MemoryMarshal.Cast<byte, ulong>(packed)];
        if (BitConverter.IsLittleEndian)
            BinaryPrimitives.ReverseEndianness(entries, entries);
        return entries;
    }

    /// <summary>
    /// The numbers of the rows that may be those of a person, in the order of runs: another key may begin like this one.
    /// </summary>
    /// <param name="connection">Where the index is read.</param>
    /// <param name="key">The person's key.</param>
    /// <param name="year">Only runs of this year; null for all.</param>
    public static IReadOnlyList<long> Find(DbConnection connection, ClaimantKey key, int? year)
    {
        ulong first = Entry(key.ToBytes(), 0);
        using DbCommand command = Sql.Command(connection, null, $"""
            SELECT r.number, x.entries FROM runs r JOIN claimant_index x ON x.id = {PackedIds.RunItem("r.number", "@row")}
            WHERE @year IS NULL OR r.year = @year ORDER BY r.number
            """, ("@row", RowOf(first)), ("@year", year));
        List<long> numbers = [];
        using DbDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            int run = reader.Int(0);
            foreach (ulong entry in Read((byte[])reader.GetValue(1)))
            {
                if (entry >> 32 == first >> 32)
                    numbers.Add(ClaimantNumber.Of(run, OrdinalOf(entry)).Value);
            }
        }

        return numbers;
    }

    /// <summary>Adds a claimant; they come in the order of keys.</summary>
    public void Add(ReadOnlySpan<byte> key, uint ordinal)
    {
        ulong entry = Entry(key, ordinal);
        if (RowOf(entry) != _row)
            Finish();
        if (_entries.Length == _length)
            Array.Resize(ref _entries, 2 * _length);
        BinaryPrimitives.WriteUInt64BigEndian(_entries.AsSpan(_length), entry);
        (_row, _length) = (RowOf(entry), _length + sizeof(ulong));
    }

    /// <summary>Writes the row that is not full yet.</summary>
    public void Finish()
    {
        if (_length > 0)
            rows.Indexed(_row, _entries.AsSpan(0, _length));
        _length = 0;
    }
}
