using System.Buffers.Binary;
using System.Security.Cryptography;
using Disbursement.Domain.Households;

namespace Disbursement.Jobs.Privacy;

/// <summary>The keyed hash of an identity number: how a person is found and joined without the number itself.</summary>
/// <param name="Value">The first 128 bits of HMAC-SHA-256, big-endian.</param>
internal readonly record struct ClaimantKey(UInt128 Value) : IComparable<ClaimantKey>
{
    public const int Length = 16;

    public static ClaimantKey Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes));

    public void Write(Span<byte> destination) => BinaryPrimitives.WriteUInt128BigEndian(destination, Value);

    public byte[] ToBytes()
    {
        byte[] bytes = new byte[Length];
        Write(bytes);
        return bytes;
    }

    /// <summary>The key in letters, a for 0 to p for 15: a subject of acts that no check takes for a number of a person.</summary>
    public string InLetters() => string.Concat(ToString().Select(digit => (char)('a' + Convert.ToInt32(digit.ToString(), 16))));

    /// <summary>Reads a key in letters.</summary>
    public static ClaimantKey OfLetters(string letters) =>
        Read(Convert.FromHexString(string.Concat(letters.Select(letter => "0123456789abcdef"[letter - 'a']))));

    public int CompareTo(ClaimantKey other) => Value.CompareTo(other.Value);

    public override string ToString() => Convert.ToHexStringLower(ToBytes());
}

/// <summary>Derives claimant keys; one instance belongs to one thread.</summary>
internal sealed class ClaimantKeys(KeyRing ring) : IDisposable
{
    private readonly IncrementalHash _hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, ring.Lookup);

    public ClaimantKey Of(CitizenId id)
    {
        Span<byte> text = stackalloc byte[18];
        Span<byte> hash = stackalloc byte[32];
        id.Format(text);
        _hmac.AppendData(text);
        _hmac.GetHashAndReset(hash);
        return ClaimantKey.Read(hash);
    }

    /// <summary>
    /// The key of a child of whom decisions are made, which is not that of the same person as a parent: the two are paid apart.
    /// </summary>
    /// <param name="child">By what the child is the same in two households.</param>
    public ClaimantKey OfChild(UInt128 child)
    {
        Span<byte> text = stackalloc byte[21];
        Span<byte> hash = stackalloc byte[32];
        "child"u8.CopyTo(text);
        BinaryPrimitives.WriteUInt128BigEndian(text[5..], child);
        _hmac.AppendData(text);
        _hmac.GetHashAndReset(hash);
        return ClaimantKey.Read(hash);
    }

    /// <summary>The keyed hash of an account.</summary>
    public ClaimantKey Of(BankAccount account)
    {
        Span<byte> text = stackalloc byte[17];
        Span<byte> hash = stackalloc byte[32];
        text[0] = (byte)account.Length;
        BinaryPrimitives.WriteUInt128BigEndian(text[1..], account.Value);
        _hmac.AppendData(text);
        _hmac.GetHashAndReset(hash);
        return ClaimantKey.Read(hash);
    }

    public void Dispose() => _hmac.Dispose();
}
