using Disbursement.Domain.Households;
using Disbursement.Jobs.Sorting;

namespace Disbursement.Jobs.Intake;

/// <summary>
/// Puts fragments together to households, county by county, and tells the accepted from the rejected. Reading the same fragments again
/// gives the same answer, so that the run may read them once to accept and once to assess.
/// </summary>
internal sealed class HouseholdReader(SegmentMerge fragments, IReadOnlyList<RosterReading> files, Orphans orphans) : IDisposable
{
    private readonly List<HouseholdCopy> _copies = [];
    private readonly Stack<HouseholdCopy> _spare = [];
    private byte[] _household = [];
    private int _householdLength;
    private int _next;
    private bool _hasFragment = fragments.MoveNext();

    /// <summary>The household that was read: one copy of it, where it stands in several files.</summary>
    public HouseholdCopy Current => _copies[_next - 1];

    public bool MoveNext()
    {
        if (_next == _copies.Count && !ReadGroup())
            return false;

        _next++;
        return true;
    }

    public void Dispose() => fragments.Dispose();

    private bool ReadGroup()
    {
        foreach (HouseholdCopy copy in _copies)
            _spare.Push(copy);
        _copies.Clear();
        _next = 0;
        if (!_hasFragment)
            return false;

        uint county = FragmentKey.County(fragments.Key);
        Remember(FragmentKey.Household(fragments.Key));
        bool isNumbered = !FragmentKey.Number(fragments.Key).IsEmpty;
        do
        {
            int file = FragmentKey.File(fragments.Key);
            // A file that was refused once its end was known has left rows behind, which count for nothing.
            if (files[file].Refusal is not null)
            {
                _hasFragment = fragments.MoveNext();
                continue;
            }

            if (_copies.Count == 0 || _copies[^1].File != file)
            {
                HouseholdCopy copy = _spare.TryPop(out HouseholdCopy? spare) ? spare : new HouseholdCopy();
                copy.Start(file, files[file].IsAsKept, FragmentKey.Number(fragments.Key));
                _copies.Add(copy);
            }

            _copies[^1].Add(fragments.Payload);
            _hasFragment = fragments.MoveNext();
        }
        while (_hasFragment && isNumbered && FragmentKey.Household(fragments.Key).SequenceEqual(_household.AsSpan(0, _householdLength)));

        if (_copies.Count == 0)
            return ReadGroup();

        Judge(county);
        return true;
    }

    private void Judge(uint county)
    {
        if (_copies.Count > 1)
            Replace();

        foreach (HouseholdCopy copy in _copies)
        {
            if (copy.IsReplaced)
                continue;

            copy.Check();
            if (orphans.BesideOf(copy.File, county, copy.Number) is { } place)
                copy.ProblemEverywhere(ProblemCode.Row, null, ProblemDetails.Beside + new RowNumber(place).Say(files[copy.File].Sheets));
            if (orphans.Match(copy.File, copy.Number))
                copy.ProblemEverywhere(ProblemCode.Region, RosterColumn.RegionCode, ProblemDetails.DiffersInHousehold);
        }

        if (_copies.Count(copy => !copy.IsReplaced) < 2)
            return;

        foreach (HouseholdCopy copy in _copies.Where(copy => !copy.IsReplaced))
        {
            IEnumerable<string> others = _copies.Where(other => other != copy && !other.IsReplaced)
                .Select(other => $"{files[other.File].File.Name}:{new RowNumber(other.Row(0).Values.Line).Say(files[other.File].Sheets)}");
            copy.ProblemEverywhere(ProblemCode.DupHousehold, null, string.Join(", ", others));
        }
    }

    /// <summary>Where a correction stands, the newest by name replaces every other copy.</summary>
    private void Replace()
    {
        HouseholdCopy? newest = null;
        foreach (HouseholdCopy copy in _copies)
        {
            if (files[copy.File].File.IsCorrection)
                newest = copy;
        }

        foreach (HouseholdCopy copy in _copies)
            copy.IsReplaced = newest is not null && copy != newest;
    }

    private void Remember(ReadOnlySpan<byte> household)
    {
        if (_household.Length < household.Length)
            _household = new byte[household.Length];
        household.CopyTo(_household);
        _householdLength = household.Length;
    }
}
