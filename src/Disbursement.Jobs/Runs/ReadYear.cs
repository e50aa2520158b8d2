using System.Globalization;
using Disbursement.Domain.Households;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Assessment;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Runs.Parts;
using Disbursement.Jobs.Sorting;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Runs;

/// <summary>The rosters of a year, read: households wait outside memory, county by county.</summary>
/// <param name="Year">The year.</param>
/// <param name="Files">What became of each roster.</param>
/// <param name="Acceptances">Households by county.</param>
/// <param name="Duplicates">Who stands in two households, and which accounts too many share.</param>
/// <param name="Fragments">The rows, sorted by county and household.</param>
/// <param name="Registers">What other offices record.</param>
/// <param name="Orphans">Household numbers of rows that name no county.</param>
/// <param name="Form">The columns that rosters may have.</param>
internal sealed record YearRead(
    int Year, RosterReading[] Files, IReadOnlyList<Acceptance> Acceptances, Duplicates Duplicates, SortedSegments Fragments,
    RegisterBook Registers, Orphans Orphans, RosterForm Form)
{
    /// <summary>How many households of some counties are accepted.</summary>
    public long AcceptedIn(IReadOnlyCollection<string> counties) =>
        Acceptances.Where(county => counties.Contains(county.County)).Sum(county => county.Accepted);

    /// <summary>The accepted households of a county, in the order of payment numbers.</summary>
    /// <param name="county">The county.</param>
    /// <param name="stop">Stops the reading.</param>
    /// <param name="isWanted">Which household numbers are wanted; null for all.</param>
    public IEnumerable<AcceptedHousehold> Accepted(string county, CancellationToken stop, Func<string, bool>? isWanted = null)
    {
        using HouseholdReader households = new(Fragments.Open(county), Files, Orphans);
        BuildHousehold build = new(Form);
        while (households.MoveNext())
        {
            stop.ThrowIfCancellationRequested();
            HouseholdCopy copy = households.Current;
            if (!copy.IsReplaced && !copy.IsRejected && (isWanted is null || isWanted(copy.NumberText())))
                yield return build.Run(copy);
        }
    }

    /// <summary>What gives the accepted households of a county to the rules.</summary>
    /// <param name="pack">Says whether registers decide.</param>
    /// <param name="store">Knows what earlier runs left behind; null where there was none.</param>
    /// <param name="ring">The keys of claimants.</param>
    /// <param name="matches">Counts lines of registers that are on people of the county; null where nobody asks.</param>
    public TakeUpHouseholds TakeUp(PolicyPack pack, Database? store, KeyRing ring, RegisterMatches? matches = null) =>
        new(pack, Registers.Count == 0 ? null : person => Registers.Of(person, matches), Duplicates.Has,
            child => Duplicates.Namesakes.Of(child).Count > 0, store, ring);
}

/// <summary>
/// Reads the rosters of a year into households: the first half of a run, and all that a trial or a forecast needs of them.
/// </summary>
/// <param name="inputs">What is read.</param>
/// <param name="archive">Keeps every byte that was read; null for a reading that keeps nothing.</param>
/// <param name="work">Who does the parts.</param>
/// <param name="isChinese">The language of the rejects.</param>
internal sealed class ReadYear(RunInputs inputs, SealedInputs? archive, IDivideWork work, bool isChinese)
{
    /// <param name="year">The year.</param>
    /// <param name="counties">Counties that are paid; accounts of others do not count.</param>
    /// <param name="progress">How much has been read.</param>
    /// <param name="stop">Stops the reading.</param>
    public YearRead Run(int year, IReadOnlyCollection<string> counties, ReadingProgress progress, CancellationToken stop)
    {
        progress.TotalBytes = ReadRosters.BytesOf(inputs.Groups);

        // Row by row into stretches of rows that are sorted by household.
        HashSet<uint> known = [.. inputs.Bureaus.Select(bureau => uint.Parse(bureau.County, CultureInfo.InvariantCulture))];
        ReadPart[] read = work.Each(RunStage.Reading, Numbered(inputs.Groups.Count), place => new ReadPart(ReadRosters.Run(
            inputs.Groups[int.Parse(place.Name, CultureInfo.InvariantCulture)], known, year, inputs.Form,
            new OpenRoster(archive, place.Folder),
            Sorted(place, ReadPart.Fragments, FragmentKey.CountyLength), progress, stop)), stop);
        RosterReading[] files = [.. read.SelectMany(part => part.Read.Files).OrderBy(file => file.File.Ordinal)];
        SortedSegments fragments = SortedSegments.Of(read.Select(part => part.Read.Fragments));
        Orphans orphans = Orphans.Of(read.SelectMany(part => part.Read.Orphans.Keys), read.SelectMany(part => part.Read.Orphans.Beside));

        // Households, accepted or rejected whole. Rows that name no county come last: only then is it known whose they are.
        AcceptHouseholds accept = new(
            fragments, files, inputs.Form, orphans, inputs.Pack.PaidForChildren.Count > 0, progress, isChinese);
        AcceptedPart Accept(PartPlace place) => new(accept.Run(
            place.Name, counties.Contains(place.Name), name => place.Grow("rejects", $"{name}.csv"), Sorted(place, AcceptedPart.Ids, 0),
            Sorted(place, AcceptedPart.Accounts, 0), Sorted(place, AcceptedPart.Children, 0), Sorted(place, AcceptedPart.Names, 0), stop));
        ILookup<bool, string> partitions = fragments.Partitions.ToLookup(AcceptHouseholds.IsUnknown);
        AcceptedPart[] accepted = work.Each(RunStage.Accepting, [.. partitions[false]], Accept, stop);
        orphans.Mark(accepted.SelectMany(part => part.County.Matched));
        accepted = [.. accepted, .. work.Each(RunStage.Unknown, [.. partitions[true]], Accept, stop)];
        foreach (FileCounts file in accepted.SelectMany(part => part.County.Files))
            files[file.File].Add(file);

        // Who stands in two households is found over all counties.
        Duplicates duplicates = work.Each(RunStage.Duplicates, Numbered(1), _ => new DuplicatesPart(Duplicates.Find(
            SortedSegments.Of(accepted.Select(part => part.County.Ids)), SortedSegments.Of(accepted.Select(part => part.County.Accounts)),
            SortedSegments.Of(accepted.Select(part => part.County.Children)), SortedSegments.Of(accepted.Select(part => part.County.Names)),
            inputs.Pack.Limits.ClaimantsPerAccount)), stop)[0].Duplicates;
        Acceptance[] counts = [.. accepted.Select(part => part.County.Count)];
        return new YearRead(year, files, counts, duplicates, fragments, Registers(year, stop), orphans, inputs.Form);
    }

    /// <summary>What other offices record about people, if they gave anything.</summary>
    private RegisterBook Registers(int year, CancellationToken stop) => inputs.Registers.Count == 0
        ? RegisterBook.None
        : work.Each(RunStage.Registers, Numbered(1), place => new RegisterPart(ReadRegisters.Run(
            inputs.Registers, year, new OpenRoster(archive, place.Folder), name => place.Grow("registers", name), isChinese,
            stop)), stop)[0].Book;

    /// <summary>The names of the parts that are read side by side.</summary>
    public static string[] Numbered(int count) =>
        [.. Enumerable.Range(0, count).Select(number => number.ToString("00", CultureInfo.InvariantCulture))];

    private static SortedSegments Sorted(PartPlace place, string name, int partitionLength) =>
        new(place.Folder, $"{name}-{place.Name}", partitionLength, place.IsKept);
}
