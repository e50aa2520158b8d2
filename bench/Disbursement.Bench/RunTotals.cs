using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Bench;

/// <summary>What a finished run left in its database: rows of each table, payments and fen of each scheme.</summary>
internal static class RunTotals
{
    public static void Run(string database)
    {
        using SqliteDisbursementDb db = FinishedRun.Open(database);
        long claimants = db.Claimants.LongCount(), decisions = db.Decisions.LongCount(), payments = db.Payments.LongCount(),
            transfers = db.Transfers.LongCount();
        long other = db.Batches.LongCount() + db.BatchFiles.LongCount() + db.RunInputs.LongCount(), standings = db.Standings.LongCount();
        Console.WriteLine(
            $"claimants={claimants} decisions={decisions} payments={payments} transfers={transfers} other={other} standings={standings}");
        Console.WriteLine($"roster_rows={db.RunInputs.Sum(input => input.Rows)} bytes={db.RunInputs.Sum(input => input.Bytes)} "
            + $"households={db.RunInputs.Sum(input => input.Accepted + input.Rejected)}");
        foreach (var scheme in db.Batches.GroupBy(batch => batch.Scheme)
            .Select(group => new { group.Key, Payments = group.Sum(batch => batch.Payments), Fen = group.Sum(batch => batch.TotalFen) })
            .OrderBy(scheme => scheme.Key))
            Console.WriteLine($"scheme={scheme.Key} payments={scheme.Payments} fen={scheme.Fen}");
    }
}
