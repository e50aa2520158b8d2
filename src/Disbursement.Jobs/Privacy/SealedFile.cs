using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Disbursement.Jobs.Privacy;

/// <summary>
/// How a sealed file lies on the disk. Every part of it is bound to the file and to its place in it, and the end to the content's hash.
/// </summary>
/// <remarks>
/// Head: <c>DSA1</c>, the number of the sealing key (2 bytes, little-endian), a salt (32). Then the content in chunks of 64 KiB, the last
/// one shorter, each with its tag (16). Then the end: the SHA-256 of the content, sealed, with its tag. All with AES-256-GCM under a key of
/// this file alone, which HKDF-SHA-256 derives from the sealing key and the salt; so the nonce may count: number of the chunk (8 bytes), 1
/// in the end and 0 before it (1), zeros (3). The head is associated data of every part. A chunk that was altered, left out, doubled or
/// moved does not open, nor does the end behind fewer or more chunks than there were.
/// </remarks>
internal sealed class SealedFile : IDisposable
{
    /// <summary>Bytes of the content in a chunk.</summary>
    public const int ChunkLength = 1 << 16;

    /// <summary>Bytes in front of the chunks.</summary>
    public const int HeadLength = MagicLength + sizeof(ushort) + SaltLength;

    /// <summary>Bytes behind the chunks.</summary>
    public const int EndLength = SHA256.HashSizeInBytes + TagLength;

    /// <summary>Bytes of a chunk on the disk.</summary>
    public const int SealedChunkLength = ChunkLength + TagLength;

    public const int TagLength = 16;
    private const int MagicLength = 4;
    private const int SaltLength = 32;
    private const int NonceLength = 12;

    private readonly byte[] _head;
    private readonly AesGcm _cipher;

    private SealedFile(byte[] head, byte[] key)
    {
        _head = head;
        byte[] own = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, RingKeys.KeyLength, head[^SaltLength..], "disburse archive"u8.ToArray());
        _cipher = new AesGcm(own, TagLength);
        CryptographicOperations.ZeroMemory(own);
    }

    private static ReadOnlySpan<byte> Magic => "DSA1"u8;

    /// <summary>The bytes in front of the chunks.</summary>
    public ReadOnlySpan<byte> Head => _head;

    /// <summary>A new file, under the newest key.</summary>
    public static SealedFile New(KeyRing ring)
    {
        ring.Refresh();
        ushort number = ring.Newest;
        byte[] head = new byte[HeadLength];
        Magic.CopyTo(head);
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(MagicLength), number);
        RandomNumberGenerator.Fill(head.AsSpan(MagicLength + sizeof(ushort)));
        return new SealedFile(head, ring.SealingKey(number));
    }

    /// <summary>A file that is there.</summary>
    /// <param name="head">The bytes in front of its chunks.</param>
    /// <param name="ring">The keys.</param>
    /// <exception cref="CryptographicException">It is no sealed file, or the ring does not hold its key.</exception>
    public static SealedFile Of(byte[] head, KeyRing ring) => KeyOf(head) is { } number and > 0
        ? new SealedFile(head, ring.SealingKey(number))
        : throw new CryptographicException("The file does not begin like a sealed one.");

    /// <summary>The number of the key that a file is sealed with; 0, which no key has, for what is no sealed file.</summary>
    public static ushort KeyOf(ReadOnlySpan<byte> head) => head.Length >= HeadLength && head.StartsWith(Magic)
        ? BinaryPrimitives.ReadUInt16LittleEndian(head[MagicLength..])
        : (ushort)0;

    /// <summary>How long a file of so much content is on the disk.</summary>
    public static long LengthOf(long content) =>
        HeadLength + content + (content + ChunkLength - 1) / ChunkLength * TagLength + EndLength;

    /// <summary>How much content a file of this length on the disk has; null where no sealed file is that long.</summary>
    public static long? ContentOf(long length)
    {
        long body = length - HeadLength - EndLength, last = body % SealedChunkLength;
        return body < 0 || last is > 0 and <= TagLength ? null : body - (body + SealedChunkLength - 1) / SealedChunkLength * TagLength;
    }

    /// <summary>Seals a part into <paramref name="destination"/>, which is a tag longer.</summary>
    public void Seal(ReadOnlySpan<byte> plain, Span<byte> destination, long number, bool isEnd)
    {
        Span<byte> nonce = stackalloc byte[NonceLength];
        Count(nonce, number, isEnd);
        _cipher.Encrypt(nonce, plain, destination[..plain.Length], destination.Slice(plain.Length, TagLength), _head);
    }

    /// <summary>Opens a part.</summary>
    /// <exception cref="CryptographicException">It was altered, or does not belong there.</exception>
    public void Open(ReadOnlySpan<byte> part, Span<byte> plain, long number, bool isEnd)
    {
        Span<byte> nonce = stackalloc byte[NonceLength];
        Count(nonce, number, isEnd);
        _cipher.Decrypt(nonce, part[..^TagLength], part[^TagLength..], plain, _head);
    }

    public void Dispose() => _cipher.Dispose();

    private static void Count(Span<byte> nonce, long number, bool isEnd)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64LittleEndian(nonce, number);
        nonce[sizeof(long)] = isEnd ? (byte)1 : (byte)0;
    }
}
