using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Disbursement.Jobs.Privacy;

/// <summary>Seals and opens personal data with AES-256-GCM; one instance belongs to one thread.</summary>
/// <remarks>A sealed value is key number (2 bytes, little-endian), nonce (12), ciphertext, tag (16).</remarks>
internal sealed class Sealer(KeyRing ring) : IDisposable
{
    public const int Overhead = 2 + NonceLength + TagLength;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private readonly AesGcm _newest = new(ring.SealingKey(ring.Newest), TagLength);
    private readonly byte[] _nonces = new byte[NonceLength * 512];
    private int _next = NonceLength * 512;

    /// <summary>Seals a value into <paramref name="destination"/>, which is <see cref="Overhead"/> longer.</summary>
    public void Seal(ReadOnlySpan<byte> plain, Span<byte> destination)
    {
        if (_next == _nonces.Length)
        {
            RandomNumberGenerator.Fill(_nonces);
            _next = 0;
        }

        ReadOnlySpan<byte> nonce = _nonces.AsSpan(_next, NonceLength);
        _next += NonceLength;
        MemoryMarshal.Write(destination, ring.Newest);
        nonce.CopyTo(destination[2..]);
        _newest.Encrypt(nonce, plain, destination.Slice(2 + NonceLength, plain.Length), destination[^TagLength..]);
    }

    /// <summary>Opens a sealed value.</summary>
    /// <exception cref="CryptographicException">The value was altered, or sealed with a key that the ring does not hold.</exception>
    public byte[] Open(ReadOnlySpan<byte> value)
    {
        ushort id = MemoryMarshal.Read<ushort>(value);
        byte[] plain = new byte[value.Length - Overhead];
        ReadOnlySpan<byte> nonce = value.Slice(2, NonceLength);
        ReadOnlySpan<byte> cipher = value[(2 + NonceLength)..^TagLength];
        if (id == ring.Newest)
        {
            _newest.Decrypt(nonce, cipher, value[^TagLength..], plain);
            return plain;
        }

        using AesGcm older = new(ring.SealingKey(id), TagLength);
        older.Decrypt(nonce, cipher, value[^TagLength..], plain);
        return plain;
    }

    public void Dispose() => _newest.Dispose();
}
