using Disbursement.Domain.Households;
using Disbursement.Jobs.Files;

namespace Disbursement.Jobs.Intake;

/// <summary>A county and a household number: whose row it is.</summary>
internal readonly record struct HouseholdKey(uint County, byte[] Number)
{
    /// <summary>Whether a household is the one that is named; where no county is, the number decides.</summary>
    public bool Is(uint county, ReadOnlySpan<byte> number) =>
        Number is not null && (County == 0 || county == County) && number.SequenceEqual(Number);
}

/// <summary>
/// Gives each row to its household. A row that cannot be placed waits for the next one that can: then it is known which households stand
/// beside it, and both are rejected, since it may be a member of either. One instance belongs to one thread.
/// </summary>
internal sealed class PlaceRows(HouseholdFragment fragment, Orphans orphans)
{
    private const int MostWaiting = 10_000;
    private const int MostWaitingBytes = 16 << 20;
    private const int MostBelow = 100;

    private readonly List<Waiting> _waiting = [];
    private int _file;
    private int _waitingBytes;
    private int _unplaced;
    private HouseholdKey _before;
    private bool _hasBefore;

    /// <summary>Rows that could not be placed, with their place: the first, or 0.</summary>
    public long FirstUnplaced { get; private set; }

    /// <summary>
    /// Rows without a county that hold no parent: unless a household of their number stands elsewhere in the file, nobody knows whose they
    /// are.
    /// </summary>
    public List<Suspect> Suspects { get; } = [];

    /// <summary>Gets ready for a file.</summary>
    public void Start(int file)
    {
        _file = file;
        _waiting.Clear();
        Suspects.Clear();
        (_waitingBytes, _unplaced, FirstUnplaced, _hasBefore) = (0, 0, 0, false);
    }

    /// <summary>A row that says whose it is.</summary>
    public void Add(uint county, ReadOnlySpan<byte> number, long place, ReadOnlySpan<byte> row)
    {
        bool isSame = _hasBefore && fragment.Continues(county, number);
        if (_waiting.Count > 0)
            Settle(new HouseholdKey(county, number.ToArray()), hasAfter: true);
        fragment.Add(_file, county, number, place, row);
        if (!isSame || _before.County == 0 && county != 0)
            _before = new HouseholdKey(county, number.ToArray());
        _hasBefore = true;
    }

    /// <summary>A row that does not say whose it is.</summary>
    /// <param name="row">It.</param>
    /// <exception cref="UnreadableFileException">There are too many of them.</exception>
    public void Wait(Waiting row)
    {
        _waiting.Add(row);
        _waitingBytes += row.Packed.Length;
        if (_waiting.Count > MostWaiting || _waitingBytes > MostWaitingBytes || _unplaced > MostWaiting)
        {
            string first = LineOf(FirstUnplaced > 0 ? FirstUnplaced : _waiting[0].Place);
            throw new UnreadableFileException(new FileRemark(
                $"more than {MostWaiting} lines cannot be read or do not say whose they are, the first is line {first}: open the file in "
                    + $"Excel or WPS, look at that line, and save it again",
                $"超过{MostWaiting}行无法识别或未注明所属户，首个为第{first}行：请用Excel或WPS打开，检查该行后重新保存"));
        }
    }

    /// <summary>The file has ended.</summary>
    /// <returns>The places of the last rows that name nobody: totals and signatures below the last household.</returns>
    public IReadOnlyList<long> Finish()
    {
        int below = 0;
        while (below < Math.Min(_waiting.Count, MostBelow) && _waiting[^(below + 1)].NamesNobody)
            below++;
        long[] places = [.. _waiting.TakeLast(below).Select(row => row.Place)];
        _waiting.RemoveRange(_waiting.Count - below, below);
        if (_waiting.Count > 0)
            Settle(default, hasAfter: false);
        fragment.Flush();
        return places;
    }

    private static string LineOf(long place) => new RowNumber(place).ToString();

    private void Settle(HouseholdKey after, bool hasAfter)
    {
        // Rows that carry one malformed number and hold a parent are a household of their own; its neighbours are told all the same.
        for (int i = 0; i < _waiting.Count;)
        {
            int end = i + 1;
            while (end < _waiting.Count && _waiting[i].StandIn.Length > 0
                && _waiting[end].StandIn.AsSpan().SequenceEqual(_waiting[i].StandIn))
                end++;
            List<Waiting> group = _waiting[i..end];
            i = end;
            if (hasAfter && group[0].Claims.Is(after.County, after.Number))
                Give(after, group);
            else if (_hasBefore && group[0].Claims.Is(_before.County, _before.Number))
                Give(_before, group);
            else
                Reject(group, after, hasAfter);
        }

        _waiting.Clear();
        _waitingBytes = 0;
    }

    private void Reject(List<Waiting> group, HouseholdKey after, bool hasAfter)
    {
        if (group[0].IsOrphan)
        {
            Suspects.Add(new Suspect(group[0].Claims.Number, group[0].Place, _hasBefore ? _before : null, hasAfter ? after : null));
            Give(group[0].Claims, group);
            return;
        }

        _unplaced += group.Count;
        if (FirstUnplaced == 0)
            FirstUnplaced = group[0].Place;
        bool isHousehold = group[0].StandIn.Length > 0 && group.Exists(row => row.IsClaimant) || !_hasBefore && !hasAfter;
        if (_hasBefore)
            orphans.AddBeside(_file, _before.County, _before.Number, group[0].Place);
        if (hasAfter)
            orphans.AddBeside(_file, after.County, after.Number, group[0].Place);
        if (isHousehold)
            Give(new HouseholdKey(group[0].County, group[0].StandIn), group);
        else
            Give(_hasBefore ? _before : after, [.. group.Select(row => row with { Packed = row.AsStranger() })]);
    }

    private void Give(HouseholdKey household, List<Waiting> rows)
    {
        foreach (Waiting row in rows)
            fragment.Add(_file, household.County, household.Number, row.Place, row.Packed);
    }
}

/// <summary>A row that is known by its household number alone, and the households beside it.</summary>
internal sealed record Suspect(byte[] Number, long Place, HouseholdKey? Before, HouseholdKey? After);

/// <summary>A row that waits until it is known which households stand beside it.</summary>
/// <param name="Packed">The row.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="County">The county that it names, or 0.</param>
/// <param name="StandIn">What stands for its malformed household number; empty where it has none.</param>
/// <param name="Claims">The household that a broken line seems to name.</param>
/// <param name="IsClaimant">Whether it is a parent's.</param>
/// <param name="IsOrphan">Whether it has a household number but no county, and is no parent's.</param>
/// <param name="NamesNobody">Whether it has neither id number, role nor household number, and looks like no row of a person.</param>
internal sealed record Waiting(
    byte[] Packed, long Place, uint County, byte[] StandIn, HouseholdKey Claims, bool IsClaimant, bool IsOrphan, bool NamesNobody)
{
    /// <summary>The row as a guest of another household: listed with it, but neither its parent, child nor twin.</summary>
    public byte[] AsStranger()
    {
        byte[] row = [.. Packed];
        ref MemberValues values = ref System.Runtime.InteropServices.MemoryMarshal.AsRef<MemberValues>(row.AsSpan());
        values.Role = MemberValues.UnknownRole;
        values.Id = 0;
        values.Region = 0;
        return row;
    }
}
