using Disbursement.Domain.Ledger;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Bulk;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Connections;

/// <summary>Transfers that an act has appended, written many at once: a bank's answer books a million.</summary>
internal sealed class WaitingTransfers(ActTransaction act, Database store) : IWaitingRows
{
    private readonly RowBuffer _rows = new();

    public void Add(Transfer transfer, ClaimantKey claimant, ReadOnlySpan<byte> hash)
    {
        TransfersTable.Write(_rows, transfer, claimant, hash);
        _rows.EndRows();
        if (_rows.IsFull)
            Write();
    }

    public void Write()
    {
        if (_rows.Length == 0)
            return;

        using IBulkWriter writer = store.BulkWriter(act.Transaction);
        writer.Write(_rows.Bytes);
        writer.Finish();
        _rows.Clear();
    }

    public void Dispose()
    {
        // Rows that were not written go with their act.
    }
}
