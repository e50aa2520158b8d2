using System.Globalization;
using Disbursement.Jobs.Sorting;

namespace Disbursement.Jobs.Intake;

/// <summary>Households of one county, counted.</summary>
internal sealed record Acceptance(string County, long Accepted, long Rejected);

/// <summary>Households of one county, as far as they stand in one file.</summary>
internal sealed record FileCounts(int File)
{
    public long Accepted { get; set; }

    public long Rejected { get; set; }

    public long Replaced { get; set; }
}

/// <summary>What became of the households of one county.</summary>
/// <param name="Count">How many.</param>
/// <param name="Files">The same by file.</param>
/// <param name="Matched">Orphans whose household was found.</param>
/// <param name="Ids">Claimants with their places, sorted.</param>
/// <param name="Accounts">Accounts with their holders, sorted.</param>
/// <param name="Children">What is told of each child, sorted.</param>
/// <param name="Names">Each child by its name, sorted; empty where no scheme is about children.</param>
internal sealed record AcceptedCounty(Acceptance Count, IReadOnlyList<FileCounts> Files, IReadOnlyList<ulong> Matched, SortedSegments Ids,
    SortedSegments Accounts, SortedSegments Children, SortedSegments Names);

/// <summary>Tells accepted households from rejected ones in one county, writes the rejects, and gathers who stands where.</summary>
internal sealed class AcceptHouseholds(
    SortedSegments fragments, IReadOnlyList<RosterReading> files, RosterForm form, Orphans orphans, bool areChildrenPaid,
    ReadingProgress progress, bool isChinese)
{
    private const int ClaimantBudget = 2 << 20;

    /// <summary>
    /// Whether a partition holds rows that name no county. It comes last: only then is it known which of them belong to a household of a
    /// county.
    /// </summary>
    public static bool IsUnknown(string county) => county == ReadRoster.NoCounty;

    /// <param name="county">The county.</param>
    /// <param name="isOfRun">Whether it is one that the run pays.</param>
    /// <param name="rejectFile">Where rejects go.</param>
    /// <param name="ids">Gets the claimants.</param>
    /// <param name="accounts">Gets their accounts.</param>
    /// <param name="children">Gets what is told of their children.</param>
    /// <param name="names">Gets the children by their names, where a scheme is about children.</param>
    /// <param name="stop">Stops the reading.</param>
    public AcceptedCounty Run(string county, bool isOfRun, Func<string, string> rejectFile, SortedSegments ids, SortedSegments accounts,
        SortedSegments children, SortedSegments names, CancellationToken stop)
    {
        Dictionary<int, FileCounts> counts = [];
        _ = uint.TryParse(county, NumberStyles.None, CultureInfo.InvariantCulture, out uint code);
        string name = code == 0 ? ReadRejects.NoCounty : county;
        Orphans matching = code == 0 ? new Orphans() : orphans.Unmatched();
        GatherClaimants gather = new(ids, accounts, children, areChildrenPaid ? names : null, ClaimantBudget);
        using HouseholdReader reader = new(fragments.Open(county), files, matching);
        using WriteRejects rejects = new(files, form, county, () => Privacy.PrivateFile.Create(rejectFile(name)), isChinese);
        while (reader.MoveNext())
        {
            stop.ThrowIfCancellationRequested();
            HouseholdCopy copy = reader.Current;
            progress.Gather(copy.RowCount);
            if (!counts.TryGetValue(copy.File, out FileCounts? count))
                counts[copy.File] = count = new FileCounts(copy.File);
            if (copy.IsReplaced)
            {
                count.Replaced++;
                continue;
            }

            if (!copy.IsRejected)
            {
                count.Accepted++;
                gather.Add(copy, code, isOfRun);
                continue;
            }

            rejects.Add(copy);
            if (code != 0 || !orphans.WasMatched(copy.File, copy.Number))
                count.Rejected++;
        }

        gather.Finish();
        return new AcceptedCounty(new Acceptance(name, counts.Values.Sum(file => file.Accepted), counts.Values.Sum(file => file.Rejected)),
            [.. counts.Values], matching.Matched, ids, accounts, children, names);
    }
}
