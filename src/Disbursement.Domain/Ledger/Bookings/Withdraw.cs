using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Ledger.Bookings;

/// <summary>A batch is rejected: what its run took back there is given back, year by year, and the next run looks at it anew.</summary>
public static class Withdraw
{
    /// <summary>The booking that reverses a recovery.</summary>
    public static Booking Booking(string county, Scheme scheme, string offsetGroup) =>
        new("withdrawn", Account.Expense(county, scheme), Account.Receivable(county, offsetGroup));
}
