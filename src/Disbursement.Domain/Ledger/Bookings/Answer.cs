namespace Disbursement.Domain.Ledger.Bookings;

/// <summary>The bank's answer to a released payment, and its later word on one that it has answered.</summary>
public static class Answer
{
    /// <summary>The bank paid: the money has left the treasury.</summary>
    public static Booking Paid(string county) => new("paid", Account.Transit(county), Account.Treasury(county));

    /// <summary>The bank could not pay: the money is owed as before.</summary>
    public static Booking Failed(string county) => new("failed", Account.Transit(county), Account.Payable(county));

    /// <summary>Money that was paid came back 隔日退汇: it is owed again.</summary>
    public static Booking Bounced(string county) => new("bounced", Account.Treasury(county), Account.Payable(county));

    /// <summary>The bank paid after it had said that it could not: nothing is owed any more.</summary>
    public static Booking Late(string county) => new("late", Account.Payable(county), Account.Treasury(county));
}
