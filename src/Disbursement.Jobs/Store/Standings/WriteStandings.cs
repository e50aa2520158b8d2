using System.Buffers.Binary;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Assessment;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Sorting;

namespace Disbursement.Jobs.Store.Standings;

/// <summary>Gathers what a run leaves behind about each claimant, sorted by claimant key. One instance belongs to one thread.</summary>
/// <remarks>
/// A record is: decided schemes (2 bytes), unclaimed schemes with settled money (2 bytes), then the standing, empty where nothing is left
/// behind.
/// </remarks>
internal sealed class WriteStandings(SortedSegments segments, int budget)
{
    public const int MaskLength = 4;

    private readonly SegmentWriter _writer = new(segments, budget);
    private readonly byte[] _key = new byte[ClaimantKey.Length];
    private byte[] _record = new byte[256];

    /// <param name="assessed">The claimant.</param>
    /// <param name="key">Under which the books know them.</param>
    /// <param name="number">Their row of this run.</param>
    /// <param name="before">What earlier runs left behind.</param>
    /// <param name="account">To which account their money goes; as before where the run pays them nothing.</param>
    public void Add(AssessedClaimant assessed, ClaimantKey key, long number, Standing before, KnownAccount account)
    {
        int decided = 0, unclaimed = 0;
        foreach (Decision decision in assessed.Decisions)
        {
            decided |= 1 << (int)decision.Scheme;
            if (decision.Outcome == Outcome.Unclaimed
                && before.History.Settled.Any(entry => entry.Scheme == decision.Scheme && entry.Amount > Money.Zero))
                unclaimed |= 1 << (int)decision.Scheme;
        }

        Standing? after = null;
        if (!assessed.IsDuplicate && (assessed.Decisions.Count > 0 || assessed.Case.AppliedOn is not null))
        {
            after = new Standing(AfterRun.Of(assessed), assessed.Settlement.Schemes.Count > 0 ? number : before.LastClaimantNumber)
            {
                Account = account,
            };
        }

        int most = MaskLength + (after?.PackedLength ?? 0);
        if (_record.Length < most)
            _record = new byte[most * 2];
        BinaryPrimitives.WriteUInt16LittleEndian(_record, (ushort)decided);
        BinaryPrimitives.WriteUInt16LittleEndian(_record.AsSpan(2), (ushort)unclaimed);
        int length = MaskLength + (after?.Pack(_record.AsSpan(MaskLength)) ?? 0);
        key.Write(_key);
        _writer.Add(_key, _record.AsSpan(0, length));
    }

    public void Finish() => _writer.Finish();
}
