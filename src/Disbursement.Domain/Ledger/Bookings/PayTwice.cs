namespace Disbursement.Domain.Ledger.Bookings;

/// <summary>
/// Money arrived for a payment that another payment, or the next run, pays again: it has left the treasury and is owed back.
/// </summary>
public static class PayTwice
{
    /// <summary>The claimant owes the money back. It stands beside the answer, which has taken it from what is payable.</summary>
    public static Booking Booking(string county, string offsetGroup) =>
        new("duplicate", Account.Receivable(county, offsetGroup), Account.Payable(county));

    /// <summary>The bank returned one of the two: nothing is owed back any more, and nothing is owed.</summary>
    public static Booking Returned(string county, string offsetGroup) =>
        new("returned", Account.Payable(county), Account.Receivable(county, offsetGroup));
}
