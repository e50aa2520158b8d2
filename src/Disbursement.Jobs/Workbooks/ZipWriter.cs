using System.Buffers.Binary;
using System.Text;

namespace Disbursement.Jobs.Workbooks;

/// <summary>A zip archive in one pass over a stream that cannot seek. It tells no time, so that the same parts give the same bytes.</summary>
internal sealed class ZipWriter(Stream output)
{
    private const ushort Deflated = 8;
    private const ushort SizesFollow = 1 << 3;
    private const ushort Version = 20;
    private const uint FirstOfJanuary1980 = 0x0021_0000;

    private readonly List<Part> _parts = [];
    private readonly SteadyDeflate _deflate = new();
    private long _position;
    private string _name = "";
    private uint _crc;
    private long _size;

    /// <summary>Opens a part; its name is ASCII.</summary>
    public void Begin(string name)
    {
        (_name, _crc, _size) = (name, 0, 0);
        _parts.Add(new Part(name, _position));
        byte[] header = new byte[30 + name.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0x04034b50);
        Common(header.AsSpan(4), name);
        Encoding.ASCII.GetBytes(name, header.AsSpan(30));
        Put(header);
        _deflate.Begin(output);
    }

    /// <summary>Adds to the open part.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        _crc = Crc32.Append(_crc, bytes);
        _size += bytes.Length;
        _deflate.Write(bytes);
    }

    /// <summary>Closes the open part.</summary>
    public void End()
    {
        _deflate.Finish();
        _position += _deflate.PackedBytes;
        Part part = _parts[^1] with { Crc = _crc, Packed = _deflate.PackedBytes, Size = _size };
        _parts[^1] = part;
        byte[] sizes = new byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(sizes, 0x08074b50);
        Sizes(sizes.AsSpan(4), part);
        Put(sizes);
    }

    /// <summary>Adds a small part at once.</summary>
    public void Add(string name, string text)
    {
        Begin(name);
        Write(Encoding.UTF8.GetBytes(text));
        End();
    }

    /// <summary>Writes the directory; nothing comes after it.</summary>
    public void Finish()
    {
        long start = _position;
        foreach (Part part in _parts)
        {
            byte[] entry = new byte[46 + part.Name.Length];
            BinaryPrimitives.WriteUInt32LittleEndian(entry, 0x02014b50);
            BinaryPrimitives.WriteUInt16LittleEndian(entry.AsSpan(4), Version);
            Common(entry.AsSpan(6), part.Name);
            Sizes(entry.AsSpan(16), part);
            BinaryPrimitives.WriteUInt32LittleEndian(entry.AsSpan(42), Narrow(part.Offset, part.Name));
            Encoding.ASCII.GetBytes(part.Name, entry.AsSpan(46));
            Put(entry);
        }

        byte[] end = new byte[22];
        BinaryPrimitives.WriteUInt32LittleEndian(end, 0x06054b50);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(8), (ushort)_parts.Count);
        BinaryPrimitives.WriteUInt16LittleEndian(end.AsSpan(10), (ushort)_parts.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(12), Narrow(_position - start, "the directory"));
        BinaryPrimitives.WriteUInt32LittleEndian(end.AsSpan(16), Narrow(start, "the directory"));
        Put(end);
    }

    /// <summary>What the header of a part and its line of the directory have alike.</summary>
    private static void Common(Span<byte> at, string name)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(at, Version);
        BinaryPrimitives.WriteUInt16LittleEndian(at[2..], SizesFollow);
        BinaryPrimitives.WriteUInt16LittleEndian(at[4..], Deflated);
        BinaryPrimitives.WriteUInt32LittleEndian(at[6..], FirstOfJanuary1980);
        BinaryPrimitives.WriteUInt16LittleEndian(at[22..], (ushort)name.Length);
    }

    private static void Sizes(Span<byte> at, Part part)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(at, part.Crc);
        BinaryPrimitives.WriteUInt32LittleEndian(at[4..], Narrow(part.Packed, part.Name));
        BinaryPrimitives.WriteUInt32LittleEndian(at[8..], Narrow(part.Size, part.Name));
    }

    private static uint Narrow(long bytes, string name) =>
        bytes <= uint.MaxValue ? (uint)bytes : throw new InvalidOperationException($"{name} needs {bytes} bytes; a zip archive of this kind ends at {uint.MaxValue}.");

    private void Put(byte[] bytes)
    {
        output.Write(bytes);
        _position += bytes.Length;
    }

    private sealed record Part(string Name, long Offset)
    {
        public uint Crc { get; init; }

        public long Packed { get; init; }

        public long Size { get; init; }
    }
}
