using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Books;

/// <summary>Payments of one batch and state that are owed and not paid, or one payment alone that pays another again.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="County">Its county.</param>
/// <param name="Scheme">Its scheme.</param>
/// <param name="State">The state of the payments.</param>
/// <param name="Run">The run that computed them first.</param>
/// <param name="Year">The year that it pays.</param>
/// <param name="DueSince">When it was started.</param>
/// <param name="Payment">The payment, where it is one alone.</param>
/// <param name="Payments">How many there are.</param>
/// <param name="Fen">What they come to.</param>
internal sealed record UnpaidPart(int Batch, string County, string Scheme, PaymentState State, int Run, int Year, DateTimeOffset DueSince,
    long? Payment, int Payments, long Fen);

/// <summary>
/// What is due and unpaid, page by page: sums of batches tell where a page lies, and only its own rows are read. The order is that of
/// <see cref="ReadReports.Unpaid"/>.
/// </summary>
internal static class ReadUnpaid
{
    /// <summary>All parts, in order.</summary>
    public static IReadOnlyList<UnpaidPart> Parts(DisbursementDb db)
    {
        Dictionary<int, RunRecord> runs = db.Runs.ToRead().ToDictionary(run => run.Number);
        Dictionary<int, BatchRecord> batches = db.Batches.ToRead().ToDictionary(batch => batch.Number);
        var sums = db.Payments.ToRead().Where(payment => LifeCycle.Owed.Contains(payment.State) && payment.Replaces == null)
            .GroupBy(payment => new { payment.BatchNumber, payment.State })
            .Select(group => new { group.Key.BatchNumber, group.Key.State, Count = group.Count(),
                Fen = group.Sum(payment => payment.AmountFen) }).ToArray();
        var again = db.Payments.ToRead().Where(payment => LifeCycle.Owed.Contains(payment.State) && payment.Replaces != null)
            .Select(payment => new { payment.Id, payment.BatchNumber, payment.State, payment.AmountFen, payment.Replaces }).ToArray();
        IEnumerable<UnpaidPart> ordinary = sums.Select(
            sum => Part(batches[sum.BatchNumber], sum.State, runs[batches[sum.BatchNumber].RunNumber], null, sum.Count, sum.Fen));
        IEnumerable<UnpaidPart> repeated = again.Select(one => FirstBatch(db, one.Replaces!) is { } first
            ? Part(batches[one.BatchNumber], one.State, runs[batches[first].RunNumber], one.Id, 1, one.AmountFen)
            : null).OfType<UnpaidPart>();
        return [.. ordinary.Concat(repeated).OrderBy(part => part.Run).ThenBy(part => part.Batch).ThenBy(part => part.Payment ?? 0)];
    }

    /// <summary>A page of the payments of some parts.</summary>
    public static IReadOnlyList<OpenPayment> Page(DisbursementDb db, IEnumerable<UnpaidPart> parts, int skip, int take)
    {
        List<(PaymentRecord Payment, UnpaidPart Part)> page = [];
        foreach (UnpaidPart part in parts)
        {
            if (skip >= part.Payments)
            {
                skip -= part.Payments;
                continue;
            }

            page.AddRange(Of(db, part, skip, take - page.Count).Select(payment => (payment, part)));
            skip = 0;
            if (page.Count == take)
                break;
        }

        long[] numbers = [.. page.Select(one => one.Payment.ClaimantNumber).Distinct()];
        var places = db.Claimants.ToRead().Where(claimant => numbers.Contains(claimant.Number))
            .Select(claimant => new { claimant.Number, claimant.RegionCode, claimant.HouseholdNo, claimant.Role })
            .ToDictionary(claimant => claimant.Number);
        return
        [
            .. page.Select(one => places[one.Payment.ClaimantNumber] is var place
                ? new OpenPayment(one.Payment.PaymentNo, one.Part.County, one.Part.Scheme, one.Payment.State,
                    new Money(one.Payment.AmountFen), one.Part.DueSince, place.RegionCode, place.HouseholdNo, place.Role,
                    one.Payment.Replaces, one.Payment.Note, one.Part.Year)
                : null!),
        ];
    }

    private static UnpaidPart Part(BatchRecord batch, PaymentState state, RunRecord first, long? payment, int count, long fen) =>
        new(batch.Number, batch.County, batch.Scheme, state, first.Number, first.Year, first.StartedAt, payment, count, fen);

    private static PaymentRecord[] Of(DisbursementDb db, UnpaidPart part, int skip, int take)
    {
        if (part.Payment is { } id)
            return [.. db.Payments.ToRead().Where(payment => payment.Id == id)];

        (long first, long end) = PaymentId.OfBatch(new(part.Batch));
        return [.. db.Payments.ToRead().Where(payment => payment.Id > first && payment.Id < end && payment.State == part.State
            && payment.Replaces == null).OrderBy(payment => payment.Id).Skip(skip).Take(take)];
    }

    /// <summary>The batch of the payment that a run computed, behind one that pays it again; null where the chain is broken.</summary>
    private static int? FirstBatch(DisbursementDb db, string replaces)
    {
        PaymentRecord? before = ReadBatches.Payment(db, replaces);
        while (before?.Replaces is { } further)
            before = ReadBatches.Payment(db, further);
        return before?.BatchNumber;
    }
}
