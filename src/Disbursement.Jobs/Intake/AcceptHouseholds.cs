using System.Globalization;
using Disbursement.Jobs.Sorting;

namespace Disbursement.Jobs.Intake;

/// <summary>Households of one county, counted.</summary>
internal sealed record Acceptance(string County, long Accepted, long Rejected);

/// <summary>Tells accepted households from rejected ones, county by county, writes the rejects, and gathers who stands where.</summary>
internal sealed class AcceptHouseholds(SortedRuns fragments, IReadOnlyList<RosterReading> files, Orphans orphans, SortedRuns ids, SortedRuns accounts, bool isChinese)
{
    private const int ClaimantBudget = 4 << 20;

    /// <param name="isOfRun">Whether a county is one that the run pays.</param>
    /// <param name="rejectFile">Where the rejects of a county go.</param>
    /// <param name="workers">Counties at a time.</param>
    /// <param name="stop">Stops the reading.</param>
    public IReadOnlyList<Acceptance> Run(Func<string, bool> isOfRun, Func<string, string> rejectFile, int workers, CancellationToken stop)
    {
        Acceptance[] counties = new Acceptance[fragments.Partitions.Count];
        string[] partitions = [.. fragments.Partitions];
        ParallelOptions options = new() { MaxDegreeOfParallelism = workers, CancellationToken = stop };

        // Rows that name no county come last: only then is it known which of them belong to a household of a county.
        int known = Array.IndexOf(partitions, ReadRoster.NoCounty) is >= 0 and int last ? last : partitions.Length;
        Parallel.For(0, known, options, i => counties[i] = County(partitions[i], isOfRun, rejectFile, orphans, stop));
        for (int i = known; i < partitions.Length; i++)
            counties[i] = County(partitions[i], isOfRun, rejectFile, new Orphans(), stop);
        return counties;
    }

    private Acceptance County(string county, Func<string, bool> isOfRun, Func<string, string> rejectFile, Orphans matching, CancellationToken stop)
    {
        long accepted = 0, rejected = 0;
        _ = uint.TryParse(county, NumberStyles.None, CultureInfo.InvariantCulture, out uint code);
        string name = code == 0 ? "unknown" : county;
        GatherClaimants gather = new(ids, accounts, ClaimantBudget);
        using HouseholdReader reader = new(fragments.Open(county), files, matching);
        using WriteRejects rejects = new(files, county, () => Privacy.PrivateFile.Create(rejectFile(name)), isChinese);
        while (reader.MoveNext())
        {
            stop.ThrowIfCancellationRequested();
            HouseholdCopy copy = reader.Current;
            if (copy.IsReplaced)
            {
                files[copy.File].CountReplaced();
                continue;
            }

            if (!copy.IsRejected)
            {
                files[copy.File].CountAccepted();
                gather.Add(copy, code, isOfRun(county));
                accepted++;
                continue;
            }

            rejects.Add(copy);
            if (code == 0 && orphans.WasMatched(copy.File, copy.Number))
                continue;

            files[copy.File].CountRejected();
            rejected++;
        }

        gather.Finish();
        return new Acceptance(name, accepted, rejected);
    }
}
