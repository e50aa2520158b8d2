using Disbursement.Jobs.Samples.Rows;

namespace Disbursement.Jobs.Samples;

/// <summary>Surgical complications, care and medical costs of the parents.</summary>
internal static class ComposeHardship
{
    private static readonly int FirstComplication = Days.Of(1980);
    private static readonly int LastComplication = Days.Of(2027);
    private static readonly int LastRecovery = Days.Of(2031);

    public static void Run(Family family, FamilyKind kind, int year, ref SeededDraws draws, ref SeededDraws costs)
    {
        KnownDays known = new(year);
        bool isMothers = draws.Happens(850);
        foreach (SampleParent parent in (ReadOnlySpan<SampleParent>)[family.Mother, family.Father])
        {
            parent.ComplicationGrade = parent.ComplicationDate = parent.ComplicationEnded = 0;
            if (kind.Situation == Situation.Complication && parent.IsMother == isMothers)
                Complicate(parent, family, known, ref draws);

            Care(parent, kind, year, ref draws, ref costs);
        }

        // An operation on a parent who is not named would leave the family without its reason.
        if (kind.Situation == Situation.Complication)
            (isMothers ? family.Mother : family.Father).IsOnRoster = true;
    }

    private static void Complicate(SampleParent parent, Family family, KnownDays known, ref SeededDraws draws)
    {
        int drawn = draws.Below(100);
        int earliest = Math.Max(FirstComplication, family.FirstChild.Birth + 60);
        int date = draws.Between(earliest, draws.Happens(150) ? LastComplication : earliest + 20 * Days.PerYear);
        int ended = draws.Between(date + 100, LastRecovery);
        bool isEnded = draws.Happens(120);

        parent.ComplicationDate = known.Keep(date, parent.Death);
        if (parent.ComplicationDate == 0)
            return;

        parent.ComplicationGrade = drawn < 10 ? 1 : drawn < 40 ? 2 : drawn < 90 ? 3 : 4;
        parent.ComplicationEnded = isEnded ? known.Keep(ended, parent.Death) : 0;
    }

    private static void Care(SampleParent parent, FamilyKind kind, int year, ref SeededDraws draws, ref SeededDraws costs)
    {
        bool isHard = kind.Situation is Situation.Bereaved or Situation.Disabled;
        int age = year - DateOnly.FromDayNumber(parent.Birth).Year;
        int level = draws.Below(100) + (age > 78 ? 15 : 0);
        bool isAssessed = draws.Happens(isHard ? 850 : 60) && age >= 58;
        parent.CareLevel = !isAssessed ? CareLevel.NotGiven : level < 62 ? CareLevel.None : level < 87 ? CareLevel.Partial : CareLevel.Full;

        bool isIll = costs.Happens(isHard ? 300 : 25);
        int root = costs.Below(245);
        parent.MedicalSelfPaid = isIll ? (long)root * root * 100 + costs.Below(100_000) : -1;
    }
}
