namespace Disbursement.Domain.Ledger.Bookings;

/// <summary>Which accounts an event moves money between.</summary>
/// <param name="Event">The event's name in the ledger.</param>
/// <param name="Debit">Debit account.</param>
/// <param name="Credit">Credit account.</param>
public sealed record Booking(string Event, Account Debit, Account Credit);
