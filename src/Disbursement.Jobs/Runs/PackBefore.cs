using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Policies;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Runs;

/// <summary>The run before, where it went by another policy pack or by other definitions of schemes than this one.</summary>
/// <param name="Run">The run before.</param>
/// <param name="IsOtherPack">Whether its parameters were others.</param>
/// <param name="AreOtherDefinitions">Whether it had other definitions.</param>
/// <param name="Rules">What it judged by; null where the archive has lost that, or this program cannot read it any more.</param>
internal sealed record PackBefore(RunRecord Run, bool IsOtherPack, bool AreOtherDefinitions, SchemeRules? Rules)
{
    /// <summary>
    /// Looks for it among the runs that were sealed when this one was started, so that a run computed again finds the same one.
    /// </summary>
    /// <param name="data">The data folder, where the archive is.</param>
    /// <param name="store">The books.</param>
    /// <param name="run">The run that is made.</param>
    public static PackBefore? Of(string data, Database store, RunRecord run)
    {
        long started = run.StartedAt.ToUnixTimeSeconds();
        RunRecord? before = new RunBook(store).Sealed().LastOrDefault(one => one.Kind == RunKind.Yearly && one.Number < run.Number
            && one.SealedAt?.ToUnixTimeSeconds() <= started);
        if (before is null || (before.PackSha256, before.DefinitionsSha256) == (run.PackSha256, run.DefinitionsSha256))
            return null;

        // A pack is known by parameters and definitions together; where the definitions differ, the parameters may be the same.
        string archive = InputArchive.Of(data);
        bool areOther = before.DefinitionsSha256 != run.DefinitionsSha256;
        bool isOther = !areOther || ParametersOf(archive, before) != ParametersOf(archive, run);
        return new PackBefore(before, isOther, areOther,
            ReadPolicyPack.OfArchive(archive, before.PackSha256).Reading?.Pack is { } pack ? SchemeRules.Of(pack) : null);
    }

    private static string ParametersOf(string archive, RunRecord run) =>
        ReadPolicyPack.OfArchive(archive, run.PackSha256).Reading?.ParametersSha256 ?? "";
}
