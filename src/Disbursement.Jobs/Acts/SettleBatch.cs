using Disbursement.Domain.Batches;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>A batch is settled when each released payment is paid or failed.</summary>
internal static class SettleBatch
{
    /// <summary>Settles a batch where nothing of it is under way any more; tells its name then.</summary>
    public static string? Run(ActTransaction act, int number, Officer officer)
    {
        act.WriteWaiting();
        BatchRecord record = act.Db.Batches.Single(batch => batch.Number == number);
        if (record.State != BatchState.Released || BatchPayments.Any(act, number, PaymentState.Released))
            return null;

        BatchActs.Add(act, BatchAtHand.Find(act, record.Id)!, BatchActs.Settle, officer);
        record.State = BatchState.Settled;
        act.Db.SaveChanges();
        return record.Id;
    }
}
