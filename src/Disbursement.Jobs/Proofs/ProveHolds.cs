using Disbursement.Domain.Batches;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Proofs;

/// <summary>
/// The hold on each payment is what officers did: whoever kept it back, or the one before it, and nobody has let it go since. A hold that
/// was taken off behind the program's back would pay against a decision.
/// </summary>
internal static class ProveHolds
{
    private const string Lifts = " lifts=", Freed = " batch=";

    public static string? FirstBreak(ReadBooks books, AuditRecord[] done)
    {
        (Dictionary<string, string?> due, HashSet<string> given) = Due(done);
        HashSet<string> seen = [];
        foreach (StoredHold payment in books.Held())
        {
            seen.Add(payment.PaymentNo);
            if (!IsTrue(payment, due, given))
                return $"payment {payment.PaymentNo} is {payment.State.Word()} and bears "
                    + (payment.Hold is null ? "no hold, though nobody let it go" : "a hold that nobody put on it");
        }

        return due.FirstOrDefault(one => one.Value is not null && !seen.Contains(one.Key)).Key is { } bare
            ? $"payment {bare} was kept back, and bears no hold though nobody let it go"
            : null;
    }

    private static bool IsTrue(StoredHold payment, Dictionary<string, string?> due, HashSet<string> given)
    {
        bool hasActs = due.TryGetValue(payment.PaymentNo, out string? own);
        if (payment.Hold is not { } hold)
            return hasActs ? own is null : payment.HoldBefore is not { } before || IsLifted(before, due);
        if (hold == own || payment.State == PaymentState.Reissued && given.Contains(hold) && HoldText.PaymentOf(hold) == payment.PaymentNo)
            return true;

        // It came along: from the payment before, or from a cancelled one whose own hold may have been let go since.
        bool isKnown = given.Contains(hold)
            || HoldText.PaymentOf(hold) is var first && hold.StartsWith(first + ": ", StringComparison.Ordinal)
                && ReviewFlagsOf.IsHeldByRun(hold[(first.Length + 2)..]);
        return isKnown && (!hasActs || own is not null) && (hold == payment.HoldBefore
            || payment.Replaces is { } replaced && HoldText.PaymentOf(hold) == replaced && !given.Contains(hold)
            || payment is { State: PaymentState.Cancelled or PaymentState.Held or PaymentState.Reissued, Replaces: null }
                && HoldText.PaymentOf(hold) != payment.PaymentNo);
    }

    private static bool IsLifted(string hold, Dictionary<string, string?> due) =>
        due.TryGetValue(HoldText.PaymentOf(hold), out string? first) && first is null;

    /// <summary>What officers left on each payment that they kept back or let go, and every hold that they ever gave.</summary>
    private static (Dictionary<string, string?> Due, HashSet<string> Given) Due(AuditRecord[] done)
    {
        Dictionary<string, string?> due = [];
        Dictionary<string, List<(long Sequence, string Hold)>> objections = [];
        HashSet<string> given = [];
        foreach (AuditRecord act in done.OrderBy(act => act.Sequence))
        {
            string subject = act.Subject ?? "", detail = act.Detail ?? "";
            string hold = HoldText.Of(subject, DateTimeOffset.FromUnixTimeSeconds(act.RecordedAt), act.Actor, act.Reason ?? "");
            switch (act.Act)
            {
                case "hold":
                    due[subject] = hold;
                    given.Add(hold);
                    break;
                case ObjectionBook.Object:
                    due[subject] = due.GetValueOrDefault(subject) is { } before && !ObjectionBook.Holds(act.Act, detail) ? before : hold;
                    given.Add(hold);
                    (objections.TryGetValue(subject, out var taken) ? taken : objections[subject] = []).Add((act.Sequence, hold));
                    break;
                case "unhold":
                    due[subject] = null;
                    if (detail.IndexOf(Lifts, StringComparison.Ordinal) is >= 0 and int at)
                        due[detail[(at + Lifts.Length)..].Split(' ')[0]] = null;
                    break;
                case ObjectionBook.Decide when ObjectionBook.Decided(detail) is { IsDismissed: true } decided
                    && objections.TryGetValue(subject, out var open):
                    string? gone = open.Find(one => one.Sequence == decided.Objection).Hold;
                    open.RemoveAll(one => one.Sequence == decided.Objection);
                    if (due.GetValueOrDefault(subject) != gone)
                        break;
                    if (open.Count > 0 || detail.Contains(Freed, StringComparison.Ordinal))
                        due[subject] = open.Count == 0 ? null : open[0].Hold;
                    else
                        due.Remove(subject);
                    break;
            }
        }

        return (due, given);
    }
}
