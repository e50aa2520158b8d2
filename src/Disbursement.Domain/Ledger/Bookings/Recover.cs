using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Ledger.Bookings;

/// <summary>At sealing, per year: money was accrued that is not owed.</summary>
public static class Recover
{
    /// <summary>The booking of a negative difference.</summary>
    public static Booking Booking(string county, Scheme scheme, string offsetGroup) =>
        new("recover", Account.Receivable(county, offsetGroup), Account.Expense(county, scheme));
}
