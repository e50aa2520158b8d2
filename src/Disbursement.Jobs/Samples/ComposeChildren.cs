using Disbursement.Jobs.Samples.Rows;

namespace Disbursement.Jobs.Samples;

/// <summary>What befalls the children of a family: deaths, adoptions and disabilities.</summary>
internal sealed class ComposeChildren(int year)
{
    private const int AdoptionYears = 6;

    // Events reach a little beyond the first years of the sample, so that the next year has news.
    private static readonly int LastEvent = Days.Of(2031) - 1;
    private static readonly int RecentDeaths = Days.Of(2025);
    private static readonly int LastRecentDeath = Days.Of(2027) + 180;

    private readonly KnownDays _known = new(year);

    public void Run(Family family, FamilyKind kind, ref SeededDraws draws)
    {
        SampleChild first = family.FirstChild;
        SampleChild second = family.SecondChild;
        switch (kind.Situation)
        {
            case Situation.Bereaved when kind.HasSecondChild:
                Bereave(first, second.Birth - 300, ref draws);
                ArriveAfterDeath(first, second, ref draws);
                break;
            case Situation.Bereaved:
                Bereave(first, LastEvent, ref draws);
                break;
            case Situation.Disabled:
                Disable(first, ref draws);
                break;
            case Situation.Adopted:
                first.Adopted = first.Birth + draws.Between(10, AdoptionYears * Days.PerYear);
                break;
            case Situation.Elderly when kind.HasSecondChild && draws.Happens(450):
                LoseOne(draws.Happens(500) ? first : second, ref draws);
                break;
            default:
                break;
        }

        first.IsOnRoster = _known.Keep(first.Birth) != 0;
        second.IsOnRoster = second.IsOnRoster && _known.Keep(second.Birth) != 0
            && (second.Adopted == 0 || _known.Keep(second.Adopted) != 0);
        GivePapers(first, ref draws);
        GivePapers(second, ref draws);
    }

    private void Bereave(SampleChild child, int latest, ref SeededDraws draws)
    {
        bool isRecent = draws.Happens(150);
        int recent = draws.Between(RecentDeaths, LastRecentDeath);
        int any = draws.Between(child.Birth, Math.Min(latest, LastRecentDeath));
        child.Death = _known.Keep(isRecent && recent <= latest ? recent : any);
    }

    private static void ArriveAfterDeath(SampleChild dead, SampleChild second, ref SeededDraws draws)
    {
        int wait = draws.Between(60, AdoptionYears * Days.PerYear);
        if (draws.Happens(550))
            second.Adopted = Math.Max(second.Birth, dead.Death) + wait;
    }

    private void LoseOne(SampleChild child, ref SeededDraws draws) =>
        child.Death = _known.Keep(draws.Between(child.Birth, LastRecentDeath));

    private void Disable(SampleChild child, ref SeededDraws draws)
    {
        int drawn = draws.Below(100);
        int grade = drawn < 15 ? 1 : drawn < 47 ? 2 : drawn < 80 ? 3 : 4;
        int since = draws.Between(child.Birth + 30, Math.Min(child.Birth + 45 * Days.PerYear, LastRecentDeath));
        int death = draws.Between(since + 30, LastEvent);
        int ended = draws.Between(since + 200, LastEvent);
        bool dies = draws.Happens(110);
        bool recovers = draws.Happens(60);
        int category = draws.Happens(850) ? draws.Between(1, 7) : 0;
        bool hasSuffix = draws.Happens(150);

        child.Death = dies ? _known.Keep(death) : 0;
        child.DisabilityDate = _known.Keep(since);
        if (child.DisabilityDate == 0)
            return;

        child.DisabilityGrade = grade;
        child.DisabilityEnded = recovers ? _known.Keep(ended, child.Death) : 0;
        child.CardCategory = category;
        child.HasCardSuffix = hasSuffix;
    }

    private static void GivePapers(SampleChild child, ref SeededDraws draws)
    {
        child.GivesId = !draws.Happens(child.Death > 0 ? 250 : 25) || child.CardCategory > 0;
        child.GivesBirthDate = draws.Happens(850) || !child.GivesId;
    }
}
