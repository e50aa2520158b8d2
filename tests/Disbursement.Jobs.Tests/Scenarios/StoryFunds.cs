using System.Globalization;
using Disbursement.Domain.Batches;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Scenarios;

/// <summary>
/// After every story: the requisition and the settlement of each of its runs are the transfers of the ledger, to the fen.
/// </summary>
internal static class StoryFunds
{
    public static IEnumerable<string> Breaks(StoryOffice office)
    {
        Database store = office.Setting().Store;
        using TestDatabase database = office.Rows();
        List<string> breaks = [];
        BatchFunds all = BatchFunds.Sum([]);
        foreach (RunRecord run in new RunBook(store).Sealed())
        {
            FundsOfRun funds = FundsOfRun.Read(office.Inputs.Data, store, run.Id, null);
            Dictionary<string, string>[] batches =
                [.. database.Rows($"SELECT id, state FROM batches WHERE run_number = {run.Number} AND state <> 'rejected' ORDER BY id")];
            if (!funds.Batches.Select(one => one.Batch).Order(StringComparer.Ordinal).SequenceEqual(batches.Select(batch => batch["id"])))
                breaks.Add($"run {run.Id}: the batches of its funds are {string.Join(' ', funds.Batches.Select(one => one.Batch))}");
            foreach (BatchFunds one in funds.Batches)
                breaks.AddRange(
                    OfBatch(database, one, batches.First(batch => batch["id"] == one.Batch)["state"] is "released" or "settled"));
            all = BatchFunds.Sum([all, BatchFunds.Sum(funds.Batches)]);
        }

        long given = Repaid(database) - Balance(database, "treasury");
        if (all.Paid.Sum.Fen != given)
            breaks.Add($"{all.Paid.Sum} are paid by the settlements, the treasury has given {given} fen");
        if (all.Unanswered.Sum.Fen != -Balance(database, "transit"))
            breaks.Add($"{all.Unanswered.Sum} are unanswered by the settlements, {-Balance(database, "transit")} fen are on their way");
        return breaks;
    }

    private static IEnumerable<string> OfBatch(TestDatabase database, BatchFunds one, bool isSent)
    {
        // What the run accrued and offset for a batch, less what was cancelled, is what its payments ask for and hold back; those that are
        // paid again were accrued before.
        long booked = Moved(database, one.Batch, "accrue") - Moved(database, one.Batch, "offset");
        long computed = database.Number($"SELECT coalesce(SUM(amount_fen), 0) FROM payments p JOIN batches b ON b.number = p.batch_number "
            + $"WHERE b.id = '{one.Batch}' AND p.replaces IS NULL");
        long inFiles = database.Number($"SELECT coalesce(SUM(amount_fen), 0) FROM payments p JOIN batches b ON b.number = p.batch_number "
            + $"WHERE b.id = '{one.Batch}' AND p.is_left_out = 0");
        (string What, long Told, long Found)[] pairs =
        [
            ("computed", computed, booked), ("asked for", one.Requested.Sum.Fen, inFiles),
            ("asked for by level", one.Funding.Total.Fen, inFiles), ("sent", one.Released.Sum.Fen, Moved(database, one.Batch, "release")),
            ("asked for and sent", isSent ? one.Requested.Sum.Fen : 0, Moved(database, one.Batch, "release")),
            ("paid", one.Paid.Sum.Fen, Answered(database, one.Batch, "paid", "late", "bounced")),
            ("paid by level", one.PaidBy.Total.Fen, Answered(database, one.Batch, "paid", "late", "bounced")),
            ("failed", one.Failed.Sum.Fen, Answered(database, one.Batch, "failed", "bounced", "late")),
            ("left over", one.LeftOver.Sum.Fen, inFiles - Answered(database, one.Batch, "paid", "late", "bounced")),
            ("left over by level", one.LeftWith.Total.Fen, one.LeftOver.Sum.Fen),
            ("left over, by what became of it", (one.Failed.Sum + one.Unanswered.Sum + one.NotReleased.Sum).Fen, one.LeftOver.Sum.Fen),
        ];
        return pairs.Where(pair => pair.Told != pair.Found)
            .Select(pair => $"batch {one.Batch}, {pair.What}: {pair.Told} fen, the ledger has {pair.Found}");
    }

    private static long Moved(TestDatabase database, string batch, string happened) =>
        database.Number($"SELECT coalesce(SUM(fen), 0) FROM transfers WHERE batch = '{batch}' AND event = '{happened}'");

    /// <summary>What came back into the treasury from receivables: no settlement of a run knows of it.</summary>
    private static long Repaid(TestDatabase database) =>
        database.Number("SELECT coalesce(SUM(fen), 0) FROM transfers WHERE event = 'repaid'");

    /// <summary>An answer, with what later ones added to it and took from it.</summary>
    private static long Answered(TestDatabase database, string batch, string said, string added, string taken) =>
        Moved(database, batch, said) + Moved(database, batch, added) - Moved(database, batch, taken);

    private static long Balance(TestDatabase database, string kind) => long.Parse(
        database.Rows($"SELECT coalesce(SUM(CASE WHEN debit LIKE '{kind}:%' THEN fen ELSE 0 END - CASE WHEN credit LIKE '{kind}:%' THEN "
            + $"fen ELSE 0 END), 0) AS fen FROM transfers").Single()["fen"], CultureInfo.InvariantCulture);
}
