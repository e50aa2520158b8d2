using System.Text.RegularExpressions;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store;

/// <summary>A step in the life of a policy pack, as the record of acts has it.</summary>
/// <param name="Sequence">Number of the act.</param>
/// <param name="At">When.</param>
/// <param name="Officer">Who, under the name of the time.</param>
/// <param name="OfficerId">Who.</param>
/// <param name="IsActivation">Whether it put the pack in force; else somebody proposed it.</param>
/// <param name="Name">The pack's own name.</param>
/// <param name="Sha256">Its bytes, which the archive keeps.</param>
internal sealed record PackStep(
    long Sequence, DateTimeOffset At, string Officer, int? OfficerId, bool IsActivation, string Name, string Sha256);

/// <summary>
/// Which policy packs were proposed and put in force. The record of acts itself is the book: it cannot be changed, and every proof of it is
/// a proof of this.
/// </summary>
internal static partial class PackBook
{
    public const string Propose = "propose-pack", Activate = "activate-pack";

    /// <summary>What the act keeps of a pack.</summary>
    public static string Detail(string sha256, string name) => $"sha256={sha256} pack={name}";

    /// <summary>Every step, oldest first.</summary>
    public static IReadOnlyList<PackStep> Steps(OpenBooks books) =>
    [
        .. AuditTable.Table.Read(books, $"WHERE act IN (@propose, @activate) AND outcome = {ActResult.Done.Quoted()} ORDER BY sequence",
            ("@propose", Propose), ("@activate", Activate))
            .Select(act => (Act: act, Pack: Kept().Match(act.Detail ?? ""))).Where(one => one.Pack.Success)
            .Select(one => new PackStep(
                one.Act.Sequence, DateTimeOffset.FromUnixTimeSeconds(one.Act.RecordedAt), one.Act.Actor, one.Act.OfficerId,
                one.Act.Act == Activate, one.Pack.Groups[2].Value, one.Pack.Groups[1].Value)),
    ];

    /// <summary>The pack in force; null as long as none was put in force, when every run takes the one of its inputs.</summary>
    public static PackStep? InForce(OpenBooks books) => Steps(books).LastOrDefault(step => step.IsActivation);

    [GeneratedRegex("^sha256=([0-9a-f]{64}) pack=(.*)$")]
    private static partial Regex Kept();
}
