using Disbursement.Jobs.Store.Sqlite;
using Disbursement.Jobs.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Disbursement.Bench;

/// <summary>
/// The naive way: claimants, decisions, payments and transfers of a finished run as tracked entities, one SaveChanges for every 1,000
/// households.
/// </summary>
/// <remarks>
/// Reading and deciding are not timed. What is saved is let go of after each SaveChanges, which is kinder than most programs that write so.
/// </remarks>
internal static class NaiveWrite
{
    private const int HouseholdsPerSave = 1000;

    public static void Run(string database, int most, string work)
    {
        List<RunRecord> runs;
        List<object[]> saves;
        int households;
        using (SqliteDisbursementDb finished = FinishedRun.Open(database))
        {
            runs = [.. finished.Runs.AsNoTracking()];
            (saves, households) = Load(finished, most);
        }

        string folder = Path.Combine(work, "naive");
        SqliteDatabase store = FinishedRun.MakeEmpty(folder, runs);
        using (SqliteDisbursementDb db = store.Model())
        {
            Measure.Run($"naive households={households}", () =>
            {
                long rows = 0;
                foreach (object[] entities in saves)
                {
                    db.AddRange(entities);
                    rows += db.SaveChanges();
                    db.ChangeTracker.Clear();
                }

                return (rows, new FileInfo(store.File).Length);
            });
        }

        FinishedRun.Remove(folder);
    }

    private static (List<object[]> Saves, int Households) Load(SqliteDisbursementDb db, int most)
    {
        ILookup<long, DecisionRecord> decisions = db.Decisions.AsNoTracking().ToLookup(decision => decision.ClaimantNumber);
        ILookup<long, PaymentRecord> payments = db.Payments.AsNoTracking().ToLookup(payment => payment.ClaimantNumber);
        ILookup<string, TransferRecord> transfers = db.Transfers.AsNoTracking()
            .ToLookup(transfer => Convert.ToHexString(transfer.Claimant));
        List<object[]> saves = [];
        List<object> waiting = [];
        int households = 0;
        foreach (IGrouping<(string, string), ClaimantRecord> household in db.Claimants.AsNoTracking().AsEnumerable()
            .GroupBy(claimant => (claimant.RegionCode, claimant.HouseholdNo)).Take(most))
        {
            foreach (ClaimantRecord claimant in household)
            {
                waiting.Add(claimant);
                waiting.AddRange(decisions[claimant.Number]);
                waiting.AddRange(payments[claimant.Number]);
                waiting.AddRange(transfers[Convert.ToHexString(claimant.ClaimantKey)]);
            }

            if (++households % HouseholdsPerSave != 0)
                continue;

            saves.Add([.. waiting]);
            waiting.Clear();
        }

        saves.Add([.. waiting]);
        return (saves, households);
    }
}
