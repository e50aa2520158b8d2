using System.Buffers.Binary;
using System.Text;
using Disbursement.Domain.Policies;

namespace Disbursement.Jobs.Store.Standings;

/// <summary>Reads packed values one after another; numbers are little-endian.</summary>
/// <param name="bytes">What is left to read.</param>
internal ref struct PackedReader(ReadOnlySpan<byte> bytes)
{
    private const int BitsOfNumber = 64;

    private ReadOnlySpan<byte> _rest = bytes;

    /// <exception cref="EndOfStreamException">Nothing is left.</exception>
    public byte Byte() => Take(1)[0];

    /// <exception cref="EndOfStreamException">Too little is left.</exception>
    public short Short() => BinaryPrimitives.ReadInt16LittleEndian(Take(sizeof(short)));

    /// <exception cref="EndOfStreamException">Too little is left.</exception>
    public ulong Long() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    /// <summary>A number of seven bits a byte, the lowest first.</summary>
    /// <exception cref="EndOfStreamException">It does not end.</exception>
    /// <exception cref="InvalidDataException">It is longer than 64 bits.</exception>
    public long Number()
    {
        ulong value = 0;
        for (int shift = 0; shift < BitsOfNumber; shift += 7)
        {
            byte next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next <= 0x7F)
                return unchecked((long)value);
        }

        throw new InvalidDataException("A packed number is longer than 64 bits.");
    }

    /// <summary>A number of things that follow, each of at least a byte.</summary>
    /// <exception cref="EndOfStreamException">So many cannot follow.</exception>
    public int Count() => Number() is >= 0 and var count && count <= _rest.Length ? (int)count : throw new EndOfStreamException();

    /// <summary>A text with its length in bytes before it.</summary>
    /// <exception cref="EndOfStreamException">It is not whole.</exception>
    public string Text() => Encoding.UTF8.GetString(Take(Count()));

    /// <summary>A scheme by its code.</summary>
    /// <exception cref="EndOfStreamException">It is not whole.</exception>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public Scheme Scheme() => Domain.Policies.Scheme.TryParse(Take(Count()), out Scheme scheme)
        ? scheme
        : throw new InvalidDataException("A packed value names no scheme where one belongs.");

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _rest.Length)
            throw new EndOfStreamException();

        ReadOnlySpan<byte> taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
