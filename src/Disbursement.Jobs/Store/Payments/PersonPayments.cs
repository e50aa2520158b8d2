using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Standings;
using Disbursement.Jobs.Store.Tables;
using Microsoft.EntityFrameworkCore;

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

    /// <summary>The payments to these rows, in the order of the rows: what was made again in another run is among them.</summary>
    public static IReadOnlyList<PaymentOfPerson> Of(DisbursementDb db, KeyRing ring, IEnumerable<ClaimantRecord> rows)
    {
        List<PaymentOfPerson> found = [];
        Dictionary<int, RunRecord> runs = db.Runs.ToRead().ToDictionary(run => run.Number);
        db.Database.OpenConnection();
        foreach (ClaimantRecord row in rows)
        {
            long[] ids = [.. FindClaimant.Payments(db.Database.GetDbConnection(), row.Number, row.RegionCode).Select(one => one.Id)];
            if (ids.Length == 0)
                continue;

            PaymentRecord[] payments =
                [.. db.Payments.ToRead().Where(payment => ids.Contains(payment.Id)).OrderBy(payment => payment.Id)];
            int[] numbers = [.. payments.Select(payment => payment.BatchNumber).Distinct()];
            Dictionary<int, BatchRecord> batches = db.Batches.ToRead()
                .Where(batch => numbers.Contains(batch.Number)).ToDictionary(batch => batch.Number);
            found.AddRange(ListPayments.With(db, ring, payments).Select(listed =>
            {
                BatchRecord batch = batches[listed.Payment.BatchNumber];
                return new PaymentOfPerson(listed.Payment, batch, runs[batch.RunNumber], listed.Person);
            }));
        }

        return found;
    }
}
