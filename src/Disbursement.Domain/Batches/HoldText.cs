using System.Globalization;
using Disbursement.Domain.Periods;

namespace Disbursement.Domain.Batches;

/// <summary>
/// A hold as a payment bears it wherever it goes: the payment that was held, the day, who holds it, and why (life cycle, section 2: a hold
/// lasts). It has no control characters and at most some 700 characters.
/// </summary>
public static class HoldText
{
    /// <summary>What the note of a payment that arrives held begins with.</summary>
    public const string Arrived = "HELD ";

    /// <summary>The hold of an officer, or of an objection that the officer took down.</summary>
    public static string Of(string paymentNo, DateTimeOffset at, string officer, string reason) =>
        string.Create(CultureInfo.InvariantCulture, $"{paymentNo} {Instants.DayInChina(at):yyyy-MM-dd} {officer}: {reason}");

    /// <summary>The hold of a run, for what stood against the household then.</summary>
    public static string OfRun(string paymentNo, string reason) => $"{paymentNo}: {reason}";

    /// <summary>The payment that was held first.</summary>
    public static string PaymentOf(string hold) => hold[..hold.AsSpan().IndexOfAny(' ', ':')];
}
