using System.Buffers.Binary;
using System.Text;

namespace Disbursement.Jobs.Store.Bulk;

/// <summary>The tables that a run fills in bulk, each after those that its rows name: a server takes them in this order.</summary>
internal enum BulkTable : byte
{
    Claimants,
    Decisions,
    Batches,
    BatchFiles,
    Payments,
    Transfers,
    RunInputs,
    Manifests,
    Standings,
    ClaimantIndex,
}

/// <summary>
/// Rows on their way to the database, as plain bytes: no object a row. A buffer is filled by one thread and emptied by the writer.
/// </summary>
internal sealed class RowBuffer
{
    public const int Capacity = 256 << 10;
    private byte[] _bytes = new byte[Capacity + (64 << 10)];
    private int _whole;

    public int Length { get; private set; }

    public bool IsFull => Length >= Capacity;

    /// <summary>The rows that are whole; one that an error cut short is not among them.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _whole);

    /// <summary>Marks every row so far as complete: a row that an error cuts short later is left out of <see cref="Bytes"/>.</summary>
    public void EndRows() => _whole = Length;

    public void Clear() => (Length, _whole) = (0, 0);

    /// <summary>Room for whole rows that were packed before.</summary>
    public Span<byte> Fill(int length)
    {
        Clear();
        Span<byte> room = Room(length)[..length];
        (Length, _whole) = (length, length);
        return room;
    }

    public RowBuffer Begin(BulkTable table)
    {
        Room(1)[0] = (byte)table;
        Length++;
        return this;
    }

    public RowBuffer Int(long value)
    {
        Span<byte> room = Room(9);
        room[0] = (byte)BulkValue.Integer;
        BinaryPrimitives.WriteInt64LittleEndian(room[1..], value);
        Length += 9;
        return this;
    }

    public RowBuffer IntOrNull(long? value) => value is { } given ? Int(given) : Null();

    public RowBuffer Null()
    {
        Room(1)[0] = (byte)BulkValue.Null;
        Length++;
        return this;
    }

    public RowBuffer Text(ReadOnlySpan<char> value)
    {
        Span<byte> room = Room(5 + Encoding.UTF8.GetMaxByteCount(value.Length));
        int written = Encoding.UTF8.GetBytes(value, room[5..]);
        room[0] = (byte)BulkValue.Text;
        BinaryPrimitives.WriteInt32LittleEndian(room[1..], written);
        Length += 5 + written;
        return this;
    }

    public RowBuffer TextOrNull(string? value) => string.IsNullOrEmpty(value) ? Null() : Text(value);

    /// <summary>A date as the EF model stores it: ISO 8601 text.</summary>
    public RowBuffer DateOrNull(DateOnly? value)
    {
        if (value is not { } date)
            return Null();

        Span<char> text = stackalloc char[10];
        date.TryFormat(text, out _, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        return Text(text);
    }

    public RowBuffer Blob(ReadOnlySpan<byte> value)
    {
        value.CopyTo(BlobRoom(value.Length));
        return this;
    }

    /// <summary>Room for a blob that the caller writes in place.</summary>
    public Span<byte> BlobRoom(int length)
    {
        Span<byte> room = Room(5 + length);
        room[0] = (byte)BulkValue.Blob;
        BinaryPrimitives.WriteInt32LittleEndian(room[1..], length);
        Length += 5 + length;
        return room.Slice(5, length);
    }

    private Span<byte> Room(int size)
    {
        if (_bytes.Length - Length < size)
            Array.Resize(ref _bytes, (Length + size) * 2);
        return _bytes.AsSpan(Length);
    }
}

/// <summary>Kinds of values in a <see cref="RowBuffer"/>.</summary>
internal enum BulkValue : byte
{
    Null,
    Integer,
    Text,
    Blob,
}
