using Disbursement.Domain.Amounts;
using Disbursement.Domain.Ledger;
using Disbursement.Domain.Ledger.Bookings;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Domain.Settlement;

namespace Disbursement.Jobs.Ledger;

/// <summary>Books what a run settles into the book of one county, at sealing.</summary>
/// <param name="pack">The policy pack, for the names of receivables.</param>
/// <param name="county">The book.</param>
/// <param name="run">The run's name.</param>
/// <param name="recordedAt">The run's time.</param>
/// <param name="actor">Who started the run.</param>
/// <param name="chain">The book's chain.</param>
internal sealed class BookSettlement(PolicyPack pack, string county, string run, DateTimeOffset recordedAt, string actor,
    TransferChain chain)
{
    private readonly Booking[] _accrue = [.. pack.Schemes.Select(scheme => Accrue.Booking(county, scheme))];
    private readonly Booking[] _recover =
        [.. pack.Schemes.Select(scheme => Recover.Booking(county, scheme, pack.TermsOf(scheme).ReceivableGroup))];
    private readonly Booking[] _offset =
        [.. pack.Schemes.Select(scheme => Offset.Booking(county, pack.TermsOf(scheme).ReceivableGroup))];

    /// <summary>
    /// The transfers of one settlement in order: accruals and recoveries by year, then the offset. Each is already chained.
    /// </summary>
    public IEnumerable<Transfer> Run(SchemeSettlement settlement, string? batch, string? payment, string claimantKey)
    {
        int scheme = pack.PlaceOf(settlement.Decision.Scheme);
        foreach (Accrual accrual in settlement.Accruals)
            yield return Append(
                _accrue[scheme], accrual.Amount.Total, batch, payment, claimantKey, settlement.Decision.Scheme, accrual.Year);
        foreach (Recovery recovery in settlement.Recoveries)
            yield return Append(_recover[scheme], recovery.Amount, batch, payment, claimantKey, settlement.Decision.Scheme, recovery.Year);
        if (settlement.Offset > Money.Zero)
            yield return Append(_offset[scheme], settlement.Offset, batch, payment, claimantKey, settlement.Decision.Scheme, null);
    }

    private Transfer Append(Booking booking, Money amount, string? batch, string? payment, string claimantKey, Scheme scheme, int? year)
    {
        Transfer transfer = new(
            county, chain.Sequence + 1, booking.Event, booking.Debit, booking.Credit, amount, run, batch, payment, claimantKey,
            scheme.Code, year, recordedAt, actor);
        chain.Append(transfer);
        return transfer;
    }
}
