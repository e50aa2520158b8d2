using System.Security.Cryptography;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Proofs;

/// <summary>
/// What stands on payments beside their money: why they are held or cancelled, and to whom an officer sent them, are the words and acts of
/// the officers.
/// </summary>
internal sealed class ProveRemarks(DisbursementDb db, ReadBooks books, KeyRing ring)
{
    public string? FirstBreak(AuditRecord[] done) =>
        Notes(done) ?? ProveHolds.FirstBreak(books, done) ?? Payees(done) ?? books.StrayPayee();

    private string? Notes(AuditRecord[] done)
    {
        ILookup<string, AuditRecord> acts = done.Where(act => act.Act is "reject" or "cancel" || ObjectionBook.Holds(act.Act, act.Detail))
            .ToLookup(act => act.Subject ?? "");
        ILookup<ClaimantKey, Stop> stops = books.Stops().ToLookup(stop => stop.Key);
        foreach (StoredNote payment in books.Notes())
        {
            bool isCancelled = payment.State == PaymentState.Cancelled;
            AuditRecord? why = acts[payment.PaymentNo].Where(act => ObjectionBook.Holds(act.Act, act.Detail) != isCancelled)
                .OrderBy(act => act.Sequence).LastOrDefault();
            if (isCancelled)
                why ??= acts[payment.Batch].FirstOrDefault();

            // A hold that came along with the payment is the words of whoever held the one before.
            if (payment is { State: PaymentState.Held or PaymentState.Reissued, Hold: { } hold, Note: { } said }
                && HoldText.PaymentOf(hold) != payment.PaymentNo && said.StartsWith(HoldText.Arrived + hold, StringComparison.Ordinal))
                continue;

            // What a file could not carry as it is, or what a register says against the roster, the run itself noted; nobody's act is
            // behind it.
            bool isOfRun = !isCancelled && payment.Note is { } note
                && (note.StartsWith("F-", StringComparison.Ordinal) || ReviewFlagsOf.IsHeldByRun(note)
                    || note.StartsWith(StopBook.Code, StringComparison.Ordinal) && stops[payment.Claimant].Any(stop => stop.Says(note)));
            bool isTrue = isCancelled || payment.State is PaymentState.Held or PaymentState.Reissued
                ? why is not null ? why.Reason == AuditEntry.Line(payment.Note) : isOfRun
                : isOfRun || payment.Note is null;
            if (!isTrue)
                return $"payment {payment.PaymentNo} is {payment.State.Word()} and bears a reason that nobody gave";
        }

        return null;
    }

    private string? Payees(AuditRecord[] done)
    {
        AuditRecord[] acts = [.. done.Where(act => act.Act == "give-account")];
        PayeeRecord[] payees = [.. db.Payees.ToRead().OrderBy(payee => payee.Id)];
        if (acts.Length != payees.Length)
            return $"{acts.Length} accounts were given, {payees.Length} are recorded";

        using Sealer sealer = new(ring);
        for (int i = 0; i < payees.Length; i++)
        {
            PayeeRecord payee = payees[i];
            AuditRecord act = acts[i];
            bool isSame = payee.Id == i + 1 && payee.PaymentNo == act.Subject && payee.OfficerId == act.OfficerId
                && payee.Officer == act.Actor && payee.Reason == act.Reason && payee.RecordedAt == act.RecordedAt
                && AccountOf(payee, sealer) == act.Detail && books.ClaimantOf(payee.PaymentNo).AsSpan().SequenceEqual(payee.ClaimantKey);
            if (!isSame)
                return $"the account given for payment {payee.PaymentNo} is not as act {act.Sequence} gave it";
        }

        return null;
    }

    private static string AccountOf(PayeeRecord payee, Sealer sealer)
    {
        try
        {
            return $"account={Masking.Account(SealedPerson.Of(payee).Open(sealer).BankAccount)}";
        }
        catch (Exception exception)
            when (exception is CryptographicException or InvalidDataException or ArgumentException or OverflowException)
        {
            return "";
        }
    }
}
