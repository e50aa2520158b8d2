using System.Collections;
using System.Data.Common;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Sorting;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Store.Standings;

/// <summary>A scheme that the ledger has for last year and this run decided nothing about, or that is unclaimed now.</summary>
/// <param name="Key">The claimant.</param>
/// <param name="Scheme">The scheme.</param>
/// <param name="Place">Its place in the pack, from 0.</param>
/// <param name="Settled">What the ledger has for the previous year.</param>
/// <param name="LastClaimantNumber">Where the claimant was last seen.</param>
internal sealed record AbsentScheme(ClaimantKey Key, Scheme Scheme, int Place, Money Settled, long LastClaimantNumber);

/// <summary>
/// Writes the standings of a run in the order of keys, with the index of its claimants, and finds who is absent on the way: both lists are
/// sorted, so one pass does.
/// </summary>
internal static class CloseStandings
{
    /// <param name="run">What the run gathered.</param>
    /// <param name="rows">Where the new standings and the index go.</param>
    /// <param name="connection">Reads the standings before the run; null for none.</param>
    /// <param name="runYear">The run's year.</param>
    /// <param name="rules">The schemes of the run's pack.</param>
    /// <param name="absent">Told of each absent scheme; null where the run does not look for them.</param>
    public static void Run(SortedSegments run, RunRows rows, DbConnection? connection, int runYear, SchemeRules rules,
        Action<AbsentScheme>? absent)
    {
        using DbCommand? command = absent is null || connection is null
            ? null
            : Sql.Command(connection, null, "SELECT claimant_key, value FROM standings ORDER BY claimant_key");
        using DbDataReader? known = command?.ExecuteReader();
        bool hasKnown = known?.Read() == true;
        using SegmentMerge merge = run.Open();
        bool hasNew = merge.MoveNext();
        ClaimantIndex index = new(rows);
        BitArray decided = new(rules.All.Count), unclaimed = new(rules.All.Count);
        while (hasNew || hasKnown)
        {
            byte[] key = hasNew ? merge.Key.ToArray() : (byte[])known!.GetValue(0);
            if (hasKnown && hasNew && ((byte[])known!.GetValue(0)).AsSpan().SequenceCompareTo(key) < 0)
                key = (byte[])known.GetValue(0);

            decided.SetAll(false);
            unclaimed.SetAll(false);
            for (; hasNew && merge.Key.SequenceEqual(key); hasNew = merge.MoveNext())
            {
                ReadOnlySpan<byte> record = merge.Payload;
                index.Add(key, WriteStandings.Ordinal(ref record));
                Set(decided, WriteStandings.Places(ref record));
                Set(unclaimed, WriteStandings.Places(ref record));
                if (record.Length > 0)
                    rows.Standing(key, record);
            }

            if (hasKnown && ((byte[])known!.GetValue(0)).AsSpan().SequenceEqual(key))
            {
                Absences(ClaimantKey.Read(key), Standing.Read((byte[])known.GetValue(1)), decided, unclaimed, runYear, rules, absent!);
                hasKnown = known.Read();
            }
        }

        index.Finish();
    }

    private static void Absences(ClaimantKey key, Standing before, BitArray decided, BitArray unclaimed, int runYear, SchemeRules rules,
        Action<AbsentScheme> absent)
    {
        for (int place = 0; place < rules.All.Count; place++)
        {
            Scheme scheme = rules.All[place].Scheme;
            Money settled = before.History.SettledOf(scheme, runYear - 1);
            if (settled > Money.Zero && !decided[place] || unclaimed[place])
                absent(new AbsentScheme(key, scheme, place, settled, before.LastClaimantNumber));
        }
    }

    private static void Set(BitArray schemes, ReadOnlySpan<byte> places)
    {
        foreach (byte place in places)
            schemes[place] = true;
    }
}
