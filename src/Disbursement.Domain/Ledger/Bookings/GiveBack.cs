namespace Disbursement.Domain.Ledger.Bookings;

/// <summary>What ends a receivable outside of a run: the claimant or heirs pay it, or the bureau gives it up.</summary>
public static class GiveBack
{
    /// <summary>Money came back into the treasury.</summary>
    public static Booking Repaid(string county, string offsetGroup) =>
        new("repaid", Account.Treasury(county), Account.Receivable(county, offsetGroup));

    /// <summary>What is given up 核销 by a decision with a number.</summary>
    public static Booking Waived(string county, string offsetGroup) =>
        new("waived", Account.Waiver(county, offsetGroup), Account.Receivable(county, offsetGroup));
}
