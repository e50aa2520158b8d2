using System.Collections.Frozen;
using System.Data.Common;
using Disbursement.Domain.Batches;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Runs.Parts;
using Disbursement.Jobs.Sorting;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Standings;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Runs;

/// <summary>
/// What stands over all counties at the end of a run: what it has read, what it leaves behind about each claimant, and who is missing since
/// the year before.
/// </summary>
internal sealed class CloseYear(RunOrder order, RunRecord run, RunInputs inputs, Database? store, KeyRing ring, RunFolders folders,
    IKeepRun keep)
{
    /// <summary>How many are on the absentee list of each county.</summary>
    public IReadOnlyDictionary<string, long> Absent { get; private set; } = FrozenDictionary<string, long>.Empty;

    public void Run(Sealing sealing, IReadOnlyList<AssessedPart> assessed, YearRead read)
    {
        using Sealer sealer = new(ring);
        using RunRows rows = new(sealing, run, sealer);
        foreach (RosterReading file in read.Files)
            rows.Input(InputOf(file));
        foreach (RegisterReading register in read.Registers.Files)
            rows.Input(InputOf(register));
        if (store is null)
            return;

        using DbConnection standings = store.Connect();
        using DbConnection claimants = store.Connect();
        using GatherAbsent absent = new(folders.Work, claimants, sealer);
        SortedSegments left = SortedSegments.Of(assessed.Select(county => county.Standings));
        CloseStandings.Run(left, rows, standings, order.Year, inputs.Rules, keep.LooksForAbsent ? absent.Add : null);
        Absent = ListAbsent.Run(
            absent.InOrder().Select(person =>
                new AbsentPerson(person.RegionCode, person.HouseholdNo, person.Role, person.Name, person.Id, person.Scheme,
                    person.SettledFen)),
            county => folders.Grow("absent", $"{county}.csv"), inputs.Terms.Exports.Regions, order.IsChinese);
    }

    private RunInputRecord InputOf(RosterReading file) => new()
    {
        Id = RunItemId.Of(run.Number, file.File.Ordinal).Value,
        RunNumber = run.Number,
        Ordinal = file.File.Ordinal,
        Path = file.File.Name,
        Sha256 = file.Sha256,
        Bytes = file.Bytes,
        Encoding = file.Encoding,
        Rows = file.Rows,
        Accepted = file.Accepted,
        Rejected = file.Rejected,
        Replaced = file.Replaced,
        Refusal = file.Refusal?.Say(order.IsChinese),
    };

    private RunInputRecord InputOf(RegisterReading register) => new()
    {
        Id = RunItemId.Of(run.Number, register.File.Ordinal).Value,
        RunNumber = run.Number,
        Ordinal = register.File.Ordinal,
        Path = register.File.Name,
        Sha256 = register.Sha256,
        Bytes = register.Bytes,
        Encoding = register.Encoding,
        Rows = register.Lines,
        Accepted = register.Lines - register.Malformed,
        Rejected = register.Malformed,
        Refusal = register.Refusal?.Say(order.IsChinese),
    };
}
