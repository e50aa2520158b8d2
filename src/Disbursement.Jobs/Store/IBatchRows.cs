using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store;

/// <summary>Takes the rows of new batches: a run writes them in bulk, an act inside its transaction.</summary>
internal interface IBatchRows
{
    void Payment(PaymentRecord payment);

    void Batch(BatchRecord batch);

    void BatchFile(BatchFileRecord file);

    void Manifest(ManifestRecord manifest);
}

/// <summary>Adds the rows of new batches to the transaction of an act.</summary>
internal sealed class BatchRowsOfAct(ActTransaction act) : IBatchRows
{
    public void Payment(PaymentRecord payment) => act.Db.Payments.Add(payment);

    public void Batch(BatchRecord batch) => act.Db.Batches.Add(batch);

    public void BatchFile(BatchFileRecord file) => act.Db.BatchFiles.Add(file);

    public void Manifest(ManifestRecord manifest) => act.Db.Manifests.Add(manifest);
}
