using System.Collections.Concurrent;
using CsCheck;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Assessment;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Forecasts;
using Disbursement.Domain.History;
using Disbursement.Domain.Households;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Domain.Settlement;

namespace Disbursement.Domain.Tests.Settlement;

/// <summary>What holds for every claimant after every run, whatever the rosters said before (rules, section 5).</summary>
internal sealed class SettlementProperties
{
    private const long Stories = 6_000;

    private static readonly IReadOnlyList<SchemeRules> Rules = [.. Story.Packs.Select(SchemeRules.Of)];
    private static readonly Scheme[] Once = [Scheme.Of("rls"), Scheme.Of("shg")];
    private static readonly Dictionary<Scheme, Money> MostOfAYear =
        ShippedPack.Pack.Schemes.ToDictionary(scheme => scheme, FindMostOfAYear);
    private static readonly Lazy<ConcurrentBag<Step[]>> Followed = new(FollowAll);

    [Test]
    public void What_is_settled_and_the_difference_make_what_is_due_in_every_accountable_year() => AfterEveryRun(step =>
    {
        foreach (Decision decision in step.Settled)
        {
            int first = step.Pack.AccountableFrom.Year, last = step.Run.Year;
            IEnumerable<int> years = decision.Scheme == Scheme.Of("shm") ? [last] : Enumerable.Range(first, last - first + 1);
            Must(decision.Dues.Select(due => due.Year).SequenceEqual(years), $"{decision.Scheme} looks at every accountable year");
            foreach (YearDue due in decision.Dues)
            {
                Money before = step.Before.SettledOf(decision.Scheme, due.Year), after = step.After.SettledOf(decision.Scheme, due.Year);
                bool isLeft = before > due.Amount.Total && step.Pack.TermsOf(decision.Scheme).Recovery == RecoveryMethod.None;
                Money expected = isLeft ? before : due.Amount.Total;
                Must(after == expected, $"{decision.Scheme} {due.Year}: due {due.Amount.Total}, settled before {before} and after {after}");
            }
        }
    });

    [Test]
    public void The_same_roster_again_pays_nothing_and_soon_books_nothing() => AfterEveryRun(step =>
    {
        AssessedClaimant again = step.Again();

        Must(again.Settlement.Schemes.All(scheme => scheme.Payment == Money.Zero), "the second run pays nothing");
        Must(again.Settlement.Schemes.Count == 0 && again.Settlement.Receivables.Count == 0, "the second run settles nothing");
        Must(SameBooks(AfterRun.Of(again), step.After), "the second run leaves the books as they were");
        Must(again.Decisions.Select(Shown).SequenceEqual(step.Assessed.Decisions.Select(Shown)), "the second run decides the same");
    });

    /// <summary>Once the ledger no longer has a lump sum, the year in which it is owed is found afresh by the next run.</summary>
    private static bool TookBackALumpSum(AssessedClaimant assessed) =>
        assessed.Settlement.Schemes.Any(scheme => assessed.Case.Rules.Of(scheme.Decision.Scheme) is OnceRule
            && scheme.Recoveries.Count > 0);

    /// <summary>
    /// A forecast works out the year to come alone. Here each year is a whole run over the same roster, which looks at all years before it.
    /// </summary>
    [Test]
    public void A_forecast_foresees_what_the_runs_of_the_years_to_come_would_grant() => AfterEveryRun(step =>
    {
        AssessedClaimant first = step.Assessed;
        int year = step.Run.Year;
        SchemeRules rules = first.Case.Rules;
        List<(Scheme, int, Layered)> granted = [];
        ClaimantHistory history = step.Before;
        bool mayApply = false;
        for (int at = year; at <= year + 4; at++)
        {
            AssessedClaimant run = Run(history);
            bool isUnclaimed = run.Decisions.Any(decision => decision.Outcome == Outcome.Unclaimed);
            mayApply = at == year ? !isUnclaimed : mayApply;
            if (isUnclaimed && mayApply)
                run = Run(history.AppliedOn(new DateOnly(at, 1, 1), rules.ApplicationColumns));
            granted.AddRange(run.Decisions.Where(decision => decision.Outcome == Outcome.Granted && decision.Dues[^1].Year == at
                    && decision.Dues[^1].Amount.Total > Money.Zero)
                .Select(decision => (decision.Scheme, at, decision.Dues[^1].Amount)));
            history = AfterRun.Of(run);

            AssessedClaimant Run(ClaimantHistory before) =>
                AssessedClaimant.Of(first.Household, first.Case.Claimant, before, rules, Month.December(at), first.IsDuplicate);
        }

        IEnumerable<(Scheme, int, Layered)> foreseen = ForecastClaimant.Run(
            first.Household, first.Case.Claimant, step.Before, rules, Month.December(year), 4, first.IsDuplicate)
            .Select(due => (due.Scheme, due.Year, due.Due));
        Must(foreseen.SequenceEqual(granted), $"{year}: foreseen {string.Join(' ', foreseen)}, granted {string.Join(' ', granted)}");
    });

    [Test]
    public void A_year_paid_in_parts_ends_where_one_run_of_the_whole_year_ends() => AfterEveryRun(step =>
    {
        ClaimantHistory history = step.Before;
        int seed = step.Assessed.Case.Claimant.BirthDate.DayNumber;
        bool isFoundAfresh = TookBackALumpSum(step.Assessed);
        foreach (int month in new[] { 1 + seed % 5, 6 + seed % 3, 9 + seed % 4, 12 })
        {
            AssessedClaimant part = step.Again(history, month);
            isFoundAfresh |= TookBackALumpSum(part);
            history = AfterRun.Of(part);
        }

        // A part that takes a lump sum back leaves the next one to find its year afresh; the whole year does so in the run after.
        Must(isFoundAfresh || history.Settled.SequenceEqual(step.After.Settled), "the parts settle what the whole settles");
    });

    [Test]
    public void Lines_add_up_to_the_amount_which_is_never_negative() => AfterEveryRun(step =>
    {
        foreach (SchemeSettlement settled in step.Assessed.Settlement.Schemes)
        {
            Must(settled.Accruals.All(accrual => accrual.Amount.Total > Money.Zero)
                && settled.Recoveries.All(recovery => recovery.Amount > Money.Zero), "every booking is above zero");
            Must(settled.Current == Sum(settled.Accruals.Where(accrual => accrual.Year == step.Run.Year)
                .Select(accrual => accrual.Amount.Total)), "current is the run's year");
            Must(settled.Arrears == Sum(settled.Accruals.Where(accrual => accrual.Year < step.Run.Year)
                .Select(accrual => accrual.Amount.Total)), "arrears are earlier years");
            Must(settled.Current + settled.Arrears - settled.Offset == settled.Payment, "the lines are the payment");
            Must(settled.Offset >= Money.Zero && settled.Payment >= Money.Zero, "nobody is paid less than nothing");
            Must(!settled.Accruals.Select(accrual => accrual.Year).Intersect(settled.Recoveries.Select(recovery => recovery.Year)).Any(),
                "a year is accrued or recovered");
        }
    });

    [Test]
    public void A_receivable_is_what_is_owed_back_less_what_was_offset() => AfterEveryRun(step =>
    {
        IEnumerable<string> groups = ShippedPack.Pack.Schemes.Select(scheme => step.Pack.TermsOf(scheme).ReceivableGroup).Distinct();
        foreach (string group in groups)
        {
            SchemeSettlement[] schemes =
                [.. step.Assessed.Settlement.Schemes.Where(settled => step.Pack.TermsOf(settled.Decision.Scheme).ReceivableGroup == group)];
            Money owedBack = step.Before.ReceivableOf(group) + Sum(
                schemes.SelectMany(settled => settled.Recoveries).Select(recovery => recovery.Amount));
            Money offsets = Sum(schemes.Select(settled => settled.Offset)), after = step.After.ReceivableOf(group);
            Must(after == owedBack - offsets && after >= Money.Zero, $"{group}: owed back {owedBack}, offset {offsets}, open {after}");
            Must(after == Money.Zero
                || schemes.All(settled => settled.Payment == Money.Zero), $"{group}: nothing is paid while {after} is open");
            Must(schemes.Zip(schemes.Skip(1)).All(pair => pair.Second.Offset == Money.Zero || pair.First.Payment == Money.Zero),
                $"{group}: the next scheme gives once the one before has given all");
        }
    });

    [Test]
    public void What_was_paid_is_what_the_ledger_has_accrued_and_what_is_still_owed_back() => AfterEveryRun(step =>
    {
        Money paid = Sum(step.After.Paid.Select(entry => entry.Amount)), settled = Sum(step.After.Settled.Select(entry => entry.Amount));
        Money open = Sum(step.After.Receivables.Select(entry => entry.Amount));
        Must(paid == settled + open, $"paid {paid}, settled {settled}, open {open}");
    });

    [Test]
    public void No_month_is_paid_twice() => AfterEveryRun(step =>
    {
        foreach ((Scheme scheme, int year, Money amount) in step.After.Settled)
            Must(amount > Money.Zero
                && amount <= MostOfAYear[scheme], $"{scheme} {year} has {amount}, a year owes at most {MostOfAYear[scheme]}");
        foreach (Scheme scheme in Once)
            Must(step.After.Settled.Count(entry => entry.Scheme == scheme) <= 1, $"{scheme} stands in one year at most");
    });

    [Test]
    public void No_month_has_special_assistance_of_both_kinds_and_none_stacks_with_the_elderly_reward() => AfterEveryRun(step =>
    {
        Case c = step.Assessed.Case;
        for (int year = c.FirstYear; year <= c.RunYear; year++)
        {
            Months bereaved = c.WholeMonthsOf(Scheme.Of("sab"), year), disabled = c.WholeMonthsOf(Scheme.Of("sad"), year);
            Must((bereaved & disabled).IsNone, $"{year}: sab {bereaved}, sad {disabled}");
            Money reward = step.Assessed.Decisions.Where(decision => decision.Scheme == Scheme.Of("era"))
                .SelectMany(decision => decision.Dues)
                .SingleOrDefault(due => due.Year == year).Amount.Total;
            Must(step.Pack.TermsOf(Scheme.Of("era")).IsSet("stackWithSpecial") || reward == Money.Zero
                || (bereaved | disabled).IsNone, $"{year}: era {reward}, sab {bereaved}, sad {disabled}");
        }
    });

    [Test]
    public void A_run_touches_no_later_year_and_no_scheme_without_a_decision() => AfterEveryRun(step =>
    {
        foreach (Scheme scheme in ShippedPack.Pack.Schemes)
        {
            bool isSettled = step.Settled.Any(decision => decision.Scheme == scheme);
            for (int year = 2024; year <= 2029; year++)
            {
                bool isOpen = isSettled && year >= step.Pack.AccountableFrom.Year && year <= step.Run.Year;
                Must(isOpen
                    || step.After.SettledOf(scheme, year) == step.Before.SettledOf(scheme, year), $"{scheme} {year} stays as it was");
            }
        }
    });

    [Test]
    public void A_decision_is_granted_with_something_due_or_refused_with_a_code() => AfterEveryRun(step =>
    {
        foreach (Decision decision in step.Assessed.Decisions)
        {
            Must(decision.Outcome == Outcome.Refused == decision.Codes.Count > 0,
                $"{decision.Scheme} {decision.Outcome} with {decision.Codes.Count} codes");
            Money due = decision.Dues.SingleOrDefault(due => due.Year == step.Run.Year).Amount.Total;
            Must(decision.Outcome == Outcome.Granted == due > Money.Zero, $"{decision.Scheme} {decision.Outcome} with {due} due");
        }
    });

    [Test]
    public void Funding_shares_add_up_to_the_batch()
    {
        Story.Any.Array[1, 5].Sample(
            stories =>
            {
                foreach (IGrouping<(int Pack, Scheme), SchemeSettlement> batch in stories.SelectMany(Follow)
                    .SelectMany(step => step.Assessed.Settlement.Schemes.Select(settled => (step.Run.Pack, Settled: settled)))
                    .Where(paid => paid.Settled.Payment > Money.Zero)
                    .GroupBy(paid => (paid.Pack, paid.Settled.Decision.Scheme), paid => paid.Settled))
                {
                    ControlTotals totals = new();
                    foreach (SchemeSettlement payment in batch)
                        totals.Add(payment);

                    LevelSums funding = totals.Funding(Story.Packs[batch.Key.Pack].TermsOf(batch.First().Decision.Scheme).Funding);
                    Must(totals.Total == Sum(batch.Select(payment => payment.Payment)), "the total is what is paid");
                    Must(funding.Total == totals.Total, $"funding {funding.Total}, batch {totals.Total}");
                }
            },
            iter: Stories / 5,
            print: stories => string.Join("\n\n", stories.AsEnumerable()));
    }

    [Test]
    public void The_stories_hold_every_scheme_and_every_kind_of_settlement()
    {
        ConcurrentDictionary<string, bool> seen = new();
        AfterEveryRun(step =>
        {
            foreach (Decision decision in step.Assessed.Decisions)
                seen[$"{decision.Scheme} {decision.Outcome}"] = true;
            foreach (SchemeSettlement settled in step.Assessed.Settlement.Schemes)
            {
                seen[$"{settled.Decision.Scheme} accrued"] = seen.ContainsKey($"{settled.Decision.Scheme} accrued")
                    || settled.Accruals.Count > 0;
                seen[$"{settled.Decision.Scheme} recovered"] = seen.ContainsKey($"{settled.Decision.Scheme} recovered")
                    || settled.Recoveries.Count > 0;
                seen[settled.Offset > Money.Zero ? "offset" : "no offset"] = true;
                seen[settled.Arrears > Money.Zero ? "arrears" : "no arrears"] = true;
            }
        });

        IEnumerable<string> wanted = ShippedPack.Pack.Schemes.SelectMany(
            scheme => new[] { $"{scheme} Granted", $"{scheme} Refused", $"{scheme} accrued", $"{scheme} recovered" })
            .Concat(["era Unclaimed", "sab Unclaimed", "sad Unclaimed", "sac Unclaimed", "rls Unclaimed", "offset", "arrears"]);
        Assert.That(wanted.Where(kind => !seen.GetValueOrDefault(kind)), Is.Empty);
    }

    /// <summary>
    /// Every property is held against the same stories; where it breaks, others are drawn until the smallest is found that breaks it.
    /// </summary>
    private static void AfterEveryRun(Action<Step> holds)
    {
        try
        {
            Parallel.ForEach(Followed.Value, steps => Array.ForEach(steps, holds));
        }
        catch (AggregateException broken)
        {
            Story.Any.Sample(story => Array.ForEach([.. Follow(story)], holds), iter: Stories, print: story => story.ToString());
            throw broken.InnerExceptions[0];
        }
    }

    private static ConcurrentBag<Step[]> FollowAll()
    {
        ConcurrentBag<Step[]> followed = [];
        Story.Any.Sample(story => followed.Add([.. Follow(story)]), iter: Stories, print: story => story.ToString());
        return followed;
    }

    private static IEnumerable<Step> Follow(Story story)
    {
        Dictionary<CitizenId, ClaimantHistory> histories = [];
        foreach (ToldRun run in story.Runs)
        {
            AcceptedHousehold household = A.Accepted(story.Tellings[run.Telling].At(run.Year));
            foreach (Claimant claimant in new[] { household.Household.Mother, household.Household.Father }.OfType<Claimant>())
            {
                ClaimantHistory before = histories.GetValueOrDefault(claimant.Id, ClaimantHistory.Empty);
                AssessedClaimant assessed =
                    AssessedClaimant.Of(household, claimant, before, Rules[run.Pack], Month.December(run.Year), run.IsDuplicate);
                ClaimantHistory after = histories[claimant.Id] = AfterRun.Of(assessed);
                yield return new Step(run, assessed, before, after);
            }
        }
    }

    private static Money FindMostOfAYear(Scheme scheme) =>
        Story.Packs.Select(pack => pack.TermsOf(scheme)).Max(terms => scheme == Scheme.Of("shm")
        ? terms.Amounts("ceiling").Max(entry => entry.Value)
        : new Money(
            terms.Rates.Max(rate => MostOf(rate.Rate).Fen) * 
                (scheme.Code is "sab" or "sad" or "sac" or "shc" ? 12 : 1)));

    private static Money MostOf(Rate rate) =>
        Sum(new[] { rate.Base, rate.Province, rate.City, [.. rate.County.Values.SelectMany(layer => layer)] }
        .Where(layer => layer.Count > 0).Select(layer => layer.Max(entry => entry.Value)));

    private static bool SameBooks(ClaimantHistory left, ClaimantHistory right) =>
        left.Settled.SequenceEqual(right.Settled) && left.Paid.SequenceEqual(right.Paid)
            && left.Receivables.SequenceEqual(right.Receivables)
        && left.FirstAppliedOn == right.FirstAppliedOn && left.Facts.SequenceEqual(right.Facts);

    private static (Scheme, Outcome, Months, Money) Shown(Decision decision) =>
        (decision.Scheme, decision.Outcome, decision.Months, Sum(decision.Dues.Select(due => due.Amount.Total)));

    private static Money Sum(IEnumerable<Money> amounts) => amounts.Aggregate(Money.Zero, (sum, amount) => sum + amount);

    private static void Must(bool holds, string what)
    {
        if (!holds)
            throw new InvalidOperationException(what);
    }

    /// <summary>One claimant in one run of a story.</summary>
    private sealed record Step(ToldRun Run, AssessedClaimant Assessed, ClaimantHistory Before, ClaimantHistory After)
    {
        public PolicyPack Pack => Assessed.Case.Pack;

        /// <summary>The decisions that are settled: all but unclaimed ones and those of somebody in two households.</summary>
        public IEnumerable<Decision> Settled =>
            Assessed.IsDuplicate ? [] : Assessed.Decisions.Where(decision => decision.Outcome != Outcome.Unclaimed);

        /// <summary>The same roster in another run of the same year.</summary>
        public AssessedClaimant Again() => Again(After, 12);

        /// <summary>The same roster over other books, through a month of the year.</summary>
        public AssessedClaimant Again(ClaimantHistory before, int through) => AssessedClaimant.Of(
            Assessed.Household, Assessed.Case.Claimant, before, Assessed.Case.Rules, new Month(Run.Year, through), Assessed.IsDuplicate);
    }
}
