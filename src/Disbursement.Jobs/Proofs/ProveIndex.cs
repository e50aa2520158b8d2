using System.Data.Common;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Standings;

namespace Disbursement.Jobs.Proofs;

/// <summary>The index of each run names its claimants, each once and nobody else: whoever is not in it would be found by nobody.</summary>
internal static class ProveIndex
{
    /// <summary>Claimants that are held in memory at a time, about: 16 bytes each.</summary>
    private const int Share = 1 << 21;

    /// <summary>How many claimants were looked up, and the first that the index does not have, or has and is none.</summary>
    /// <param name="connection">Where the books are read.</param>
    /// <param name="stop">Stops the proof.</param>
    /// <param name="atOnce">How many claimants are compared at a time, about: they are read anew for each share.</param>
    public static (long Checked, string? FirstBreak) Run(DbConnection connection, CancellationToken stop, int atOnce = Share)
    {
        long looked = 0, rows = 0;
        foreach (int run in Runs(connection))
        {
            (long first, long end) = ClaimantNumber.OfRun(run);
            long claimants = Sql.Number(connection, null,
                "SELECT COUNT(*) FROM claimants WHERE number > @first AND number < @end", ("@first", first), ("@end", end));
            int share = Math.Max(1, (int)(ClaimantIndex.Rows * Math.Min(atOnce, claimants + 1) / (claimants + 1)));
            for (int row = 0; row < ClaimantIndex.Rows; row += share)
            {
                ulong[] known = Claimants(connection, run, row, share, stop);
                (ulong[] indexed, int read, ulong? astray) = Entries(connection, run, row, Math.Min(share, ClaimantIndex.Rows - row));
                (looked, rows) = (looked + known.Length, rows + read);
                if ((astray ?? FirstApart(known, indexed)) is { } apart)
                    return (looked, $"claimant {ClaimantNumber.Of(run, ClaimantIndex.OrdinalOf(apart)).Value} does not stand once in the "
                        + $"index of its run");
            }
        }

        long all = Sql.Number(connection, null, "SELECT COUNT(*) FROM claimant_index");
        return (looked, all == rows ? null : $"{all - rows} rows of the index of claimants belong to no run");
    }

    private static int[] Runs(DbConnection connection)
    {
        List<int> runs = [];
        using StoredRows reader = StoredRows.Of(connection, "SELECT number FROM runs ORDER BY number");
        while (reader.Read())
            runs.Add(reader.Int(0));
        return [.. runs];
    }

    /// <summary>What the index has to hold in some of its rows, sorted.</summary>
    private static ulong[] Claimants(DbConnection connection, int run, int from, int rows, CancellationToken stop)
    {
        (long first, long end) = ClaimantNumber.OfRun(run);
        List<ulong> entries = [];
        using StoredRows reader = StoredRows.Of(connection,
            "SELECT number, claimant_key FROM claimants WHERE number > @first AND number < @end ORDER BY number", ("@first", first),
            ("@end", end));
        while (reader.Read())
        {
            ulong entry = ClaimantIndex.Entry(reader.BytesInPlace(1), new ClaimantNumber(reader.Long(0)).Ordinal);
            if (ClaimantIndex.RowOf(entry) - from is var place && place >= 0 && place < rows)
                entries.Add(entry);
            if (entries.Count % 1024 == 0)
                stop.ThrowIfCancellationRequested();
        }

        return Sorted(entries);
    }

    /// <summary>
    /// What the index holds in these rows, sorted; how many they are; and the first entry that stands in a row where nobody looks for it.
    /// </summary>
    private static (ulong[] Entries, int Rows, ulong? Astray) Entries(DbConnection connection, int run, int from, int rows)
    {
        List<ulong> entries = [];
        int read = 0;
        ulong? astray = null;
        using StoredRows reader = StoredRows.Of(connection,
            "SELECT id, entries FROM claimant_index WHERE id >= @first AND id < @end ORDER BY id",
            ("@first", RunItemId.Of(run, from).Value), ("@end", RunItemId.Of(run, from).Value + rows));
        while (reader.Read())
        {
            read++;
            foreach (ulong entry in ClaimantIndex.Read(reader.BytesInPlace(1)))
            {
                entries.Add(entry);
                if (RunItemId.Of(run, ClaimantIndex.RowOf(entry)).Value != reader.Long(0))
                    astray ??= entry;
            }
        }

        return (Sorted(entries), read, astray);
    }

    private static ulong[] Sorted(List<ulong> entries)
    {
        entries.Sort();
        return [.. entries];
    }

    /// <summary>The first entry that only one of two sorted lists has; null where they are the same.</summary>
    private static ulong? FirstApart(ReadOnlySpan<ulong> one, ReadOnlySpan<ulong> other)
    {
        int same = one.CommonPrefixLength(other);
        return same == one.Length && same == other.Length ? null
            : same == one.Length ? other[same]
            : same == other.Length ? one[same]
            : Math.Min(one[same], other[same]);
    }
}
