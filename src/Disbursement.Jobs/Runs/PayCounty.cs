using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Domain.Ledger;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Domain.Settlement;
using Disbursement.Jobs.Batches;
using Disbursement.Jobs.Ledger;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Proposals;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Runs.Parts;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Standings;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Runs;

/// <summary>One county of a run, paid: its batches are numbered and booked, and its files written. Counties go side by side.</summary>
internal sealed class PayCounty(
    RunOrder order, RunRecord run, RunInputs inputs, CarriedPayments carried, KeyRing ring, Database? store, IKeepRun keep,
    RunProgress progress)
{
    private readonly StopBook _stops = keep.Stops();

    /// <summary>Payments → batches → ledger → files.</summary>
    public PaidPart Run(PartPlace place, AssessedPart assessed, CancellationToken stop)
    {
        using Sealer sealer = new(ring);
        using RunRows rows = new(place.Rows!, run, sealer);
        PayClaimants(place, rows, assessed.Payable, assessed.Tally, stop);
        assessed.Payable.Dispose();
        return new PaidPart(assessed.Tally);
    }

    private void PayClaimants(PartPlace place, RunRows rows, PayableSpool payable, CountyTally tally, CancellationToken stop)
    {
        string county = place.Name;
        ProposalTerms terms = new(run, inputs.Pack, inputs.Bureaus) 
        {
            IsLeftOut = keep.IsLeftOut, Exports = inputs.Terms.Exports,
        };
        using ProposeBatches batches = new(terms, county, path => place.Grow(county, path), place.Folder, rows);
        using ListTakeUp takeUp = new(() => place.Grow("takeup", $"{county}.csv"), inputs.Terms.Exports.Regions, order.IsChinese);
        TransferChain chain = Chain(county);
        BookSettlement book = new(inputs.Pack, county, run.Id, run.StartedAt, run.Maker, chain);
        Queue<(Carried Payment, CarriedTo To)> again = new(carried.In(county));
        foreach (PayableClaimant claimant in payable.Read())
        {
            stop.ThrowIfCancellationRequested();
            while (again.TryPeek(out (Carried Payment, CarriedTo To) earlier)
                && earlier.To.CompareTo(claimant.RegionCode, claimant.HouseholdNo, claimant.Role) < 0)
                PayAgain(again.Dequeue(), batches);
            ClaimantKey key = new(claimant.Key);
            string keyText = key.ToString();
            foreach (Scheme scheme in claimant.Unclaimed)
            {
                takeUp.Add(claimant, scheme);
                tally.Unclaimed++;
            }

            foreach ((SchemeSettlement settlement, ReviewFlags flags, string changed) in claimant.Settlements)
            {
                ProposedPayment? paid = batches.Pay(
                    Held(claimant, key, settlement), settlement, flags, carried.HoldOn(key, settlement.Decision.Scheme));
                string? batch = settlement.Recoveries.Count == 0
                    ? paid?.Batch
                    : batches.TakeBack(claimant, settlement, flags, paid, changed);
                foreach (Transfer transfer in book.Run(settlement, batch, paid?.PaymentNo, keyText))
                    rows.Transfer(transfer, key, chain.Head);
                if (paid is not null)
                    progress.AddPayment(paid.Amount.Fen);
            }

            progress.AddPaid();
        }

        while (again.Count > 0)
            PayAgain(again.Dequeue(), batches);
        tally.Batches.AddRange(batches.Close(chain, stop));
    }

    /// <summary>
    /// A payment that came back or was left behind: what registers and promises say of its household now takes the place of what they said.
    /// A hold lasts: where nothing stands against the household any more, an officer lets the payment go by name.
    /// </summary>
    private void PayAgain((Carried Payment, CarriedTo To) again, ProposeBatches batches)
    {
        CarriedPayment payment = again.Payment.Payment.In(order.Year);
        (ReviewFlags flags, string changed) = again.Payment.Judge(again.To, order.IsChinese);
        (ReviewFlags ofChild, string childNote) = inputs.Rules.Of(payment.Scheme).RestsOnChildren ? again.To.Child : (ReviewFlags.None, "");
        string household = HoldNote.Of(again.To.HoldNote, childNote);
        payment = payment with { Flags = ReviewFlagsOf.Again(payment.Flags, again.To.Flags | ofChild | flags) };
        string hold = again.Payment.Hold.Length == 0 && again.Payment.StillAgainst.Length > 0 && household.Length == 0
            ? HoldText.OfRun(payment.Replaces, again.Payment.StillAgainst)
            : again.Payment.Hold;
        string stopped = _stops.On(again.Payment.Key, payment.Scheme, order.Year)?.Note(order.IsChinese) ?? "";
        string note = HoldNote.Of(HoldNote.Of(household, changed), stopped);
        progress.AddPayment(batches.PayAgain(payment, again.To, again.Payment.PayeeId, note, hold).Amount.Fen);
    }

    /// <summary>The claimant with everything that holds this payment of theirs.</summary>
    private PayableClaimant Held(PayableClaimant claimant, ClaimantKey key, SchemeSettlement settlement)
    {
        Scheme scheme = settlement.Decision.Scheme;
        string child = inputs.Rules.Of(scheme).RestsOnChildren ? claimant.ChildNote : "",
            stopped = _stops.On(key, scheme, order.Year)?.Note(order.IsChinese) ?? "";
        return child.Length == 0 && stopped.Length == 0
            ? claimant
            : claimant with { HoldNote = HoldNote.Of(HoldNote.Of(claimant.HoldNote, child), stopped) };
    }

    private TransferChain Chain(string county)
    {
        if (store is null)
            return new TransferChain(0, []);

        using System.Data.Common.DbConnection connection = store.Connect();
        return Database.ChainOf(connection, county);
    }
}
