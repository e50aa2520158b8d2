using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;

namespace Disbursement.Jobs.Workbooks;

/// <summary>
/// Compresses as RFC 1951 says (one block, fixed codes), to the same bytes on every machine. A library's compressor may pack tighter with the next update;
/// a workbook that was approved by its hash must come out the same when a run is replayed years later.
/// </summary>
internal sealed class SteadyDeflate
{
    private const int Window = 1 << 15;
    private const int HashBits = 15;
    private const int BufferSize = 8 * Window;
    private const int Shortest = 4;
    private const int Longest = 258;
    private const int EndOfBlock = 256;
    private const int Nowhere = -Window - 1;

    private static readonly Code[] Literals = MakeLiterals();
    private static readonly Code[] Lengths = MakeLengths();

    private byte[] _buffer = [];
    private int[] _latest = [];
    private readonly byte[] _packed = new byte[64 << 10];
    private Stream _output = Stream.Null;
    private int _at;
    private int _end;
    private int _packedLength;
    private ulong _bits;
    private int _bitCount;

    /// <summary>Bytes given out since <see cref="Begin"/>.</summary>
    public long PackedBytes { get; private set; }

    /// <summary>Starts anew: what is written from here on goes to <paramref name="output"/>.</summary>
    public void Begin(Stream output)
    {
        _output = output;
        _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        _latest = ArrayPool<int>.Shared.Rent(1 << HashBits);
        _latest.AsSpan().Fill(Nowhere);
        (_at, _end, _packedLength, _bits, _bitCount, PackedBytes) = (0, 0, 0, 0, 0, 0);
        Put(new Code(0b011, 3));
    }

    /// <summary>Takes bytes. What comes out does not depend on how they are cut into calls.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int taken = Math.Min(bytes.Length, BufferSize - _end);
            bytes[..taken].CopyTo(_buffer.AsSpan(_end));
            _end += taken;
            bytes = bytes[taken..];
            if (_end == BufferSize)
            {
                Pack(_end - Longest);
                Slide();
            }
        }
    }

    /// <summary>No more bytes come.</summary>
    public void Finish()
    {
        Pack(_end);
        Put(Literals[EndOfBlock]);
        while (_bitCount > 0)
        {
            Byte((byte)(_bits & byte.MaxValue));
            _bits >>= 8;
            _bitCount -= 8;
        }

        Flush();
        ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
        ArrayPool<int>.Shared.Return(_latest);
        (_buffer, _latest) = ([], []);
    }

    private void Pack(int limit)
    {
        while (_at < limit)
        {
            ReadOnlySpan<byte> rest = _buffer.AsSpan(_at, Math.Min(Longest, _end - _at));
            int length = 1;
            if (rest.Length >= Shortest)
            {
                ref int latest = ref _latest[Hash(rest)];
                int found = latest;
                latest = _at;
                int distance = _at - found;
                if (distance <= Window && rest.CommonPrefixLength(_buffer.AsSpan(found, rest.Length)) is var common && common >= Shortest)
                {
                    length = common;
                    Put(Lengths[length]);
                    Put(Distance(distance));
                    Remember(_at + 1, Math.Min(_at + length, _end - Shortest));
                }
            }

            if (length == 1)
                Put(Literals[rest[0]]);
            _at += length;
        }
    }

    private void Remember(int from, int to)
    {
        for (int i = from; i < to; i++)
            _latest[Hash(_buffer.AsSpan(i, Shortest))] = i;
    }

    /// <summary>Makes room: of what is packed only the window is still needed.</summary>
    private void Slide()
    {
        int gone = _at - Window;
        _buffer.AsSpan(gone, _end - gone).CopyTo(_buffer);
        _at -= gone;
        _end -= gone;
        foreach (ref int place in _latest.AsSpan())
            place = Math.Max(place - gone, Nowhere);
    }

    private static int Hash(ReadOnlySpan<byte> bytes) => (int)(unchecked(BinaryPrimitives.ReadUInt32LittleEndian(bytes) * 2654435761u) >> (32 - HashBits));

    private void Put(Code code)
    {
        _bits |= (ulong)code.Bits << _bitCount;
        _bitCount += code.Count;
        while (_bitCount >= 32)
        {
            if (_packedLength > _packed.Length - sizeof(uint))
                Flush();
            BinaryPrimitives.WriteUInt32LittleEndian(_packed.AsSpan(_packedLength), (uint)(_bits & uint.MaxValue));
            _packedLength += sizeof(uint);
            _bits >>= 32;
            _bitCount -= 32;
        }
    }

    private void Byte(byte value)
    {
        if (_packedLength == _packed.Length)
            Flush();
        _packed[_packedLength++] = value;
    }

    private void Flush()
    {
        _output.Write(_packed.AsSpan(0, _packedLength));
        PackedBytes += _packedLength;
        _packedLength = 0;
    }

    private static Code[] MakeLiterals()
    {
        Code[] codes = new Code[288];
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = i switch
            {
                < 144 => Huffman(0x30 + i, 8),
                < 256 => Huffman(0x190 + i - 144, 9),
                < 280 => Huffman(i - 256, 7),
                _ => Huffman(0xC0 + i - 280, 8),
            };
        }

        return codes;
    }

    private static Code[] MakeLengths()
    {
        Code[] codes = new Code[Longest + 1];
        for (int length = 3; length <= Longest; length++)
        {
            int rest = length - 3;
            int extra = rest < 8 ? 0 : BitOperations.Log2((uint)rest) - 2;
            int symbol = length == Longest ? 285 : rest < 8 ? 257 + rest : 257 + 4 * (extra + 1) + (rest >> extra & 3);
            codes[length] = With(Literals[symbol], rest & (1 << extra) - 1, length == Longest ? 0 : extra);
        }

        return codes;
    }

    private static Code Distance(int distance)
    {
        int rest = distance - 1;
        int extra = rest < 4 ? 0 : BitOperations.Log2((uint)rest) - 1;
        int symbol = rest < 4 ? rest : 2 * (extra + 1) + (rest >> extra & 1);
        return With(Huffman(symbol, 5), rest & (1 << extra) - 1, extra);
    }

    /// <summary>Huffman codes stand in the stream with their highest bit first, everything else with the lowest.</summary>
    private static Code Huffman(int value, int count)
    {
        int reversed = 0;
        for (int i = 0; i < count; i++)
            reversed |= (value >> i & 1) << count - 1 - i;
        return new Code((uint)reversed, count);
    }

    private static Code With(Code code, int extra, int count) => count == 0 ? code : new Code(code.Bits | (uint)extra << code.Count, code.Count + count);

    /// <summary>Bits as they enter the stream, lowest first.</summary>
    private readonly record struct Code(uint Bits, int Count);
}
