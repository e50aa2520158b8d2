using Disbursement.Domain.Amounts;
using Disbursement.Domain.History;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;

namespace Disbursement.Domain.Settlement;

/// <summary>
/// Settles a claimant's decisions against the ledger: a run pays the difference, whatever happened before (rules, section 5).
/// </summary>
public static class SettleClaimant
{
    /// <summary>Works out accruals, recoveries and offsets.</summary>
    /// <param name="decisions">The claimant's decisions of this run in the order of schemes.</param>
    /// <param name="history">What the ledger holds about the claimant, in every county.</param>
    /// <param name="pack">The policy pack of the run.</param>
    /// <param name="runYear">The year of the run.</param>
    public static ClaimantSettlement Run(IReadOnlyList<Decision> decisions, ClaimantHistory history, PolicyPack pack, int runYear)
    {
        List<SchemeSettlement>? settled = null;
        for (int i = 0; i < decisions.Count; i++)
        {
            Decision decision = decisions[i];
            if (decision.Outcome == Outcome.Unclaimed || decision.Refusals == Decision.DuplicateClaimant)
                continue;
            if (Differences(decision, history, pack, runYear) is { } differences)
                (settled ??= []).Add(differences);
        }

        if (settled is null)
            return ClaimantSettlement.Nothing;

        List<ReceivableChange> receivables = [];
        foreach (string group in settled.Select(scheme => pack.TermsOf(scheme.Decision.Scheme).ReceivableGroup).Distinct().ToList())
            TakeBack(group, settled, history, pack, receivables);
        return new ClaimantSettlement(settled, receivables);
    }

    private static SchemeSettlement? Differences(Decision decision, ClaimantHistory history, PolicyPack pack, int runYear)
    {
        List<Accrual>? accruals = null;
        List<Recovery>? recoveries = null;
        foreach (YearDue due in decision.Dues)
        {
            if (due.Year < pack.AccountableFrom.Year)
                continue;

            Money total = due.Amount.Total;
            Money delta = total - history.SettledOf(decision.Scheme, due.Year);
            if (delta > Money.Zero)
                (accruals ??= []).Add(new Accrual(due.Year, due.Amount.PartOf(delta)));
            else if (delta < Money.Zero && pack.TermsOf(decision.Scheme).Recovery != RecoveryMethod.None)
                (recoveries ??= []).Add(new Recovery(due.Year, -delta, total));
        }

        return accruals is null && recoveries is null
            ? null
            : new SchemeSettlement(decision, accruals ?? [], recoveries ?? [], Money.Zero, runYear);
    }

    private static void TakeBack(string group, List<SchemeSettlement> settled, ClaimantHistory history, PolicyPack pack,
        List<ReceivableChange> receivables)
    {
        Money before = history.ReceivableOf(group);
        Money owedBack = before;
        foreach (SchemeSettlement scheme in settled)
        {
            if (pack.TermsOf(scheme.Decision.Scheme).ReceivableGroup == group)
                owedBack += new Money(scheme.Recoveries.Sum(recovery => recovery.Amount.Fen));
        }

        // Schemes stand in the order of the rules, so era gives before sab and sab before sad.
        bool isKeptBack = !pack.IsAskedByLetter(group);
        for (int i = 0; i < settled.Count && isKeptBack && owedBack > Money.Zero; i++)
        {
            if (pack.TermsOf(settled[i].Decision.Scheme).ReceivableGroup != group)
                continue;

            Money offset = Money.Min(settled[i].Gross, owedBack);
            settled[i] = settled[i] with { Offset = offset };
            owedBack -= offset;
        }

        if (before != Money.Zero || owedBack != Money.Zero)
            receivables.Add(new ReceivableChange(group, before, owedBack));
    }
}
