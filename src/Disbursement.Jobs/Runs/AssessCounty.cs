using Disbursement.Domain.Amounts;
using Disbursement.Domain.Assessment;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Assessment;
using Disbursement.Jobs.Batches;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.PaymentFiles;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Proposals;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Runs.Parts;
using Disbursement.Jobs.Sorting;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Standings;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Runs;

/// <summary>One county of a run, decided and settled. Counties go side by side.</summary>
internal sealed class AssessCounty(
    RunOrder order, RunRecord run, RunInputs inputs, CarriedPayments carried, KeyRing ring, Database? store, PackBefore? before,
    RunProgress progress)
{
    private const int PayableBudget = 4 << 20;
    private const int StandingBudget = 2 << 20;

    private readonly PolicyPack _pack = inputs.Pack;
    private readonly JudgeAsBefore _change = new(before, order.Through, order.IsChinese);
    private readonly OverduePromises _promises = new(
        PaymentFileHeading.ValueDateOf(run.ValueDate, run.StartedAt), file => inputs.Rosters[file].Name, order.IsChinese);

    /// <summary>Households → decisions → settlement. What is to be paid waits in the spool, in the order of payment numbers.</summary>
    public AssessedPart Run(PartPlace place, YearRead read, CancellationToken stop)
    {
        AssessedPart part = new(
            new CountyTally(place.Name), PayableSpool.Make(place.Folder, place.Name, order.Year, PayableBudget, place.IsKept),
            new SortedSegments(place.Folder, $"{AssessedPart.StandingsName}-{place.Name}", 0, place.IsKept),
            new RegisterMatches(read.Registers.Count), []);
        using Sealer sealer = new(ring);
        using RunRows rows = new(place.Rows!, run, sealer);
        using TakeUpHouseholds takeUp = read.TakeUp(_pack, store, ring, part.Matches);
        RegionNames regions = inputs.Terms.Exports.Regions;
        using TellContradictions contradictions = new(
            read.Registers, _pack, file => inputs.Rosters[file].Name, () => place.Grow("contradictions",
                $"{place.Name}.csv"), regions, order.IsChinese);
        using TellSharedChildren children = new(read.Duplicates.Children, file => inputs.Rosters[file].Name,
            () => place.Grow("children", $"{place.Name}.csv"), regions, order.IsChinese);
        using ListDuplicates twice = new(() => place.Grow("duplicates", $"{place.Name}.csv"), regions, order.IsChinese);
        WriteStandings remember = new(part.Standings, StandingBudget);
        using ClaimantKeys accounts = new(ring);
        List<(ClaimantKey Key, CarriedTo To)> seen = [];
        foreach (HouseholdAtHand household in takeUp.Run(read.Accepted(place.Name, stop)))
        {
            (ReviewFlags flags, string holdNote) = contradictions.Run(household);
            (ReviewFlags promised, string promiseNote) = _promises.Of(household.Roster);
            (flags, holdNote) = (flags | promised, HoldNote.Of(holdNote, promiseNote));
            (ReviewFlags Flags, string HoldNote) child = children.Run(household.Roster.Household);
            part.Tally.Households++;
            int decisions = 0;
            IReadOnlyList<AssessedClaimant> asBefore = _change.AsBefore(household);
            for (int i = 0; i < household.Claimants.Count; i++)
            {
                ClaimantAtHand claimant = household.Claimants[i];
                AssessedClaimant assessed = claimant.Assess(inputs.Rules, order.Through);
                AssessedClaimant? then = asBefore.Count == 0 ? null : asBefore[i];
                if (then is not null)
                    JudgeAsBefore.Count(assessed, then, part.Tally);
                bool isCarried = carried.Concern(claimant.Key);
                bool isPayable = isCarried || assessed.Settlement.Schemes.Count > 0
                    || assessed.Decisions.Any(decision => decision.Outcome == Outcome.Unclaimed);
                Payee? payee = isPayable ? claimant.Household.PayeeOf(claimant.Claimant) : null;
                long number = rows.Claimant(assessed, claimant.Key, claimant.StoredStanding, payee);
                (KnownAccount account, ReviewFlags changed) = AccountOf(
                    assessed, isCarried, payee, claimant.Standing.Account, accounts);
                remember.Add(assessed, claimant.Key, number, claimant.Standing, account);
                if (isCarried)
                    seen.Add((claimant.Key, To(number, claimant, payee!, read) with
                    {
                        Flags = flags | changed, HoldNote = holdNote, Child = child,
                    }));
                if (assessed.IsDuplicate)
                    Name(twice, read.Duplicates, assessed);
                if (payee is not null)
                {
                    part.Payable.Add(
                        assessed, payee, number, claimant.Key, flags | changed | AccountFlag(read.Duplicates, payee), holdNote, child,
                        settlement => _change.Because(settlement, then));
                    progress.AddPayable();
                }

                decisions += assessed.Decisions.Count;
                part.Tally.Count(assessed);
            }

            progress.AddHousehold(decisions);
        }

        remember.Finish();
        part.Tally.Contradicted = contradictions.Contradicted;
        part.Payable.Finish();
        return part with { Seen = seen };
    }

    private static ReviewFlags AccountFlag(Duplicates duplicates, Payee payee) =>
        duplicates.IsShared(payee.BankAccount) ? ReviewFlags.DuplicateAccount : ReviewFlags.None;

    /// <summary>The account that the books know after the run, and whether a payment to this one must be looked at.</summary>
    private (KnownAccount After, ReviewFlags Flags) AccountOf(
        AssessedClaimant assessed, bool isCarried, Payee? payee, KnownAccount before, ClaimantKeys accounts)
    {
        if (payee is null || !isCarried && assessed.Settlement.Schemes.All(settlement => settlement.Payment <= Money.Zero))
            return (before, ReviewFlags.None);

        ulong account = KnownAccount.HashOf(payee.BankAccount, accounts);
        return (before.After(order.Year, account),
            before.IsNewIn(order.Year, account) ? ReviewFlags.AccountChanged : ReviewFlags.None);
    }

    private CarriedTo To(long number, ClaimantAtHand claimant, Payee payee, YearRead read)
    {
        RosterReading roster = read.Files[claimant.Household.PlaceOf(claimant.Claimant).File];
        return new(number, claimant.Household.Household.RegionCode, claimant.Household.Household.Number,
            claimant.Claimant.Role.Code(), Person.Of(claimant.Claimant.Id, payee))
        {
            Roster = roster.File.Name,
            BroughtBy = [.. carried.BroughtBy[roster.Sha256]],
        };
    }

    private void Name(ListDuplicates twice, Duplicates duplicates, AssessedClaimant assessed)
    {
        RosterPlace own = assessed.Household.PlaceOf(assessed.Case.Claimant);
        IEnumerable<OtherPlace> others = duplicates.PlacesOf(assessed.Case.Claimant)
            .Where(place => place.File != own.File || place.Line != own.Line)
            .Select(place => new OtherPlace($"{place.County:000000}", inputs.Rosters[place.File].Name, place.Line));
        twice.Add(assessed, inputs.Rosters[own.File].Name, own.Line, others);
    }
}
