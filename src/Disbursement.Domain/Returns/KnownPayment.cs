using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;

namespace Disbursement.Domain.Returns;

/// <summary>What a bank said of a payment, as an earlier return file was booked.</summary>
/// <param name="Status">What became of the payment.</param>
/// <param name="On">The day of the bank's booking, where it named one.</param>
public readonly record struct KnownAnswer(ReturnStatus Status, DateOnly? On);

/// <summary>The days on which a bank can have settled a payment.</summary>
/// <param name="Release">The day in China on which it was released, inclusive.</param>
/// <param name="Today">The day in China on which the answer is read, inclusive.</param>
public readonly record struct PossibleDays(DateOnly Release, DateOnly Today);

/// <summary>What the books hold about a payment before a return file is read.</summary>
/// <param name="PaymentNo">Its number.</param>
/// <param name="Amount">What was to be paid.</param>
/// <param name="State">Where it stands; paid and failed come from an earlier return file, or from a batch that was closed.</param>
public sealed record KnownPayment(string PaymentNo, Money Amount, PaymentState State)
{
    /// <summary>What earlier files said of it and was booked, oldest first; the last is the reason of its state.</summary>
    public IReadOnlyList<KnownAnswer> Answers { get; init; } = [];

    /// <summary>
    /// The latest day on which earlier files said again what the payment is; null where they did not, or named no day.
    /// </summary>
    public DateOnly? RepeatedOn { get; init; }

    /// <summary>The latest day on which the bank said what the payment is; null where it named none.</summary>
    public DateOnly? LastSaidOn => Answers is [.., { On: var booked }]
        ? booked is { } day && RepeatedOn is { } again && again < day ? day : RepeatedOn ?? booked
        : RepeatedOn;

    /// <summary>The days that an answer may name; null where the payment was never released.</summary>
    public PossibleDays? Days { get; init; }
}
