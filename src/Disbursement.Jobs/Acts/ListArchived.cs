using Disbursement.Jobs.Store;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>One content that the archive is to keep for what is recorded, and under which names it was read.</summary>
/// <param name="Sha256">Of the content.</param>
/// <param name="Bytes">Of the content, as recorded; null for a roster that no run has read yet.</param>
/// <param name="Names">What it was called, each once, with the run, year or number of the return file.</param>
internal sealed record ArchivedInput(string Sha256, long? Bytes, IReadOnlyList<string> Names)
{
    /// <summary>The names without what stands in brackets behind them.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    /// <summary>Whether a person means this by a name, a path, or the first digits of a hash.</summary>
    public bool IsMeantBy(string typed) => Paths.Any(path => path == typed || Path.GetFileName(path) == typed)
        || typed.Length >= 8 && Sha256.StartsWith(typed, StringComparison.OrdinalIgnoreCase);
}

/// <summary>What the books say that the archive keeps of persons: rosters, registers, corrections, return files.</summary>
internal static class ListArchived
{
    public static IReadOnlyList<ArchivedInput> Run(DisbursementDb db)
    {
        Dictionary<int, string> runs = db.Runs.ToRead().ToDictionary(run => run.Number, run => run.Id);
        IEnumerable<(string Sha256, long? Bytes, string Path, string Of)> recorded =
        [
            .. db.RunInputs.ToRead().OrderBy(input => input.Id).AsEnumerable().Where(input => input.Sha256.Length > 0)
                .Select(input => (input.Sha256, (long?)input.Bytes, input.Path, runs.GetValueOrDefault(input.RunNumber, "?"))),
            .. db.RosterImports.ToRead().OrderBy(import => import.Id).AsEnumerable()
                .Select(import => (import.Sha256, (long?)null, import.Path, $"{import.Year}")),
            .. RosterBook.Of(db).SelectMany(act => new[] { act.Before, act.Act == RosterBook.Withdraw ? act.Sha256 : null }.OfType<string>()
                .Select(sha256 => (sha256, (long?)null, act.Name, $"{act.Year}, {(act.Before is null ? "withdrawn" : "replaced")}"))),
            .. db.ReturnFiles.ToRead().OrderBy(file => file.Id).AsEnumerable()
                .Select(file => (file.Sha256, (long?)file.Bytes, file.Name, $"file {file.Id}")),
        ];
        return
        [
            .. recorded.GroupBy(one => one.Sha256).Select(same => new ArchivedInput(same.Key, same.Max(one => one.Bytes),
                [.. same.Select(one => $"{one.Path} ({one.Of})").Distinct()])
            {
                Paths = [.. same.Select(one => one.Path).Distinct()],
            }),
        ];
    }

    /// <summary>
    /// The first content that the archive has lost or that was altered, over all that is recorded and all that lies there.
    /// </summary>
    public static (long Checked, string? FirstBreak) Prove(DisbursementDb db, SealedInputs archive, CancellationToken stop)
    {
        Dictionary<string, ArchivedInput> recorded = Run(db).ToDictionary(one => one.Sha256);
        string[] kept = [.. archive.All().Select(file => file.Sha256)];
        long proved = 0;
        foreach (string sha256 in recorded.Keys.Union(kept))
        {
            string what = recorded.TryGetValue(sha256, out ArchivedInput? known) ? known.Names[0] : "a file that no run has read";
            if (archive.Break(what, sha256, stop) is { } broken)
                return (proved, broken);
            proved++;
        }

        return (proved, null);
    }
}
