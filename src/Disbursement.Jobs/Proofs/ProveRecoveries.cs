using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Jobs.Store.Books;

namespace Disbursement.Jobs.Proofs;

/// <summary>
/// What the ledger takes back is what the batches say, each line in one of them; and it is withdrawn, line by line, where the batch was
/// rejected, and nowhere else.
/// </summary>
internal static class ProveRecoveries
{
    public static string? FirstBreak(ReadBooks books, IReadOnlyList<StoredBatch> batches)
    {
        IReadOnlyDictionary<string, (int Recoveries, long Fen, int Withdrawn, long WithdrawnFen)> booked = books.Recoveries();
        if (booked.ContainsKey(""))
            return "a recovery in the ledger is in no batch";

        foreach (StoredBatch batch in batches)
        {
            (int recoveries, long fen, int withdrawn, long withdrawnFen) = booked.GetValueOrDefault(batch.Id);
            if ((recoveries, fen) != (batch.Recoveries, batch.RecoveredFen))
                return $"batch {batch.Id}: {batch.Recoveries} recoveries of {new Money(batch.RecoveredFen)} are recorded, the ledger has "
                    + $"{recoveries} of {new Money(fen)}";
            if ((withdrawn, withdrawnFen) != (batch.State == BatchState.Rejected ? (recoveries, fen) : (0, 0)))
                return $"batch {batch.Id} is {batch.State.Word()}, and {withdrawn} recoveries of {new Money(withdrawnFen)} "
                    + $"are withdrawn of its {recoveries} of {new Money(fen)}";
        }

        return books.StrayWithdrawal();
    }
}
