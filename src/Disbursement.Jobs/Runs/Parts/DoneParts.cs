using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Runs.Parts;

/// <summary>How many parts of a stage the nodes of a cluster have done of a run.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Parts">How many of its parts are recorded.</param>
internal sealed record DoneParts(RunStage Stage, int Parts)
{
    /// <summary>The name under which products of a stage are recorded.</summary>
    public static string KeyOf(RunStage stage) => stage.ToString().ToLowerInvariant();

    /// <summary>The stages of a run of which any part is done, in order; none for a run of one process, or one that is over.</summary>
    public static IReadOnlyList<DoneParts> Of(DisbursementDb db, int run)
    {
        Dictionary<string, int> done = db.RunParts.ToRead().Where(part => part.RunNumber == run && part.Name != "")
            .GroupBy(part => part.Stage).Select(group => new { Stage = group.Key, Count = group.Count() })
            .ToDictionary(group => group.Stage, group => group.Count);
        return [.. Enum.GetValues<RunStage>().Where(stage => done.ContainsKey(KeyOf(stage)))
            .Select(stage => new DoneParts(stage, done[KeyOf(stage)]))];
    }
}
