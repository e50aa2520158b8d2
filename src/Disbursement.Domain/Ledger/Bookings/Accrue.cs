using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Ledger.Bookings;

/// <summary>At sealing, per line and year: a claimant is owed money.</summary>
public static class Accrue
{
    /// <summary>The booking of a positive difference.</summary>
    public static Booking Booking(string county, Scheme scheme) => new("accrue", Account.Expense(county, scheme), Account.Payable(county));
}
