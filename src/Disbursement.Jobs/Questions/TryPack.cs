using Disbursement.Domain.Amounts;
using Disbursement.Domain.Assessment;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Assessment;
using Disbursement.Jobs.Policies;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Standings;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Questions;

/// <summary>What another pack would change for the claimants of one scheme in one county.</summary>
internal sealed class TrialSums
{
    /// <summary>Claimants with something due for the year under the present pack.</summary>
    public long Before { get; set; }

    /// <summary>The same under the other pack.</summary>
    public long After { get; set; }

    /// <summary>Due under the other pack only.</summary>
    public long Entering { get; set; }

    /// <summary>Due under the present pack only.</summary>
    public long Leaving { get; set; }

    /// <summary>Due under both, and more under the other.</summary>
    public long Gaining { get; set; }

    /// <summary>Due under both, and less under the other.</summary>
    public long Losing { get; set; }

    /// <summary>Due for the year, by layer, under the present pack.</summary>
    public Layered DueBefore { get; set; }

    /// <summary>The same under the other pack.</summary>
    public Layered DueAfter { get; set; }

    /// <summary>
    /// What a run would pay out now, arrears of earlier years included and what is taken back taken off, under the present pack.
    /// </summary>
    public Money PaidBefore { get; set; }

    /// <summary>The same under the other pack.</summary>
    public Money PaidAfter { get; set; }

    public void Add(TrialSums other)
    {
        (Before, After, Entering, Leaving, Gaining, Losing) = (Before + other.Before, After + other.After, Entering + other.Entering,
            Leaving + other.Leaving, Gaining + other.Gaining, Losing + other.Losing);
        (DueBefore, DueAfter, PaidBefore, PaidAfter) =
            (DueBefore + other.DueBefore, DueAfter + other.DueAfter, PaidBefore + other.PaidBefore, PaidAfter + other.PaidAfter);
    }
}

/// <summary>One of the largest changes for a claimant.</summary>
internal sealed record TrialChange(Scheme Scheme, AssessedClaimant Before, AssessedClaimant After, Money DueBefore, Money DueAfter)
{
    /// <summary>The largest first; those of one size in the order of households.</summary>
    public static IComparer<TrialChange> Order { get; } = Comparer<TrialChange>.Create((left, right) =>
    {
        int order = Math.Abs((right.DueAfter - right.DueBefore).Fen).CompareTo(Math.Abs((left.DueAfter - left.DueBefore).Fen));
        return order != 0 ? order : string.CompareOrdinal(left.Place, right.Place);
    });

    private string Place =>
        $"{Before.Household.Household.RegionCode} {Before.Household.Household.Number} {Before.Case.Claimant.Role} {Scheme}";
}

/// <summary>Two packs over the same rosters.</summary>
/// <param name="Year">The year.</param>
/// <param name="Inputs">The rosters and the present pack.</param>
/// <param name="Other">The other pack.</param>
/// <param name="Households">Households that were accepted.</param>
/// <param name="Rejected">Households that were rejected, and count for neither.</param>
/// <param name="Sums">By scheme and county; only where anything is due under either.</param>
/// <param name="Largest">The largest changes.</param>
internal sealed record PackTrial(int Year, RunInputs Inputs, PackReading Other, long Households, long Rejected,
    IReadOnlyDictionary<(Scheme Scheme, string County), TrialSums> Sums, IReadOnlyList<TrialChange> Largest);

/// <summary>
/// Assesses every household of a year under two packs, side by side. Nothing is written to the books: they are only read, for what was
/// settled before.
/// </summary>
internal sealed class TryPack(Database? store, KeyRing ring)
{
    private const int MostChanges = 10;

    /// <exception cref="RunRefusal">The inputs are not in order.</exception>
    public PackTrial Run(RunOrder order, PackReading other, RunProgress progress, CancellationToken stop)
    {
        RunInputs inputs = RunInputs.Read(order);
        string[] counties = inputs.CountiesOf(order);
        progress.Stage = "reading";
        using YearInPassing passing = new(inputs, order.Year, counties, order.Workers, order.IsChinese, progress.Reading, stop);
        YearRead read = passing.Read;
        progress.TotalHouseholds = read.AcceptedIn(counties);

        progress.Stage = "assessing";
        SchemeRules rules = SchemeRules.Of(other.Pack!);
        CountyTrial[] trials = passing.Each(county => Try(county, read, inputs.Rules, rules, progress, stop), stop);
        Dictionary<(Scheme, string), TrialSums> sums =
            trials.SelectMany(trial => trial.Sums.Select(one => ((one.Key, trial.County), one.Value)))
                .ToDictionary(one => one.Item1, one => one.Value);
        return new PackTrial(
            order.Year, inputs, other, progress.TotalHouseholds, read.Acceptances.Sum(county => county.Rejected), sums,
            [.. trials.SelectMany(trial => trial.Largest).Order(TrialChange.Order).Take(MostChanges)]);
    }

    private CountyTrial Try(string county, YearRead read, SchemeRules before, SchemeRules after, RunProgress progress,
        CancellationToken stop)
    {
        CountyTrial trial = new(county);
        using TakeUpHouseholds takeUp = read.TakeUp(before.Pack, store, ring);
        foreach (HouseholdAtHand household in takeUp.Run(read.Accepted(county, stop)))
        {
            HouseholdAtHand other = household.Under(after.Pack);
            for (int i = 0; i < household.Claimants.Count; i++)
                trial.Add(household.Claimants[i].Assess(before, Month.December(read.Year)),
                    other.Claimants[i].Assess(after, Month.December(read.Year)), read.Year);

            progress.AddHousehold(0);
        }

        return trial;
    }

    /// <summary>One county; it belongs to one thread.</summary>
    private sealed class CountyTrial(string county)
    {
        private readonly List<TrialChange> _largest = [];

        public string County => county;

        public Dictionary<Scheme, TrialSums> Sums { get; } = [];

        public IEnumerable<TrialChange> Largest => _largest.Order(TrialChange.Order).Take(MostChanges);

        public void Add(AssessedClaimant before, AssessedClaimant after, int year)
        {
            foreach (Scheme scheme in before.Case.Pack.Schemes.Union(after.Case.Pack.Schemes))
            {
                Layered due = Due(before, scheme, year), then = Due(after, scheme, year);
                Money paid = Paid(before, scheme), paidThen = Paid(after, scheme);
                if (due.Total == Money.Zero && then.Total == Money.Zero && paid == Money.Zero && paidThen == Money.Zero)
                    continue;

                if (!Sums.TryGetValue(scheme, out TrialSums? sums))
                    Sums[scheme] = sums = new TrialSums();
                bool isDue = due.Total > Money.Zero, isDueThen = then.Total > Money.Zero;
                sums.Add(new TrialSums
                {
                    Before = isDue ? 1 : 0,
                    After = isDueThen ? 1 : 0,
                    Entering = isDueThen && !isDue ? 1 : 0,
                    Leaving = isDue && !isDueThen ? 1 : 0,
                    Gaining = isDue && then.Total > due.Total ? 1 : 0,
                    Losing = isDueThen && then.Total < due.Total ? 1 : 0,
                    DueBefore = due,
                    DueAfter = then,
                    PaidBefore = paid,
                    PaidAfter = paidThen,
                });
                if (due.Total != then.Total)
                    Keep(new TrialChange(scheme, before, after, due.Total, then.Total));
            }
        }

        /// <summary>Keeps the largest; the list is cut now and then, so that it stays short.</summary>
        private void Keep(TrialChange change)
        {
            _largest.Add(change);
            if (_largest.Count < MostChanges * 20)
                return;

            _largest.Sort(TrialChange.Order);
            _largest.RemoveRange(MostChanges, _largest.Count - MostChanges);
        }

        private static Layered Due(AssessedClaimant assessed, Scheme scheme, int year)
        {
            Layered due = default;
            foreach (Decision decision in assessed.Decisions)
            {
                if (decision.Scheme != scheme || decision.Outcome != Outcome.Granted)
                    continue;

                foreach (YearDue one in decision.Dues)
                    due = one.Year == year ? due + one.Amount : due;
            }

            return due;
        }

        private static Money Paid(AssessedClaimant assessed, Scheme scheme)
        {
            foreach (Domain.Settlement.SchemeSettlement settlement in assessed.Settlement.Schemes)
            {
                if (settlement.Decision.Scheme == scheme)
                    return settlement.Payment;
            }

            return Money.Zero;
        }
    }
}
