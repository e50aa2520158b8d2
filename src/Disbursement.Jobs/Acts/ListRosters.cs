using System.Collections.Concurrent;
using Disbursement.Domain.Batches;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>A file among the rosters of a year.</summary>
/// <param name="Name">Its path below them.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="Sha256">Of its bytes; empty where no run would read it.</param>
internal sealed record LyingRoster(string Name, long Bytes, string Sha256)
{
    /// <summary>Why no run reads it; null for one that runs read.</summary>
    public FileRemark? PassedOver { get; init; }

    /// <summary>Its rows, where an act, a run or a check has read these very bytes.</summary>
    public long? Rows { get; init; }

    /// <summary>Its households, as with <see cref="Rows"/>.</summary>
    public long? Households { get; init; }

    /// <summary>Counties of its households; empty where no act, run or check says so.</summary>
    public IReadOnlyList<string> Counties { get; init; } = [];

    /// <summary>Who brought it, and when; null where it was laid into the folder by hand.</summary>
    public (string Officer, long At)? Brought { get; init; }

    /// <summary>The newest sealed run that has read exactly these bytes; null where none has: the next one will.</summary>
    public string? ReadBy { get; init; }
}

/// <summary>Lists the rosters of a year as they lie there, with what the books know of each.</summary>
internal sealed class ListRosters
{
    private const int MostChecked = 1000;

    private readonly ConcurrentDictionary<(string Path, long Bytes, DateTime ChangedAt), string> _hashes = [];
    private readonly ConcurrentDictionary<string, RosterCheck> _checked = [];

    /// <summary>Of sealed runs, which say the same for ever.</summary>
    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<string>>> _counties = [];

    /// <summary>Remembers what a check has found in a file: its rows, households and counties, for as long as this lives.</summary>
    public void Remember(RosterCheck check)
    {
        if (_checked.Count >= MostChecked)
            _checked.Clear();
        if (check.Refusal is null)
            _checked[check.Reading.Sha256] = check;
    }

    /// <param name="db">The books.</param>
    /// <param name="inputs">The inputs folder.</param>
    /// <param name="year">The year.</param>
    /// <returns>The files in the order of their names; those that no run reads last.</returns>
    public IReadOnlyList<LyingRoster> Run(DisbursementDb db, string inputs, int year)
    {
        if (!Directory.Exists(new RosterPlace(inputs, year).Folder))
            return [];

        (IReadOnlyList<RosterFile> rosters, IReadOnlyList<string> passedOver) = FindRosters.Run(inputs, year);
        ILookup<string, RosterAct> acts = RosterBook.Of(db, year).Where(act => act.Act != RosterBook.Withdraw)
            .ToLookup(act => act.Sha256);
        ILookup<string, RosterImportRecord> imports = db.RosterImports.ToRead().Where(import => import.Year == year)
            .OrderBy(import => import.Id).AsEnumerable().ToLookup(import => import.Sha256);
        string[] hashes = [.. rosters.Select(Hash)];
        ILookup<string, (RunRecord Run, RunInputRecord Input)> read =
            (from input in db.RunInputs.ToRead()
             join run in db.Runs.ToRead() on input.RunNumber equals run.Number
             where run.Year == year && run.State == RunState.Sealed && hashes.Contains(input.Sha256)
             orderby run.Number
             select new { run, input }).AsEnumerable().Select(one => (one.run, one.input)).ToLookup(one => one.input.Sha256);
        return
        [
            .. rosters.Select((file, i) => Of(file, hashes[i], acts[hashes[i]].LastOrDefault(),
                imports[hashes[i]].LastOrDefault(import => import.Path == file.Name),
                read[hashes[i]].LastOrDefault())),
            .. passedOver.Order(StringComparer.Ordinal).Select(name => new LyingRoster(name, 0, "")
            {
                PassedOver = RosterNames.WhyPassedOver(name),
            }),
        ];
    }

    private LyingRoster Of(RosterFile file, string sha256, RosterAct? act, RosterImportRecord? import,
        (RunRecord Run, RunInputRecord Input) read)
    {
        FileRemark? other = RegularFile.WhyNot(file.FullPath);
        RosterCheck? check = _checked.GetValueOrDefault(sha256);
        return new LyingRoster(file.Name, other is null ? RosterAtRest.Look(file.FullPath)?.Bytes ?? 0 : 0, sha256)
        {
            PassedOver = other is null ? null : new FileRemark($"{file.Name}: {other.English}", $"{file.Name}：{other.Chinese}"),
            Rows = act?.Rows ?? read.Input?.Rows ?? check?.Reading.Rows,
            Households = act?.Households
                ?? (read.Input is { } input ? input.Accepted + input.Rejected + input.Replaced : check?.Households),
            Counties = act?.Counties ?? [.. HandInRoster.CountiesOf(check is null ? CountiesIn(read) : check.Reading.Counties)],
            Brought = import is null ? null : (import.Officer, import.RecordedAt),
            ReadBy = read.Run?.Id,
        };
    }

    private IEnumerable<string> CountiesIn((RunRecord? Run, RunInputRecord? Input) read) => read is ({ } run, { } input)
        ? _counties.GetOrAdd(run.OutFolder, RostersOfRun.Counties).GetValueOrDefault(input.Path, [])
        : [];

    private string Hash(RosterFile file)
    {
        if (RegularFile.WhyNot(file.FullPath) is not null)
            return "";

        try
        {
            return RosterAtRest.Look(file.FullPath) is { } there
                ? _hashes.GetOrAdd((file.FullPath, there.Bytes, there.ChangedAt), key => FileHash.Of(key.Path))
                : "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
