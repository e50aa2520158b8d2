using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.History;
using Disbursement.Domain.Ledger.Bookings;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Settlement;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Standings;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Gives back what a rejected batch had taken back, line by line, so that the next run looks at it anew (rules, section 5). What the run
/// has set off against it is undone first: where it paid nothing out, here; where a payment of another batch was cut, that batch must be
/// rejected too.
/// </summary>
internal sealed class WithdrawRecoveries
{
    private readonly ActTransaction _act;
    private readonly RunRecord _run;
    private readonly string _county;
    private readonly string _actor;
    private readonly Lazy<ILookup<ClaimantBytes, SettledLine>> _settled;

    public WithdrawRecoveries(ActTransaction act, RunRecord run, string county, string actor)
    {
        (_act, _run, _county, _actor) = (act, run, county, actor);
        _settled = new(() => SettledLines.Of(act, county, run.Id).ToLookup(line => new ClaimantBytes(line.Claimant)));
    }

    /// <summary>
    /// Gives back what a batch had taken back and what is open as a whole, before its payments are cancelled: a payment that failed and is
    /// paid again by the batch would otherwise settle the debt, and nothing would be left to give back.
    /// </summary>
    /// <param name="batch">The batch.</param>
    public void RunOpen(BatchRecord batch)
    {
        foreach (IGrouping<ClaimantBytes, SettledLine> claimant in _settled.Value)
        {
            SettledLine[] own = Own(claimant, batch);
            if (own.Length == 0)
                continue;

            Standing standing = StandingRows.Read(_act, claimant.Key.Value);
            if (WithoutUnpaid(standing.History, claimant, own[0].Group, batch) is (_, { Count: 0 })
                && standing.History.ReceivableOf(own[0].Group) >= DueOf(own))
                GiveBack(claimant.Key.Value, standing, standing.History, [], own, batch);
        }
    }

    /// <summary>
    /// Gives back what a batch had taken back; its payments are cancelled already. Tells the payments of other batches that were cut for it
    /// and must be cancelled first; empty where everything is given back.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <returns>The payments in the way; or why it cannot be given back.</returns>
    public (IReadOnlyList<string> InTheWay, ActRefusal? Refusal) Run(BatchRecord batch)
    {
        List<string> inTheWay = [];
        foreach (IGrouping<ClaimantBytes, SettledLine> claimant in _settled.Value)
        {
            SettledLine[] own = Own(claimant, batch);
            if (own.Length == 0)
                continue;

            Standing standing = StandingRows.Read(_act, claimant.Key.Value);
            (ClaimantHistory History, IReadOnlyList<Action> Bookings)? undone =
                WithoutUnpaid(standing.History, claimant, own[0].Group, batch);
            if (undone is not { } free || free.History.ReceivableOf(own[0].Group) < DueOf(own))
            {
                string[] cut = [.. claimant.Where(line => line.IsOffset && line.Payment is not null && line.Group == own[0].Group)
                    .Select(line => line.Payment!).Where(payment => PaymentNow(payment)
                        is PaymentState.Proposed or PaymentState.Approved or PaymentState.Held)];
                if (cut.Length == 0)
                    return ([], TakenIntoAccount(batch));

                inTheWay.AddRange(cut);
                continue;
            }

            GiveBack(claimant.Key.Value, standing, free.History, free.Bookings, own, batch);
        }

        return (inTheWay, null);
    }

    private static SettledLine[] Own(IEnumerable<SettledLine> claimant, BatchRecord batch) =>
        [.. claimant.Where(line => line.IsRecovery && line.Batch == batch.Id && !line.IsUndone)];

    private static Money DueOf(SettledLine[] own) => new(own.Sum(line => line.Amount.Fen));

    private void GiveBack(byte[] key, Standing standing, ClaimantHistory history, IReadOnlyList<Action> undo, SettledLine[] lines,
        BatchRecord batch)
    {
        foreach (Action booking in undo)
            booking();
        foreach (SettledLine line in lines)
        {
            _act.Book(_county).Add(Withdraw.Booking(_county, line.Scheme, line.Group), line.Amount,
                new TransferTags(_run.Id, batch.Id, line.Payment, key, line.Scheme.Code), line.Year, _actor);
            history = history.Withdrawing(line.Scheme, line.Year!.Value, line.Group, line.Amount);
            line.IsUndone = true;
        }

        StandingRows.Write(_act, key, standing with { History = history });
    }

    /// <summary>
    /// The history without what the run accrued and kept back wholly, so that no payment stands for it; and the bookings that make it so.
    /// Null where a later run has taken it into account.
    /// </summary>
    private (ClaimantHistory, IReadOnlyList<Action>)? WithoutUnpaid(
        ClaimantHistory history, IEnumerable<SettledLine> lines, string group, BatchRecord batch)
    {
        List<Action> bookings = [];
        foreach (IGrouping<Scheme, SettledLine> scheme in lines.Where(line => !line.IsRecovery && line.Payment is null && !line.IsUndone)
            .GroupBy(line => line.Scheme))
        {
            SettledLine[] offsets = [.. scheme.Where(line => line.IsOffset)];
            if (offsets.All(line => line.Group != group))
                continue;

            CancelledPayment? undone = CancelledPayment.Of(
                history, scheme.Key, group, [.. scheme.Where(line => !line.IsOffset).Select(line => (line.Year!.Value, line.Amount))],
                [.. offsets.Select(line => (line.Group, line.Amount))], _run.Year, Money.Zero);
            if (undone is null)
                return null;

            history = undone.After;
            SettledLine[] all = [.. scheme];
            bookings.Add(() => Undo(undone, all, group, batch));
        }

        return (history, bookings);
    }

    private void Undo(CancelledPayment undone, SettledLine[] lines, string group, BatchRecord batch)
    {
        Scheme scheme = lines[0].Scheme;
        TransferTags tags = new(_run.Id, batch.Id, null, lines[0].Claimant, scheme.Code);
        foreach ((string offsetGroup, Money amount) in undone.Offsets)
            _act.Book(_county).Add(Cancel.Offset(_county, offsetGroup), amount, tags, null, _actor);
        foreach (CancelledAccrual accrual in undone.Accruals)
        {
            if (accrual.FromExpense > Money.Zero)
                _act.Book(_county).Add(Cancel.Accrual(_county, scheme), accrual.FromExpense, tags, accrual.Year, _actor);
            if (accrual.FromReceivable > Money.Zero)
                _act.Book(_county).Add(Cancel.Recovery(_county, group), accrual.FromReceivable, tags, null, _actor);
        }

        foreach (SettledLine line in lines)
            line.IsUndone = true;
    }

    private PaymentState? PaymentNow(string payment) => BatchPayments.Find(_act, payment)?.State;

    private static ActRefusal TakenIntoAccount(BatchRecord batch) => new(
        "TAKEN-INTO-ACCOUNT", $"批次 {batch.Id} 应追回的金额已还款、核销、随原付款撤销，或已从放行的付款、以后批次的付款中抵扣；不能退回。请审批；有误的，更正花名册后再次运行。",
        $"Batch {batch.Id}: what it takes back was repaid, waived, cancelled with its payment, or kept back from a payment that is "
            + $"released or of a later run. It is not rejected: approve it and, where it is wrong, correct the roster and run the year "
            + $"again.");

    /// <summary>A claimant key as a key of a lookup.</summary>
    private readonly record struct ClaimantBytes(byte[] Value)
    {
        public bool Equals(ClaimantBytes other) => Value.AsSpan().SequenceEqual(other.Value);

        public override int GetHashCode() => BitConverter.ToInt32(Value);
    }
}
