using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.Sorting;

/// <summary>
/// Sorts records in a buffer of fixed size and hands each full buffer on as a sorted segment. One writer belongs to one thread.
/// </summary>
/// <param name="segments">Where sorted segments go.</param>
/// <param name="budget">Bytes of the buffer; pages that are never touched cost no memory, so a small job stays small.</param>
/// <remarks>A record is laid out as key length (2 bytes), payload length (4), key, payload.</remarks>
internal sealed class SegmentWriter(SortedSegments segments, int budget)
{
    public const int HeaderLength = 6;

    private byte[] _arena = ArrayPool<byte>.Shared.Rent(budget);
    private Entry[] _entries = ArrayPool<Entry>.Shared.Rent(256);
    private int _used;
    private int _count;
    private bool _isSorted = true;

    /// <summary>Adds a record.</summary>
    public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> payload)
    {
        int size = HeaderLength + key.Length + payload.Length;
        if (_used + size > Math.Min(_arena.Length, budget))
            MakeRoom(size);

        Span<byte> record = _arena.AsSpan(_used, size);
        BinaryPrimitives.WriteUInt16LittleEndian(record, (ushort)key.Length);
        BinaryPrimitives.WriteInt32LittleEndian(record[2..], payload.Length);
        key.CopyTo(record[HeaderLength..]);
        payload.CopyTo(record[(HeaderLength + key.Length)..]);

        if (_count == _entries.Length)
            Grow(ref _entries, _count, _count * 2);
        int start = segments.PartitionLength;
        _entries[_count] = new Entry(Partition(key), Prefix(key, start), Prefix(key, start + 8), _used);
        if (_isSorted && _count > 0)
            _isSorted = KeyAt(_entries[_count - 1].Offset).SequenceCompareTo(key) <= 0;
        _count++;
        _used += size;
    }

    /// <summary>Hands on what is left. The last segment of a small job stays in memory.</summary>
    public void Finish()
    {
        if (_count > 0)
            HandOn(isLast: true);
        ArrayPool<byte>.Shared.Return(_arena);
        ArrayPool<Entry>.Shared.Return(_entries);
        _arena = [];
        _entries = [];
    }

    private static void Grow<T>(ref T[] array, int used, int length)
    {
        T[] larger = ArrayPool<T>.Shared.Rent(length);
        Array.Copy(array, larger, used);
        ArrayPool<T>.Shared.Return(array);
        array = larger;
    }

    private ulong Partition(ReadOnlySpan<byte> key) =>
        segments.PartitionLength == 0 ? 0 : Prefix(key, 0) >> 64 - 8 * segments.PartitionLength;

    private static ulong Prefix(ReadOnlySpan<byte> key, int start)
    {
        if (key.Length >= start + 8)
            return BinaryPrimitives.ReadUInt64BigEndian(key[start..]);

        ulong prefix = 0;
        for (int i = 0; i < 8; i++)
            prefix = prefix << 8 | (start + i < key.Length ? key[start + i] : 0u);
        return prefix;
    }

    private void MakeRoom(int size)
    {
        if (_used + size > budget && _count > 0)
            HandOn(isLast: false);
        if (_used + size > _arena.Length)
            Grow(ref _arena, _used, _used + size);
    }

    private ReadOnlySpan<byte> KeyAt(int offset) =>
        _arena.AsSpan(offset + HeaderLength, BinaryPrimitives.ReadUInt16LittleEndian(_arena.AsSpan(offset)));

    private ReadOnlySpan<byte> RecordAt(int offset)
    {
        ReadOnlySpan<byte> header = _arena.AsSpan(offset, HeaderLength);
        int keyAndPayload = BinaryPrimitives.ReadUInt16LittleEndian(header) + BinaryPrimitives.ReadInt32LittleEndian(header[2..]);
        return _arena.AsSpan(offset, HeaderLength + keyAndPayload);
    }

    private void HandOn(bool isLast)
    {
        Span<Entry> entries = _entries.AsSpan(0, _count);
        if (!_isSorted)
            Sort(entries);

        string? file = isLast && _used <= 1 << 20 && !segments.IsKept ? null : segments.NextFile();
        Dictionary<string, (long Start, long End)> partitions = [];
        byte[]? memory = null;
        using (Stream stream = file is null ? new MemoryStream(_used) : PrivateFile.Create(file))
        {
            long position = 0;
            string? partition = null;
            ReadOnlySpan<byte> partitionBytes = default;
            foreach (Entry entry in entries)
            {
                ReadOnlySpan<byte> record = RecordAt(entry.Offset);
                ReadOnlySpan<byte> own = record.Slice(HeaderLength, segments.PartitionLength);
                if (partition is null || !own.SequenceEqual(partitionBytes))
                {
                    partition = Encoding.ASCII.GetString(own);
                    partitionBytes = own;
                    partitions[partition] = (position, position);
                }

                stream.Write(record);
                position += record.Length;
                partitions[partition] = partitions[partition] with { End = position };
            }

            if (stream is MemoryStream held)
                memory = held.ToArray();
            else if (segments.IsKept)
                ((FileStream)stream).Flush(flushToDisk: true);
        }

        segments.Add(new SortedSegment(file, memory, partitions));
        _used = 0;
        _count = 0;
        _isSorted = true;
    }

    /// <summary>Sorts by the first bytes, which stand in the entries themselves; only keys that agree in them are looked up.</summary>
    private void Sort(Span<Entry> entries)
    {
        entries.Sort();
        for (int first = 0; first < entries.Length - 1; first++)
        {
            int end = first + 1;
            while (end < entries.Length && entries[end].Agrees(entries[first]))
                end++;
            if (end - first > 1)
                entries[first..end].Sort(InOrderOfKeys);
            first = end - 1;
        }
    }

    private int InOrderOfKeys(Entry left, Entry right)
    {
        int order = KeyAt(left.Offset).SequenceCompareTo(KeyAt(right.Offset));
        return order != 0 ? order : left.Offset.CompareTo(right.Offset);
    }

    /// <summary>The first bytes of a key in three numbers, and where its record starts.</summary>
    private readonly struct Entry(ulong partition, ulong high, ulong low, int offset) : IComparable<Entry>
    {
        private readonly ulong _partition = partition;
        private readonly ulong _high = high;
        private readonly ulong _low = low;

        public int Offset => offset;

        public bool Agrees(in Entry other) => _partition == other._partition && _high == other._high && _low == other._low;

        public int CompareTo(Entry other)
        {
            if (_partition != other._partition)
                return _partition < other._partition ? -1 : 1;
            if (_high != other._high)
                return _high < other._high ? -1 : 1;
            if (_low != other._low)
                return _low < other._low ? -1 : 1;
            return Offset < other.Offset ? -1 : Offset == other.Offset ? 0 : 1;
        }
    }
}
