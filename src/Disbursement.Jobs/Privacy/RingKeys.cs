using System.Security.Cryptography;

namespace Disbursement.Jobs.Privacy;

/// <summary>The keys of a ring, as its file has them.</summary>
/// <param name="Lookup">Derives claimant keys.</param>
/// <param name="Sealing">Seal personal data, by number.</param>
/// <param name="Newest">The number of the key that seals new values: the greatest.</param>
internal sealed record RingKeys(byte[] Lookup, IReadOnlyDictionary<int, byte[]> Sealing, ushort Newest)
{
    public const int KeyLength = 32;

    /// <summary>A ring of one sealing key.</summary>
    public static RingKeys Make() =>
        new(RandomNumberGenerator.GetBytes(KeyLength), new Dictionary<int, byte[]> { [1] = RandomNumberGenerator.GetBytes(KeyLength) },
            1);

    /// <summary>The same ring with one more key.</summary>
    /// <exception cref="InvalidDataException">There is no number left.</exception>
    public RingKeys WithNewKey()
    {
        if (Newest == ushort.MaxValue)
            throw new InvalidDataException("The key ring is full: it has used every key number.");

        ushort next = (ushort)(Newest + 1);
        return new RingKeys(Lookup, new Dictionary<int, byte[]>(Sealing) { [next] = RandomNumberGenerator.GetBytes(KeyLength) }, next);
    }

    /// <summary>The keys of both; the other's newest seals.</summary>
    public RingKeys With(RingKeys other)
    {
        Dictionary<int, byte[]> all = new(Sealing);
        foreach ((int id, byte[] key) in other.Sealing)
            all[id] = key;
        return new RingKeys(Lookup, all, other.Newest);
    }
}
