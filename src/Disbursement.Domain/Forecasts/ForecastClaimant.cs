using Disbursement.Domain.Amounts;
using Disbursement.Domain.Assessment;
using Disbursement.Domain.History;
using Disbursement.Domain.Households;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;

namespace Disbursement.Domain.Forecasts;

/// <summary>What a scheme would owe a claimant for a year to come.</summary>
/// <param name="Scheme">The scheme.</param>
/// <param name="Year">The year.</param>
/// <param name="Due">What is due for that year if the claimant lives.</param>
/// <param name="Survival">The probability that the claimant lives, from 0 to 1; 1 in the first year, and where the pack has no life
/// table.</param>
public readonly record struct ForeseenDue(Scheme Scheme, int Year, Layered Due, decimal Survival);

/// <summary>
/// Carries a claimant forward through the very rules: each year is assessed as its run would do it, over the roster as it is now, and
/// leaves behind what that run would leave. Birthdays, ages, certificates and dated events are known; deaths are a probability; who first
/// qualifies in a later year is taken to apply in it, while who could have claimed already is taken to go on without; new children,
/// divorces, moves and new disabilities are not foreseen.
/// </summary>
public static class ForecastClaimant
{
    /// <summary>
    /// What is due for the year of <paramref name="through"/>, up to that month, and for each of the <paramref name="further"/> years after
    /// it.
    /// </summary>
    /// <param name="household">The household as the roster has it.</param>
    /// <param name="claimant">The claimant.</param>
    /// <param name="history">What earlier runs left behind.</param>
    /// <param name="rules">The schemes of the pack.</param>
    /// <param name="through">The last month of the roster's year that counts; the years after it are whole.</param>
    /// <param name="further">How many years after it.</param>
    /// <param name="isDuplicate">Whether the claimant stands in several households: then nothing is paid, and nothing is foreseen.</param>
    public static IReadOnlyList<ForeseenDue> Run(AcceptedHousehold household, Claimant claimant, ClaimantHistory history, SchemeRules rules,
        Month through, int further, bool isDuplicate)
    {
        List<ForeseenDue> foreseen = [];
        AssessedClaimant first = AssessedClaimant.Of(household, claimant, history, rules, Month.December(through.Year), isDuplicate);
        bool mayApply = !IsUnclaimed(first.Decisions);

        // The first run settles the years up to it; after it the year to come is worked out alone.
        ClaimantHistory then = AfterRun.Of(first);
        decimal survival = 1m;
        bool areLater = then.Facts.Any(facts => facts.Year > through.Year);
        Foresee(through.IsDecember
            ? first.Decisions
            : AssessedClaimant.Of(household, claimant, history, rules, through, isDuplicate).Decisions, through.Year);
        for (int year = through.Year + 1; year <= through.Year + further; year++)
        {
            survival *= SurvivalOf(claimant, rules.Pack, year - 1);
            (IReadOnlyList<Decision> decisions, ClaimantHistory after) = Decide(then, year);
            if (mayApply && IsUnclaimed(decisions))
                (decisions, after) = Decide(then.AppliedOn(new DateOnly(year, 1, 1), rules.ApplicationColumns), year);
            then = after;
            Foresee(decisions, year);
        }

        return foreseen;

        (IReadOnlyList<Decision> Decisions, ClaimantHistory After) Decide(ClaimantHistory before, int year)
        {
            if (!areLater && !IsSettledOnce(before, rules))
            {
                Case c = new(household.Household, claimant, before, rules, Month.December(year), duesFrom: year);
                IReadOnlyList<Decision> decisions = isDuplicate ? AssessClaimant.AsDuplicate(c) : AssessClaimant.Run(c);
                if (!IsOwedOnce(decisions, rules))
                    return (decisions, before);
            }

            // The year in which a sum is owed once rests on what is settled; runs of later years have left facts that others replace.
            AssessedClaimant whole = AssessedClaimant.Of(household, claimant, before, rules, Month.December(year), isDuplicate);
            return (whole.Decisions, AfterRun.Of(whole));
        }

        void Foresee(IReadOnlyList<Decision> decisions, int year)
        {
            foreach (Decision decision in decisions)
            {
                if (decision.Outcome == Outcome.Granted && decision.Dues[^1] is { Amount.Total.Fen: > 0 } due && due.Year == year)
                    foreseen.Add(new ForeseenDue(decision.Scheme, year, due.Amount, survival));
            }
        }
    }

    /// <summary>Whether a sum that is owed once is owed in some year.</summary>
    private static bool IsOwedOnce(IReadOnlyList<Decision> decisions, SchemeRules rules)
    {
        foreach (Decision decision in decisions)
        {
            if ((decision.Outcome == Outcome.Granted || decision.Refusals == Decision.OwedInAnotherYear)
                && rules.Of(decision.Scheme) is OnceRule)
                return true;
        }

        return false;
    }

    /// <summary>Whether the ledger has a sum that is owed once.</summary>
    private static bool IsSettledOnce(ClaimantHistory before, SchemeRules rules)
    {
        for (int i = 0; i < rules.Once.Count; i++)
        {
            if (before.SettledYear(rules.Once[i].Scheme) is not null)
                return true;
        }

        return false;
    }

    private static bool IsUnclaimed(IReadOnlyList<Decision> decisions)
    {
        foreach (Decision decision in decisions)
        {
            if (decision.Outcome == Outcome.Unclaimed)
                return true;
        }

        return false;
    }

    /// <summary>The probability to live at the end of a year for one who lives at its beginning.</summary>
    private static decimal SurvivalOf(Claimant claimant, PolicyPack pack, int year) =>
        claimant.DeathDate is null && TableOf(pack, year) is { } table
            ? table.Survival(claimant.Id.IsGiven ? claimant.Id.IsFemale : claimant.Child?.IsGirl ?? claimant.Role == Role.Mother,
                Math.Max(0, year - claimant.BirthDate.Year))
            : 1m;

    /// <summary>The life table in force at the end of a year, if the pack has one.</summary>
    public static LifeTable? TableOf(PolicyPack pack, int year) =>
        pack.LifeTables.LastOrDefault(table => table.From.Year <= year);
}
