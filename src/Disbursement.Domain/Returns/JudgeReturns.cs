using Disbursement.Domain.Batches;

namespace Disbursement.Domain.Returns;

/// <summary>What becomes of one return line.</summary>
public abstract record ReturnVerdict
{
    private ReturnVerdict()
    {
    }

    /// <summary>The payment is what the line says.</summary>
    public sealed record Booked(ReturnStatus Status) : ReturnVerdict;

    /// <summary>The line changes nothing and waits for a person.</summary>
    public sealed record Quarantined(Quarantine Reason) : ReturnVerdict;
}

/// <summary>Judges all that one return file says of one payment: at most one of its lines is booked.</summary>
/// <remarks>
/// Formats, section 6. A line with a fault of its own (unknown payment, not released, amount, day) is quarantined for that; the amount of a
/// failed line decides nothing, since banks name what they paid, which is nothing. Where a file says
/// both paid and failed of a payment, no line of it is booked, whichever stands first, and a line with a fault of its own speaks too: a
/// bank that contradicts itself is not believed. Of lines that say the same, one is booked. So the order of lines never matters. A later
/// file may take an answer back (life cycle, section 2: late answers): what it says counts where an earlier file has not said it already
/// and names no later day. So the same answer is never booked twice, and an answer that arrives behind a later one changes nothing.
/// </remarks>
public static class JudgeReturns
{
    /// <summary>Judges the lines of one file that name one payment.</summary>
    /// <param name="lines">All of them, in any order.</param>
    /// <param name="payment">What the books hold; null where no payment has the number.</param>
    /// <returns>A verdict for each line, in their order.</returns>
    /// <exception cref="ArgumentException">The lines do not all name the payment.</exception>
    public static IReadOnlyList<ReturnVerdict> Run(IReadOnlyList<ReturnLine> lines, KnownPayment? payment)
    {
        if (lines.Any(line => line.PaymentNo != (payment?.PaymentNo ?? lines[0].PaymentNo)))
            throw new ArgumentException("Lines of more than one payment.", nameof(lines));

        bool isTorn = lines.Any(line => line.Status != lines[0].Status);
        Quarantine?[] faults = [.. lines.Select(line => FaultOf(line, payment) ?? Against(line, payment!, isTorn))];
        int booked = First(lines, faults);
        return [.. lines.Select((line, i) => Verdict(line, faults[i], i == booked))];
    }

    private static ReturnVerdict Verdict(ReturnLine line, Quarantine? fault, bool isBooked)
    {
        if (isBooked)
            return new ReturnVerdict.Booked(line.Status);

        return new ReturnVerdict.Quarantined(fault ?? new Quarantine.Repeated(line.Status, line.SettledOn, IsFromEarlierFile: false));
    }

    private static Quarantine? FaultOf(ReturnLine line, KnownPayment? payment)
    {
        if (payment is null)
            return new Quarantine.UnknownPayment(line.PaymentNo);
        if (payment.State is not (PaymentState.Released or PaymentState.Paid or PaymentState.Failed))
            return new Quarantine.NotReleased(payment.State);
        if (line is { Status: ReturnStatus.Paid, Amount: { } named } && named != payment.Amount)
            return new Quarantine.WrongAmount(payment.Amount, named);
        if (line.SettledOn is { } day && payment.Days is { } days && (day < days.Release || day > days.Today))
            return new Quarantine.ImpossibleDay(day, days);
        return null;
    }

    private static Quarantine? Against(ReturnLine line, KnownPayment payment, bool isTorn)
    {
        if (isTorn)
            return new Quarantine.Contradicted(line.Status, IsFromEarlierFile: false);
        if (payment.State == PaymentState.Released)
            return null;

        ReturnStatus now = payment.State == PaymentState.Paid ? ReturnStatus.Paid : ReturnStatus.Failed;
        return line.Status == now || payment.Answers.Contains(new KnownAnswer(line.Status, line.SettledOn))
            ? new Quarantine.Repeated(line.Status, line.SettledOn, IsFromEarlierFile: true)
            : TakesBack(line, payment);
    }

    /// <summary>Why a line does not take back what the bank said before; null where it does.</summary>
    /// <remarks>
    /// An answer of an earlier day never does, and what the bank has said twice stands with the later of both days. An answer without a
    /// day counts in the order of the files, once: what the bank has said before, it says anew only with a later day.
    /// </remarks>
    private static Quarantine? TakesBack(ReturnLine line, KnownPayment payment)
    {
        if (line.SettledOn is { } day && payment.LastSaidOn is { } last)
        {
            if (day < last)
                return new Quarantine.Overtaken(line.Status, day, last);
            if (day > last)
                return null;
        }

        return payment.Answers.Any(answer => answer.Status == line.Status)
            ? new Quarantine.Contradicted(line.Status, IsFromEarlierFile: true)
            : null;
    }

    /// <summary>
    /// Of lines that say the same, the one with the earliest day, then the smallest amount, then the first reason by its characters; -1
    /// where none is sound.
    /// </summary>
    private static int First(IReadOnlyList<ReturnLine> lines, Quarantine?[] faults)
    {
        int first = -1;
        for (int i = 0; i < lines.Count; i++)
        {
            if (faults[i] is null && (first < 0 || Order(lines[i], lines[first]) < 0))
                first = i;
        }

        return first;
    }

    private static int Order(ReturnLine left, ReturnLine right)
    {
        int days = (left.SettledOn ?? DateOnly.MaxValue).CompareTo(right.SettledOn ?? DateOnly.MaxValue);
        int amounts = (left.Amount?.Fen ?? -1).CompareTo(right.Amount?.Fen ?? -1);
        return days != 0 ? days : amounts != 0 ? amounts : string.CompareOrdinal(left.Reason, right.Reason);
    }
}
