using System.Collections.Concurrent;

namespace Disbursement.Jobs.Intake;

/// <summary>
/// Rows whose region code names no county: whose household they belong to is known only by its number. Where a household of that number
/// stands in the same
/// file, it is rejected with them, since no rule can be trusted on half a family.
/// </summary>
internal sealed class Orphans
{
    private readonly ConcurrentDictionary<ulong, bool> _isMatched = [];

    /// <summary>Keys of the numbers whose household was found.</summary>
    public IReadOnlyList<ulong> Matched => [.. _isMatched.Where(orphan => orphan.Value).Select(orphan => orphan.Key)];

    /// <summary>Keys of all numbers.</summary>
    public IReadOnlyList<ulong> Keys => [.. _isMatched.Keys];

    /// <summary>Numbers by their keys, none of them matched yet.</summary>
    public static Orphans Of(IEnumerable<ulong> keys)
    {
        Orphans orphans = new();
        foreach (ulong key in keys)
            orphans._isMatched.TryAdd(key, false);
        return orphans;
    }

    /// <summary>Remembers what was matched elsewhere.</summary>
    public void Mark(IEnumerable<ulong> matched)
    {
        foreach (ulong key in matched)
            _isMatched[key] = true;
    }

    public void Add(int file, ReadOnlySpan<byte> number)
    {
        if (!number.IsEmpty)
            _isMatched.TryAdd(Key(file, number), false);
    }

    /// <summary>Whether such a row carries this number; remembers that its household was found.</summary>
    public bool Match(int file, ReadOnlySpan<byte> number)
    {
        if (_isMatched.IsEmpty)
            return false;

        ulong key = Key(file, number);
        return _isMatched.ContainsKey(key) && (_isMatched[key] = true);
    }

    public bool WasMatched(int file, ReadOnlySpan<byte> number) =>
        !number.IsEmpty && _isMatched.TryGetValue(Key(file, number), out bool isMatched) && isMatched;

    /// <summary>FNV-1a over file and number.</summary>
    private static ulong Key(int file, ReadOnlySpan<byte> number)
    {
        unchecked
        {
            ulong hash = (14695981039346656037UL ^ (uint)file) * 1099511628211UL;
            foreach (byte character in number)
                hash = (hash ^ character) * 1099511628211UL;
            return hash;
        }
    }
}
