namespace Disbursement.Domain.Ledger.Bookings;

/// <summary>At release: a payment is on its way to the bank.</summary>
public static class Release
{
    /// <summary>The booking of a released payment.</summary>
    public static Booking Booking(string county) => new("release", Account.Payable(county), Account.Transit(county));
}
