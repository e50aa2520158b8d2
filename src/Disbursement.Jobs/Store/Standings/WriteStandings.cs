using System.Buffers.Binary;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Assessment;
using Disbursement.Domain.Households;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Sorting;

namespace Disbursement.Jobs.Store.Standings;

/// <summary>Gathers what a run leaves behind about each claimant, sorted by claimant key. One instance belongs to one thread.</summary>
/// <remarks>
/// A record is: the claimant's place among those of the run (4 bytes), decided schemes, unclaimed schemes with settled money, each a count
/// and so many places in the pack (a byte each), then the standing, empty where nothing is left behind.
/// </remarks>
internal sealed class WriteStandings(SortedSegments segments, int budget)
{
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
        Standing? after = null;
        if (!assessed.IsDuplicate && (assessed.Decisions.Count > 0 || assessed.Case.HasApplied))
        {
            after = new Standing(AfterRun.Of(assessed), assessed.Settlement.Schemes.Count > 0 ? number : before.LastClaimantNumber)
            {
                Account = account,
            };
        }

        int most = sizeof(uint) + 2 * (1 + assessed.Decisions.Count) + (after?.PackedLength ?? 0);
        if (_record.Length < most)
            _record = new byte[most * 2];
        BinaryPrimitives.WriteUInt32LittleEndian(_record, new ClaimantNumber(number).Ordinal);
        int length = Places(assessed, sizeof(uint), _ => true);
        length = Places(assessed, length, decision => decision.Outcome == Outcome.Unclaimed
            && before.History.Settled.Any(entry => entry.Scheme == decision.Scheme && entry.Amount > Money.Zero));
        length += after?.Pack(_record.AsSpan(length)) ?? 0;
        key.Write(_key);
        _writer.Add(_key, _record.AsSpan(0, length));
    }

    public void Finish() => _writer.Finish();

    /// <summary>The claimant's place at the front of a record, and what follows it.</summary>
    public static uint Ordinal(ref ReadOnlySpan<byte> record)
    {
        uint ordinal = BinaryPrimitives.ReadUInt32LittleEndian(record);
        record = record[sizeof(uint)..];
        return ordinal;
    }

    /// <summary>The places of some schemes at the front of a record, and what follows them.</summary>
    public static ReadOnlySpan<byte> Places(ref ReadOnlySpan<byte> record)
    {
        ReadOnlySpan<byte> places = record.Slice(1, record[0]);
        record = record[(1 + places.Length)..];
        return places;
    }

    private int Places(AssessedClaimant assessed, int at, Func<Decision, bool> isMeant)
    {
        int count = at++;
        foreach (Decision decision in assessed.Decisions)
        {
            if (isMeant(decision))
                _record[at++] = (byte)assessed.Case.Rules.PlaceOf(decision.Scheme);
        }

        _record[count] = (byte)(at - count - 1);
        return at;
    }
}
