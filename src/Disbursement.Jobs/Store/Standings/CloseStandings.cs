using System.Buffers.Binary;
using System.Data.Common;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Sorting;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Store.Standings;

/// <summary>A scheme that the ledger has for last year and this run decided nothing about, or that is unclaimed now.</summary>
/// <param name="Key">The claimant.</param>
/// <param name="Scheme">The scheme.</param>
/// <param name="Settled">What the ledger has for the previous year.</param>
/// <param name="LastClaimantNumber">Where the claimant was last seen.</param>
internal sealed record AbsentScheme(ClaimantKey Key, Scheme Scheme, Money Settled, long LastClaimantNumber);

/// <summary>
/// Writes the standings of a run in the order of keys and finds who is absent on the way: both lists are sorted, so one pass does.
/// </summary>
internal static class CloseStandings
{
    /// <param name="run">What the run gathered.</param>
    /// <param name="rows">Where the new standings go.</param>
    /// <param name="connection">Reads the standings before the run; null for none.</param>
    /// <param name="runYear">The run's year.</param>
    /// <param name="absent">Told of each absent scheme; null where the run does not look for them.</param>
    public static void Run(SortedSegments run, RunRows rows, DbConnection? connection, int runYear, Action<AbsentScheme>? absent)
    {
        using DbCommand? command = absent is null || connection is null
            ? null
            : Sql.Command(connection, null, "SELECT claimant_key, value FROM standings ORDER BY claimant_key");
        using DbDataReader? known = command?.ExecuteReader();
        bool hasKnown = known?.Read() == true;
        using SegmentMerge merge = run.Open();
        bool hasNew = merge.MoveNext();
        while (hasNew || hasKnown)
        {
            byte[] key = hasNew ? merge.Key.ToArray() : (byte[])known!.GetValue(0);
            if (hasKnown && hasNew && ((byte[])known!.GetValue(0)).AsSpan().SequenceCompareTo(key) < 0)
                key = (byte[])known.GetValue(0);

            int decided = 0, unclaimed = 0;
            for (; hasNew && merge.Key.SequenceEqual(key); hasNew = merge.MoveNext())
            {
                ReadOnlySpan<byte> record = merge.Payload;
                decided |= BinaryPrimitives.ReadUInt16LittleEndian(record);
                unclaimed |= BinaryPrimitives.ReadUInt16LittleEndian(record[2..]);
                if (record.Length > WriteStandings.MaskLength)
                    rows.Standing(key, record[WriteStandings.MaskLength..]);
            }

            if (hasKnown && ((byte[])known!.GetValue(0)).AsSpan().SequenceEqual(key))
            {
                Absences(ClaimantKey.Read(key), Standing.Read((byte[])known.GetValue(1)), decided, unclaimed, runYear, absent!);
                hasKnown = known.Read();
            }
        }
    }

    private static void Absences(ClaimantKey key, Standing before, int decided, int unclaimed, int runYear, Action<AbsentScheme> absent)
    {
        foreach (Scheme scheme in SchemeCodes.All)
        {
            Money settled = before.History.SettledOf(scheme, runYear - 1);
            bool isMissing = settled > Money.Zero && (decided >> (int)scheme & 1) == 0;
            bool isUnclaimed = (unclaimed >> (int)scheme & 1) == 1;
            if (isMissing || isUnclaimed)
                absent(new AbsentScheme(key, scheme, settled, before.LastClaimantNumber));
        }
    }
}
