using Disbursement.Jobs.Samples.Rows;

namespace Disbursement.Jobs.Samples;

/// <summary>
/// Makes the household of a county that stands at a place: who belongs to it and what the roster knows of it at the end of the year.
/// </summary>
/// <remarks>
/// Everything that ever happens is drawn without a look at the year, and what lies after the year is left out: the rosters of two years
/// tell of the same people. Medical costs alone are of the year itself.
/// </remarks>
internal sealed class ComposeFamily(ulong seed, int year, SampleCounty county)
{
    private const int VillagesPerTown = 20;
    private const int MostVillages = 500;
    private const int HouseholdsPerVillage = 60;
    private const int NumbersPerHousehold = 3;

    private readonly BirthLanes _lanes = new(seed, county);
    private readonly ComposeChildren _children = new(year);
    private readonly ComposeParents _parents = new(year);

    /// <summary>The one object that every call fills anew.</summary>
    public Family Family { get; } = new() { County = county };

    public Family Run(long household)
    {
        FamilyPlace place = FamilyPlace.Of(seed, county, household);
        SeededDraws draws = new(seed, Streams.Household(county.Index, household));
        Family family = Family;
        family.Village = Village(household);
        family.Number = (int)(household * NumbersPerHousehold) + 1 + draws.Below(NumbersPerHousehold);
        family.IsInChinese = draws.Happens(90);

        Births births = _lanes.Of(place);
        Bear(family, births, ref draws);
        _children.Run(family, place.Kind, ref draws);
        _parents.Run(family, place.Kind, ref draws);

        SeededDraws costs = new(seed, Streams.MedicalCosts(county.Index, household, year));
        ComposeHardship.Run(family, place.Kind, year, ref draws, ref costs);
        return family;
    }

    private void Bear(Family family, Births births, ref SeededDraws draws)
    {
        Bear(family.Mother, births.Mother, births.Lane, ref draws);
        Bear(family.Father, births.Father, births.Lane, ref draws);
        PersonName surname = draws.Happens(930) ? family.Father.Name : family.Mother.Name;
        Bear(family.FirstChild, births.FirstChild, births.Lane, surname, ref draws);
        family.SecondChild.IsOnRoster = false;
        if (births.SecondLane >= 0)
            Bear(family.SecondChild, births.SecondChild, births.SecondLane, surname, ref draws);
    }

    private void Bear(SampleParent parent, int birth, int lane, ref SeededDraws draws)
    {
        parent.Birth = birth;
        parent.Id = _lanes.Number(lane, birth, parent.IsMother);
        parent.Name = PersonName.Draw(parent.IsMother, birth, ref draws);
    }

    private void Bear(SampleChild child, int birth, int lane, PersonName surname, ref SeededDraws draws)
    {
        child.IsOnRoster = true;
        child.Birth = birth;
        child.IsFemale = draws.Happens(475);
        child.Id = _lanes.Number(lane, birth, child.IsFemale);
        child.Name = PersonName.Draw(child.IsFemale, birth, ref draws).WithSurnameOf(surname);
        child.Death = child.Adopted = 0;
        child.DisabilityGrade = child.DisabilityDate = child.DisabilityEnded = child.CardCategory = 0;
    }

    // Villages rise with the households, so that a county is in the order of region code and household number as it is made.
    private int Village(long household)
    {
        long villages = Math.Min(MostVillages, 1 + county.Households / HouseholdsPerVillage);
        (int town, int village) = Math.DivRem((int)(household * villages / county.Households), VillagesPerTown);
        return (town + 1) * 1000 + village + 1;
    }
}
