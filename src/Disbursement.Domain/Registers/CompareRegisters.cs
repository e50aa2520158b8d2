using Disbursement.Domain.Households;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Schemes;

namespace Disbursement.Domain.Registers;

/// <summary>Finds what registers say of a household and its roster does not.</summary>
public static class CompareRegisters
{
    /// <summary>The contradictions of a household: mother, father, children, each with deaths before births before grades.</summary>
    /// <param name="household">The household as its roster shows it.</param>
    /// <param name="accountableFrom">The first month that a run can owe: a grade of a child that died before it is past mattering.</param>
    /// <param name="lookup">The registers.</param>
    public static IReadOnlyList<Contradiction> Run(AcceptedHousehold household, Month accountableFrom, RegisterLookup lookup)
    {
        List<Contradiction>? found = null;
        List<Contradiction> Found() => found ??= [];
        foreach (Claimant? claimant in (ReadOnlySpan<Claimant?>)[household.Household.Mother, household.Household.Father])
        {
            if (claimant is null || lookup(claimant.Id) is not { Count: > 0 } entries)
                continue;

            RosterPlace place = household.PlaceOf(claimant);
            if (Death(entries, claimant.DeathDate) is { } death)
                Found().Add(new Contradiction(death, claimant.Id, claimant.Role, Facts.Show("death_date", claimant.DeathDate), place));
            Births(household.Household, claimant, place, entries, lookup, accountableFrom, Found);
        }

        foreach (Child child in household.Household.Children)
        {
            if (!child.Id.IsGiven || lookup(child.Id) is not { Count: > 0 } entries)
                continue;

            RegisterEntry? died = Death(entries, child.DeathDate);
            if (died is { } death)
                Found().Add(new Contradiction(death, child.Id, Role.Child, Facts.Show("death_date", child.DeathDate), child.Place));
            if (IsAccountable(died?.On ?? child.DeathDate, accountableFrom) && Grade(entries) is { } grade
                && grade.Grade != child.DisabilityGrade)
                Found().Add(new Contradiction(grade, child.Id, Role.Child,
                    Facts.Show("disability_grade", child.DisabilityGrade == 0 ? null : child.DisabilityGrade), child.Place));
        }

        return found ?? (IReadOnlyList<Contradiction>)[];
    }

    /// <summary>Whether a child lived into the time that a run can owe something for.</summary>
    private static bool IsAccountable(DateOnly? death, Month accountableFrom) =>
        death is not { } day || Month.Of(day) >= accountableFrom;

    /// <summary>The death, where the roster has none or another day. Of several lines the last counts.</summary>
    private static RegisterEntry? Death(IReadOnlyList<RegisterEntry> entries, DateOnly? shown)
    {
        RegisterEntry? last = null;
        foreach (RegisterEntry entry in entries)
            last = entry.Kind == RegisterKind.Death ? entry : last;
        return last is { } death && death.On != shown ? death : null;
    }

    /// <summary>The grade from the latest day; of several lines of that day the last counts.</summary>
    private static RegisterEntry? Grade(IReadOnlyList<RegisterEntry> entries)
    {
        RegisterEntry? last = null;
        foreach (RegisterEntry entry in entries)
            last = entry.Kind == RegisterKind.Disability && !(entry.On < last?.On) ? entry : last;
        return last;
    }

    /// <summary>
    /// Children of a parent that the roster does not show, and what the registers say of them in turn. The same child in the lines of both
    /// parents is one.
    /// </summary>
    private static void Births(Household household, Claimant parent, RosterPlace place, IReadOnlyList<RegisterEntry> entries,
        RegisterLookup lookup, Month accountableFrom, Func<List<Contradiction>> found)
    {
        foreach (RegisterEntry birth in entries)
        {
            if (birth.Kind != RegisterKind.Birth || IsShown(household, birth) || IsKnown(found(), birth))
                continue;

            found().Add(
                new Contradiction(birth, parent.Id, parent.Role, Facts.Show("children", string.Join(",", BirthDates(household))), place));
            if (!birth.Child.IsGiven || lookup(birth.Child) is not { Count: > 0 } own)
                continue;

            RegisterEntry? died = Death(own, null);
            if (died is { } death)
                found().Add(new Contradiction(death, birth.Child, Role.Child, Facts.Show("death_date", null), place));
            if (IsAccountable(died?.On, accountableFrom) && Grade(own) is { } grade)
                found().Add(new Contradiction(grade, birth.Child, Role.Child, Facts.Show("disability_grade", null), place));
        }
    }

    /// <summary>A child is known by its number where both sides give one, else by its birth date.</summary>
    private static bool IsShown(Household household, RegisterEntry birth)
    {
        foreach (Child child in household.Children)
        {
            if (birth.Child.IsGiven && child.Id.IsGiven ? birth.Child == child.Id : birth.On == child.BirthDate)
                return true;
        }

        return false;
    }

    private static bool IsKnown(List<Contradiction> found, RegisterEntry birth)
    {
        foreach (Contradiction known in found)
        {
            RegisterEntry entry = known.Entry;
            if (entry.Kind == RegisterKind.Birth && entry.On == birth.On
                && (!entry.Child.IsGiven || !birth.Child.IsGiven || entry.Child == birth.Child))
                return true;
        }

        return false;
    }

    private static List<string> BirthDates(Household household)
    {
        List<string> dates = [];
        foreach (Child child in household.Children)
            dates.Add(child.BirthDate.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        return dates.Count == 0 ? ["-"] : dates;
    }
}
