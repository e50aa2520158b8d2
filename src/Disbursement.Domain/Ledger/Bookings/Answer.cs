namespace Disbursement.Domain.Ledger.Bookings;

/// <summary>The bank's answer to a released payment.</summary>
public static class Answer
{
    /// <summary>The bank paid: the money has left the treasury.</summary>
    public static Booking Paid(string county) => new("paid", Account.Transit(county), Account.Treasury(county));

    /// <summary>The bank could not pay: the money is owed as before.</summary>
    public static Booking Failed(string county) => new("failed", Account.Transit(county), Account.Payable(county));
}
