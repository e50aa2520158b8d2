using System.IO.Compression;
using System.Text;
using CsCheck;
using Disbursement.Jobs.Workbooks;

namespace Disbursement.Jobs.Tests.Workbooks;

/// <summary>What is packed comes out as it went in, through a reader of another make.</summary>
[TestFixture]
internal sealed class SteadyDeflateTests
{
    [Test]
    public void Any_bytes_come_out_as_they_went_in() => Gen.Byte.Array[0, 2_000].Sample(bytes => Unpacked(bytes, bytes.Length + 1).AsSpan().SequenceEqual(bytes), iter: 500);

    [Test]
    public void Bytes_of_few_kinds_which_repeat_at_all_distances_come_out_as_they_went_in() =>
        Gen.Select(Gen.Byte[0, 2].Array[0, 400], Gen.Int[1, 400]).Sample((piece, times) => Unpacked(Repeated(piece, times), 1000).AsSpan().SequenceEqual(Repeated(piece, times)), iter: 300);

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(3)]
    [TestCase(4)]
    [TestCase(258)]
    [TestCase(259)]
    [TestCase(262_143)]
    [TestCase(262_144)]
    [TestCase(262_145)]
    [TestCase(3_000_000)]
    public void Every_length_comes_out_as_it_went_in(int length)
    {
        byte[] same = new byte[length], varied = [.. Enumerable.Range(0, length).Select(i => (byte)((long)i * i % 251 ^ i >> 9 & 0xFF))];

        Assert.That(Unpacked(same, 65_536).AsSpan().SequenceEqual(same));
        Assert.That(Unpacked(varied, 65_536).AsSpan().SequenceEqual(varied));
    }

    [Test]
    public void A_repeat_at_the_far_end_of_the_window_and_past_it_comes_out_as_it_went_in()
    {
        for (int distance = 32_766; distance <= 32_770; distance++)
        {
            byte[] bytes = [.. "abcdefgh"u8, .. Enumerable.Range(0, distance - 8).Select(i => (byte)(i * 31 + (i >> 8) & 0xFF)), .. "abcdefgh"u8];

            Assert.That(Unpacked(bytes, bytes.Length).AsSpan().SequenceEqual(bytes), $"distance {distance}");
        }
    }

    [Test]
    public void What_comes_out_does_not_depend_on_how_the_bytes_are_cut_into_calls()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 60_000).Select(i => $"<c r=\"A{i}\"><v>{i * 37}</v></c>")));
        byte[] whole = Packed(bytes, bytes.Length);

        foreach (int size in new[] { 7, 1000, 65_536 })
            Assert.That(Packed(bytes, size).AsSpan().SequenceEqual(whole), $"pieces of {size}");
        Assert.That(whole, Has.Length.LessThan(bytes.Length / 3));
    }

    [Test]
    public void A_packer_that_is_used_again_forgets_what_it_packed_before()
    {
        SteadyDeflate deflate = new();
        byte[][] packed = [.. Enumerable.Range(0, 2).Select(_ => Pack(deflate, "the same text, the same text"u8.ToArray(), 100))];

        Assert.That(packed[0], Is.EqualTo(packed[1]));
    }

    [TestCase("", 0u)]
    [TestCase("123456789", 0xCBF43926u)]
    [TestCase("The quick brown fox jumps over the lazy dog", 0x414FA339u)]
    public void The_checksum_is_the_one_of_zip(string text, uint checksum)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(text);

        Assert.That(Crc32.Append(0, bytes), Is.EqualTo(checksum));
        for (int cut = 0; cut <= bytes.Length; cut++)
            Assert.That(Crc32.Append(Crc32.Append(0, bytes.AsSpan(0, cut)), bytes.AsSpan(cut)), Is.EqualTo(checksum));
    }

    private static byte[] Repeated(byte[] piece, int times) => [.. Enumerable.Range(0, times).SelectMany(i => piece.Append((byte)(i % 5)))];

    private static byte[] Unpacked(byte[] bytes, int size)
    {
        using DeflateStream stream = new(new MemoryStream(Packed(bytes, size)), CompressionMode.Decompress);
        using MemoryStream unpacked = new();
        stream.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    private static byte[] Packed(byte[] bytes, int size) => Pack(new SteadyDeflate(), bytes, size);

    private static byte[] Pack(SteadyDeflate deflate, byte[] bytes, int size)
    {
        using MemoryStream packed = new();
        deflate.Begin(packed);
        foreach (byte[] piece in bytes.Chunk(size))
            deflate.Write(piece);
        deflate.Finish();
        Assert.That(deflate.PackedBytes, Is.EqualTo(packed.Length));
        return packed.ToArray();
    }
}
