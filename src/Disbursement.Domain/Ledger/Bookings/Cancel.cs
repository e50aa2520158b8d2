using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Ledger.Bookings;

/// <summary>A payment is taken back before it was paid: its accruals and its offset are reversed line by line.</summary>
public static class Cancel
{
    /// <summary>The booking that reverses an accrual.</summary>
    public static Booking Accrual(string county, Scheme scheme) => new("cancel", Account.Payable(county), Account.Expense(county, scheme));

    /// <summary>The booking that reverses an offset: the claimant owes it again.</summary>
    public static Booking Offset(string county, string offsetGroup) =>
        new("cancel", Account.Receivable(county, offsetGroup), Account.Payable(county));

    /// <summary>The booking where a later run has recovered the accrual already: nothing was paid, so nothing is owed back.</summary>
    public static Booking Recovery(string county, string offsetGroup) =>
        new("cancel", Account.Payable(county), Account.Receivable(county, offsetGroup));
}
