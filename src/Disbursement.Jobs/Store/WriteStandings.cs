using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Sorting;

namespace Disbursement.Jobs.Store;

/// <summary>Gathers what a run leaves behind about each claimant, sorted by claimant key. One instance belongs to one thread.</summary>
/// <remarks>A record is: decided schemes (2 bytes), unclaimed schemes with settled money (2 bytes), then the standing, empty where nothing is left behind.</remarks>
internal sealed class WriteStandings(SortedRuns runs, int budget)
{
    public const int MaskLength = 4;

    private readonly RunWriter _writer = new(runs, budget);
    private readonly byte[] _key = new byte[ClaimantKey.Length];

    public void Add(AssessedClaimant assessed, ClaimantKey key, long number, Standing before)
    {
        int decided = 0, unclaimed = 0;
        foreach (Decision decision in assessed.Decisions)
        {
            decided |= 1 << (int)decision.Scheme;
            if (decision.Outcome == Outcome.Unclaimed && before.History.Settled.Any(entry => entry.Scheme == decision.Scheme && entry.Amount > Money.Zero))
                unclaimed |= 1 << (int)decision.Scheme;
        }

        byte[] value = [];
        if (!assessed.IsDuplicate && (assessed.Decisions.Count > 0 || assessed.Case.AppliedOn is not null))
            value = new Standing(AfterRun.Of(assessed), assessed.Decisions.Count > 0 ? number : before.LastClaimantNumber).ToBytes();
        key.Write(_key);
        Span<byte> record = stackalloc byte[MaskLength + value.Length];
        BitConverter.TryWriteBytes(record, (ushort)decided);
        BitConverter.TryWriteBytes(record[2..], (ushort)unclaimed);
        value.CopyTo(record[MaskLength..]);
        _writer.Add(_key, record);
    }

    public void Finish() => _writer.Finish();
}
