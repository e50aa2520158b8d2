using System.Runtime.InteropServices;
using Disbursement.Domain.Households;
using Disbursement.Jobs.Sorting;

namespace Disbursement.Jobs.Intake;

/// <summary>A child of whom decisions are made, where it stands and its id number; 0 where the roster gives none.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal readonly record struct NamedChild(uint County, int File, long Line, ulong Id);

/// <summary>
/// Children of one birth date, sex and name whose rosters do not agree on an id number: who has none may be any of the others. Gathered
/// only where a scheme is about children.
/// </summary>
internal sealed class Namesakes
{
    private const int MostPlaces = 20;

    private readonly Dictionary<UInt128, NamedChild[]> _children = [];

    private Namesakes()
    {
    }

    /// <summary>All that were found, by birth date, sex and name.</summary>
    public IEnumerable<KeyValuePair<UInt128, NamedChild[]>> Found => _children;

    /// <summary>Finds them over all counties.</summary>
    /// <param name="children">Every child, sorted by birth date, sex and name.</param>
    public static Namesakes Find(SortedSegments children)
    {
        Namesakes found = new();
        foreach ((UInt128 child, List<NamedChild> same) in ByChild.Of<NamedChild>(children))
            found.Keep(child, same);
        return found;
    }

    /// <summary>Those that somebody else has found.</summary>
    public static Namesakes Of(IEnumerable<KeyValuePair<UInt128, NamedChild[]>> found)
    {
        Namesakes known = new();
        foreach ((UInt128 child, NamedChild[] same) in found)
            known._children[child] = same;
        return known;
    }

    /// <summary>
    /// Where children stand who have the birth date, sex and name of this one, and another number or none; mostly nowhere.
    /// </summary>
    public IReadOnlyList<NamedChild> Of(Child child) =>
        _children.Count == 0 ? [] : _children.GetValueOrDefault(ChildKey.WithoutNumber(child).Value, []);

    /// <summary>Whether one of them has no number, so that it may be this child.</summary>
    public bool MayBeOne(Child child) => Of(child).Any(one => one.Id == 0);

    private void Keep(UInt128 child, List<NamedChild> same)
    {
        // Those without a number first: they must not be cut off.
        if (same.Exists(one => one.Id != same[0].Id))
            _children[child] = [.. same.OrderBy(one => one.Id != 0).ThenBy(one => one.County).ThenBy(one => one.File)
                .ThenBy(one => one.Line).Take(MostPlaces)];
    }
}
