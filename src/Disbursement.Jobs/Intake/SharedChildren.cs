using System.Globalization;
using System.Runtime.InteropServices;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Jobs.Sorting;

namespace Disbursement.Jobs.Intake;

/// <summary>What one roster says of a child, and who claims for it there.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal record struct ToldChild(
    uint County, int File, long Line, ulong Mother, ulong Father, int AdoptedOn, int DeathDate, byte Grade, int DisabilityDate,
    int DisabilityEndedOn)
{
    /// <summary>What the roster of an accepted household says of one of its children.</summary>
    public static ToldChild Of(Household household, Child child)
    {
        static int Number(DateOnly? day) => day?.DayNumber ?? MemberValues.NoDate;
        return new ToldChild(uint.Parse(household.County, CultureInfo.InvariantCulture), child.Place.File, child.Place.Line.Value,
            household.Mother?.Id.Digits ?? 0, household.Father?.Id.Digits ?? 0, Number(child.AdoptedOn), Number(child.DeathDate),
            child.DisabilityGrade, Number(child.DisabilityDate), Number(child.DisabilityEndedOn));
    }

    /// <summary>Whether both rosters say the same of the child.</summary>
    public readonly bool SaysTheSame(in ToldChild other) => AdoptedOn == other.AdoptedOn && DeathDate == other.DeathDate
        && Grade == other.Grade && DisabilityDate == other.DisabilityDate && DisabilityEndedOn == other.DisabilityEndedOn;

    /// <summary>Whether both have a mother, or both a father, who is not the same person.</summary>
    public readonly bool HasOtherParent(in ToldChild other) =>
        Mother != 0 && other.Mother != 0 && Mother != other.Mother || Father != 0 && other.Father != 0 && Father != other.Father;

    /// <summary>What it says where another roster says otherwise, as <c>column=value; column=value</c>.</summary>
    public readonly string Against(in ToldChild other)
    {
        List<string> says = [];
        void Say(RosterColumn column, int own, int its, Func<int, string> text)
        {
            if (own != its)
                says.Add($"{column.English()}={text(own)}");
        }

        Say(RosterColumn.AdoptedOn, AdoptedOn, other.AdoptedOn, Day);
        Say(RosterColumn.DeathDate, DeathDate, other.DeathDate, Day);
        Say(RosterColumn.DisabilityGrade, Grade, other.Grade, grade => grade == 0 ? "-" : grade.ToString(CultureInfo.InvariantCulture));
        Say(RosterColumn.DisabilityDate, DisabilityDate, other.DisabilityDate, Day);
        Say(RosterColumn.DisabilityEndedOn, DisabilityEndedOn, other.DisabilityEndedOn, Day);
        return string.Join("; ", says);
    }

    private static string Day(int number) =>
        MemberValues.Date(number) is { } day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "-";
}

/// <summary>Two rosters that do not go together about one child.</summary>
/// <param name="Flag">DUP-CHILD or CHILD-CONFLICT.</param>
/// <param name="Own">What this household's roster says.</param>
/// <param name="Other">What the other's says.</param>
internal readonly record struct SharedChild(ReviewFlags Flag, ToldChild Own, ToldChild Other);

/// <summary>
/// Children who stand in several accepted households of the run, and which of them cannot be right: two mothers or two fathers claim for
/// one child (DUP-CHILD), or the rosters say different things of it (CHILD-CONFLICT). Divorced parents who each list their child are right.
/// </summary>
internal sealed class SharedChildren
{
    private const int MostPlaces = 20;

    private readonly Dictionary<UInt128, ToldChild[]> _children = [];

    private SharedChildren()
    {
    }

    /// <summary>How many cannot be right.</summary>
    public int Count => _children.Values.Count(CannotBeRight);

    /// <summary>All children of several households, each with what the rosters say, for whoever goes on with them.</summary>
    public IEnumerable<KeyValuePair<UInt128, ToldChild[]>> Found => _children;

    /// <summary>Finds them over all counties.</summary>
    /// <param name="children">What each roster says of each child, sorted by child.</param>
    public static SharedChildren Find(SortedSegments children)
    {
        SharedChildren found = new();
        foreach ((UInt128 child, List<ToldChild> told) in ByChild.Of<ToldChild>(children))
            found.Keep(child, told);
        return found;
    }

    /// <summary>Those that somebody else has found.</summary>
    public static SharedChildren Of(IEnumerable<KeyValuePair<UInt128, ToldChild[]>> found)
    {
        SharedChildren known = new();
        foreach ((UInt128 child, ToldChild[] told) in found)
            known._children[child] = told;
        return known;
    }

    /// <summary>Where a child stands that stands in several households; nowhere for any other.</summary>
    public IReadOnlyList<ToldChild> PlacesOf(Child child) => _children.GetValueOrDefault(ChildKey.Of(child).Value, []);

    /// <summary>What is wrong about the children of a household, each with the other place; mostly nothing.</summary>
    public IEnumerable<(Child Child, SharedChild Shared)> Of(Household household)
    {
        for (int i = 0; i < household.Children.Length; i++)
        {
            Child child = household.Children[i];
            if (!_children.TryGetValue(ChildKey.Of(child).Value, out ToldChild[]? told))
                continue;

            ToldChild own = ToldChild.Of(household, child);
            foreach (ToldChild other in told)
            {
                if (own.HasOtherParent(other))
                    yield return (child, new SharedChild(ReviewFlags.DuplicateChild, own, other));
                if (!own.SaysTheSame(other))
                    yield return (child, new SharedChild(ReviewFlags.ChildConflict, own, other));
            }
        }
    }

    private static bool CannotBeRight(ToldChild[] told) =>
        told.Any(one => told.Any(other => one.HasOtherParent(other) || !one.SaysTheSame(other)));

    private void Keep(UInt128 child, List<ToldChild> told)
    {
        if (told.Count > 1)
        {
            // Whoever stands in thousands of households is compared with the first of them, here and wherever they stand: all with all
            // would be their square.
            ToldChild[] first =
                [.. told.OrderBy(one => one.County).ThenBy(one => one.File).ThenBy(one => one.Line).Take(MostPlaces)];
            _children[child] = first;
        }
    }
}
