using Disbursement.Domain.Batches;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Standings;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Payments;

/// <summary>A payment of a person, with its batch and run, and the person with the account of the time.</summary>
internal sealed record PaymentOfPerson(PaymentRecord Payment, BatchRecord Batch, RunRecord Run, Person Person);

/// <summary>What a person was paid in the course of the years.</summary>
internal static class PersonPayments
{
    /// <summary>Runs that are looked back through at most.</summary>
    private const int MostRuns = 40;

    /// <summary>
    /// The payments of a row and of those before it, newest run first: each row tells which one before it settled money, so no table is
    /// gone through.
    /// </summary>
    public static IReadOnlyList<PaymentOfPerson> Until(DisbursementDb db, KeyRing ring, long claimant)
    {
        List<ClaimantRecord> rows = [];
        for (long number = claimant; number != 0 && rows.Count < MostRuns;)
        {
            ClaimantRecord row = db.Claimants.ToRead().Single(one => one.Number == number);
            rows.Add(row);
            number = row.StandingBefore is { Length: > 0 } before ? Standing.LastNumberOf(before) : 0;
        }

        return Of(db, ring, rows);
    }

    /// <summary>The payments of these rows, in the order of the rows.</summary>
    public static IReadOnlyList<PaymentOfPerson> Of(DisbursementDb db, KeyRing ring, IEnumerable<ClaimantRecord> rows)
    {
        List<PaymentOfPerson> found = [];
        foreach (ClaimantRecord row in rows)
        {
            string county = row.RegionCode[..6];
            RunRecord run = db.Runs.ToRead().Single(one => one.Number == row.RunNumber);
            Dictionary<int, BatchRecord> batches = db.Batches.ToRead()
                .Where(batch => batch.RunNumber == row.RunNumber && batch.County == county).ToDictionary(batch => batch.Number);
            if (batches.Count == 0)
                continue;

            (long first, long end) = PaymentId.OfBatches(new(batches.Keys.Min()), new(batches.Keys.Max()));
            PaymentRecord[] payments = [.. db.Payments.ToRead().Where(payment => payment.Id > first && payment.Id < end
                && payment.ClaimantNumber == row.Number).OrderBy(payment => payment.Id)];
            found.AddRange(ListPayments.With(db, ring, payments).Select(listed => new PaymentOfPerson(
                listed.Payment, batches[listed.Payment.BatchNumber], run, listed.Person)));
        }

        return found;
    }
}
