namespace Disbursement.Domain.Ledger.Bookings;

/// <summary>At sealing: a payment is cut by what its claimant still owes back.</summary>
public static class Offset
{
    /// <summary>The booking of an offset.</summary>
    public static Booking Booking(string county, string offsetGroup) =>
        new("offset", Account.Payable(county), Account.Receivable(county, offsetGroup));
}
