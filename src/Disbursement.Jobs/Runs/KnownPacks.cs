using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Policies;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Runs;

/// <summary>A policy pack that runs went by.</summary>
/// <param name="Sha256">What it is known by.</param>
/// <param name="Reading">The pack, from the archive; null where the archive has lost it.</param>
/// <param name="Since">When the first of the runs was started.</param>
/// <param name="Until">When the last of them was.</param>
/// <param name="Runs">The runs, oldest first.</param>
internal sealed record KnownPack(string Sha256, PackReading? Reading, DateTimeOffset Since, DateTimeOffset Until,
    IReadOnlyList<string> Runs);

/// <summary>The policy packs that runs named, newest first. Reissues read none and name that of the run before.</summary>
internal static class KnownPacks
{
    public static IReadOnlyList<KnownPack> Run(string data, DisbursementDb db) =>
    [
        .. db.Runs.ToRead().Where(run => run.PackSha256 != "" && run.Kind == RunKind.Yearly).OrderBy(run => run.Number).AsEnumerable()
        .GroupBy(run => run.PackSha256)
            .Select(pack => new KnownPack(pack.Key, Archived(data, pack.Key), pack.First().StartedAt, pack.Last().StartedAt,
                [.. pack.Select(run => run.Id)])).OrderByDescending(pack => pack.Until),
    ];

    /// <summary>A pack from the archive by its SHA-256; null where it is not there as it was.</summary>
    public static PackReading? Archived(string data, string sha256) =>
        ReadPolicyPack.OfArchive(InputArchive.Of(data), sha256).Reading;
}
