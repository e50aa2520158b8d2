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
        int year = through.Year;
        List<ForeseenDue> foreseen = [];
        decimal survival = 1m;
        bool mayApply = false;
        for (int at = year; at <= year + further; at++)
        {
            AssessedClaimant assessed = AssessedClaimant.Of(household, claimant, history, rules, Month.December(at), isDuplicate);
            bool isUnclaimed = assessed.Decisions.Any(decision => decision.Outcome == Outcome.Unclaimed);
            mayApply = at == year ? !isUnclaimed : mayApply;
            if (isUnclaimed && mayApply)
                assessed =
                    AssessedClaimant.Of(household, claimant, history.AppliedOn(new DateOnly(at, 1, 1), rules.ApplicationColumns), rules,
                    Month.December(at), isDuplicate);
            if (assessed.Decisions.Count == 0 && at == year + further && foreseen.Count == 0)
                return foreseen;

            IReadOnlyList<Decision> counted = at == year && !through.IsDecember
                ? AssessedClaimant.Of(household, claimant, history, rules, through, isDuplicate).Decisions
                : assessed.Decisions;
            foreach (Decision decision in counted)
            {
                if (decision.Outcome == Outcome.Granted && decision.Dues[^1] is { Amount.Total.Fen: > 0 } due && due.Year == at)
                    foreseen.Add(new ForeseenDue(decision.Scheme, at, due.Amount, survival));
            }

            history = AfterRun.Of(assessed);
            if (TableOf(rules.Pack, at) is { } table && claimant.DeathDate is null)
                survival *= table.Survival(claimant.Id.IsGiven ? claimant.Id.IsFemale : claimant.Child?.IsGirl
                    ?? claimant.Role == Role.Mother,
                    Math.Max(0, at - claimant.BirthDate.Year));
        }

        return foreseen;
    }

    /// <summary>The life table in force at the end of a year, if the pack has one.</summary>
    public static LifeTable? TableOf(PolicyPack pack, int year) =>
        pack.LifeTables.LastOrDefault(table => table.From <= new DateOnly(year, 12, 31));
}
