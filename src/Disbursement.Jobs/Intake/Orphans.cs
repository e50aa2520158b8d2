using System.Collections.Concurrent;

namespace Disbursement.Jobs.Intake;

/// <summary>
/// Rows of which nobody can say at once whose they are. A row whose region code names no county is known by its household number alone:
/// where a household of that number stands in the same file, it is rejected with it. A row that cannot be placed at all rejects the
/// households beside it. No rule can be trusted on half a family.
/// </summary>
internal sealed class Orphans
{
    private readonly ConcurrentDictionary<ulong, bool> _isMatched = [];
    private readonly ConcurrentDictionary<ulong, long> _beside;

    public Orphans()
        : this([])
    {
    }

    private Orphans(ConcurrentDictionary<ulong, long> beside) => _beside = beside;

    /// <summary>Keys of the numbers whose household was found.</summary>
    public IReadOnlyList<ulong> Matched => [.. _isMatched.Where(orphan => orphan.Value).Select(orphan => orphan.Key)];

    /// <summary>Keys of all numbers.</summary>
    public IReadOnlyList<ulong> Keys => [.. _isMatched.Keys];

    /// <summary>Keys of households that stand beside a row that cannot be placed, with its place.</summary>
    public IReadOnlyList<KeyValuePair<ulong, long>> Beside => [.. _beside];

    /// <summary>Numbers by their keys, none of them matched yet, and households beside rows that cannot be placed.</summary>
    public static Orphans Of(IEnumerable<ulong> keys, IEnumerable<KeyValuePair<ulong, long>> beside)
    {
        Orphans orphans = new(new ConcurrentDictionary<ulong, long>(beside.DistinctBy(one => one.Key)));
        foreach (ulong key in keys)
            orphans._isMatched.TryAdd(key, false);
        return orphans;
    }

    /// <summary>The same with nothing matched yet.</summary>
    public Orphans Unmatched()
    {
        Orphans orphans = new(_beside);
        foreach (ulong key in _isMatched.Keys)
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
            _isMatched.TryAdd(Key(file, 0, number), false);
    }

    /// <summary>Remembers a household that stands beside a row that cannot be placed.</summary>
    public void AddBeside(int file, uint county, ReadOnlySpan<byte> number, long place) =>
        _beside.TryAdd(Key(file, county + 1, number), place);

    /// <summary>Where the row stands that cannot be placed, beside this household; null where there is none.</summary>
    public long? BesideOf(int file, uint county, ReadOnlySpan<byte> number) =>
        !_beside.IsEmpty && _beside.TryGetValue(Key(file, county + 1, number), out long place) ? place : null;

    /// <summary>Whether such a row carries this number; remembers that its household was found.</summary>
    public bool Match(int file, ReadOnlySpan<byte> number)
    {
        if (_isMatched.IsEmpty)
            return false;

        ulong key = Key(file, 0, number);
        return _isMatched.ContainsKey(key) && (_isMatched[key] = true);
    }

    public bool WasMatched(int file, ReadOnlySpan<byte> number) =>
        !number.IsEmpty && _isMatched.TryGetValue(Key(file, 0, number), out bool isMatched) && isMatched;

    /// <summary>FNV-1a over file, county and number.</summary>
    private static ulong Key(int file, uint county, ReadOnlySpan<byte> number)
    {
        unchecked
        {
            ulong hash = (14695981039346656037UL ^ (uint)file) * 1099511628211UL;
            hash = (hash ^ county) * 1099511628211UL;
            foreach (byte character in number)
                hash = (hash ^ character) * 1099511628211UL;
            return hash;
        }
    }
}
