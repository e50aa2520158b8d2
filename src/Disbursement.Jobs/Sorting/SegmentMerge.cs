using System.Buffers;
using System.Buffers.Binary;

namespace Disbursement.Jobs.Sorting;

/// <summary>Reads sorted segments as one, in the order of keys. Key and payload are valid until the next move.</summary>
internal sealed class SegmentMerge : IDisposable
{
    private readonly PriorityQueue<SegmentCursor, SegmentCursor> _waiting;
    private readonly SegmentCursor[] _all;
    private SegmentCursor? _current;

    public SegmentMerge(SegmentCursor[] cursors)
    {
        _all = cursors;
        _waiting = new PriorityQueue<SegmentCursor, SegmentCursor>(Comparer<SegmentCursor>.Create(SegmentCursor.InOrder));
        for (int i = 0; i < cursors.Length; i++)
        {
            cursors[i].Ordinal = i;
            if (cursors[i].MoveNext())
                _waiting.Enqueue(cursors[i], cursors[i]);
        }
    }

    public ReadOnlySpan<byte> Key => _current!.Key;

    public ReadOnlySpan<byte> Payload => _current!.Payload;

    public bool MoveNext()
    {
        if (_current is not null && _current.MoveNext())
        {
            // Rosters mostly come in order: then the same segment goes on and nothing is queued.
            if (_waiting.Count == 0 || SegmentCursor.InOrder(_current, _waiting.Peek()) <= 0)
                return true;

            _current = _waiting.EnqueueDequeue(_current, _current);
            return true;
        }

        return _waiting.TryDequeue(out _current, out _);
    }

    public void Dispose()
    {
        foreach (SegmentCursor cursor in _all)
            cursor.Dispose();
    }
}

/// <summary>Reads one partition of one sorted segment from start to end.</summary>
internal sealed class SegmentCursor(SortedSegment segment, string partition) : IDisposable
{
    private const int BufferSize = 128 << 10;

    private readonly long _end = segment.Partitions[partition].End;
    private FileStream? _file;
    private byte[] _buffer = segment.Memory ?? [];
    private long _position = segment.Partitions[partition].Start;
    private int _start = segment.Memory is null ? 0 : (int)segment.Partitions[partition].Start;
    private int _filled = segment.Memory is null ? 0 : (int)segment.Partitions[partition].End;
    private int _keyLength;
    private int _payloadLength;

    public int Ordinal { get; set; }

    public ReadOnlySpan<byte> Key => _buffer.AsSpan(_start + SegmentWriter.HeaderLength, _keyLength);

    public ReadOnlySpan<byte> Payload => _buffer.AsSpan(_start + SegmentWriter.HeaderLength + _keyLength, _payloadLength);

    public static int InOrder(SegmentCursor left, SegmentCursor right)
    {
        int order = left.Key.SequenceCompareTo(right.Key);
        return order != 0 ? order : left.Ordinal.CompareTo(right.Ordinal);
    }

    public bool MoveNext()
    {
        if (_keyLength > 0)
            _start += SegmentWriter.HeaderLength + _keyLength + _payloadLength;
        if (!Ensure(SegmentWriter.HeaderLength))
            return false;

        ReadOnlySpan<byte> header = _buffer.AsSpan(_start);
        _keyLength = BinaryPrimitives.ReadUInt16LittleEndian(header);
        _payloadLength = BinaryPrimitives.ReadInt32LittleEndian(header[2..]);
        if (!Ensure(SegmentWriter.HeaderLength + _keyLength + _payloadLength))
            throw new InvalidDataException($"The spill file {segment.File} ends in the middle of a record.");
        return true;
    }

    public void Dispose()
    {
        _file?.Dispose();
        if (segment.File is not null && _buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private bool Ensure(int length)
    {
        if (_filled - _start >= length)
            return true;
        if (segment.File is null)
            return false;

        _file ??= new FileStream(segment.File, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        int kept = _filled - _start;
        int needed = Math.Max(length, BufferSize);
        byte[] target = _buffer.Length >= needed ? _buffer : ArrayPool<byte>.Shared.Rent(needed);
        _buffer.AsSpan(_start, kept).CopyTo(target);
        if (target != _buffer && _buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = target;
        _start = 0;
        _filled = kept;
        while (_filled < length && _position < _end)
        {
            int wanted = (int)Math.Min(_buffer.Length - _filled, _end - _position);
            int read = RandomAccess.Read(_file.SafeFileHandle, _buffer.AsSpan(_filled, wanted), _position);
            if (read == 0)
                break;
            _filled += read;
            _position += read;
        }

        return _filled - _start >= length;
    }
}
