using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Disbursement.Jobs.Privacy;

/// <summary>Seals and opens personal data with AES-256-GCM; one instance belongs to one thread.</summary>
/// <remarks>
/// A sealed value is key number (2 bytes, little-endian), nonce (12), ciphertext, tag (16). The key number and the place of the value are
/// bound to it as associated data, so that a value that was put into another row or column cannot be opened. An instance seals with the key
/// that was the newest when it was made: whoever makes one inside the transaction that it writes in never seals with a key that a rotation
/// has left behind.
/// </remarks>
internal sealed class Sealer : IDisposable
{
    public const int Overhead = KeyNumberLength + NonceLength + TagLength;
    private const int KeyNumberLength = 2;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly KeyRing _ring;
    private readonly Dictionary<ushort, AesGcm> _keys = [];
    private readonly byte[] _nonces = new byte[NonceLength * 512];
    private int _next = NonceLength * 512;

    public Sealer(KeyRing ring)
    {
        _ring = ring;
        ring.Refresh();
        Newest = ring.Newest;
    }

    /// <summary>The key that this instance seals with.</summary>
    public ushort Newest { get; }

    /// <summary>Seals a value into <paramref name="destination"/>, which is <see cref="Overhead"/> longer.</summary>
    /// <param name="plain">The value.</param>
    /// <param name="destination">Where it goes.</param>
    /// <param name="place">The place that it is for.</param>
    public void Seal(ReadOnlySpan<byte> plain, Span<byte> destination, SealedPlace place)
    {
        if (_next == _nonces.Length)
        {
            RandomNumberGenerator.Fill(_nonces);
            _next = 0;
        }

        ReadOnlySpan<byte> nonce = _nonces.AsSpan(_next, NonceLength);
        _next += NonceLength;
        MemoryMarshal.Write(destination, Newest);
        nonce.CopyTo(destination[KeyNumberLength..]);
        Span<byte> bound = stackalloc byte[KeyNumberLength + SealedPlace.MaxLength];
        Key(Newest).Encrypt(
            nonce, plain, destination.Slice(KeyNumberLength + NonceLength, plain.Length), destination[^TagLength..],
            bound[..Bind(destination, place, bound)]);
    }

    /// <summary>Seals a value.</summary>
    public byte[] Seal(ReadOnlySpan<byte> plain, SealedPlace place)
    {
        byte[] value = new byte[plain.Length + Overhead];
        Seal(plain, value, place);
        return value;
    }

    /// <summary>Opens a sealed value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="place">Where it stands.</param>
    /// <exception cref="CryptographicException">
    /// The value was altered, stands in another place than it was sealed for, or was sealed with a key that the ring does not hold.
    /// </exception>
    public byte[] Open(ReadOnlySpan<byte> value, SealedPlace place)
    {
        byte[] plain = new byte[Math.Max(0, value.Length - Overhead)];
        Open(value, place, plain);
        return plain;
    }

    /// <inheritdoc cref="Open(ReadOnlySpan{byte}, SealedPlace)"/>
    /// <param name="value">The value.</param>
    /// <param name="place">Where it stands.</param>
    /// <param name="plain">Gets what was sealed; <see cref="Overhead"/> shorter than the value.</param>
    public void Open(ReadOnlySpan<byte> value, SealedPlace place, Span<byte> plain)
    {
        if (value.Length < Overhead)
            throw new CryptographicException("The value is too short to be a sealed one.");

        ReadOnlySpan<byte> nonce = value.Slice(KeyNumberLength, NonceLength);
        ReadOnlySpan<byte> cipher = value[(KeyNumberLength + NonceLength)..^TagLength];
        Span<byte> bound = stackalloc byte[KeyNumberLength + SealedPlace.MaxLength];
        Key(KeyOf(value)).Decrypt(nonce, cipher, value[^TagLength..], plain, bound[..Bind(value, place, bound)]);
    }

    /// <summary>The number of the key that a value was sealed with; 0, which no key has, for what is no sealed value.</summary>
    public static ushort KeyOf(ReadOnlySpan<byte> value) => value.Length < KeyNumberLength ? (ushort)0 : MemoryMarshal.Read<ushort>(value);

    public void Dispose()
    {
        foreach (AesGcm key in _keys.Values)
            key.Dispose();
    }

    private static int Bind(ReadOnlySpan<byte> value, SealedPlace place, Span<byte> bound)
    {
        value[..KeyNumberLength].CopyTo(bound);
        return KeyNumberLength + place.Write(bound[KeyNumberLength..]);
    }

    private AesGcm Key(ushort number)
    {
        if (!_keys.TryGetValue(number, out AesGcm? key))
            _keys[number] = key = new AesGcm(_ring.SealingKey(number), TagLength);
        return key;
    }
}
