using Disbursement.Domain.Officers;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Policies;
using Disbursement.Jobs.Store;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Puts a policy pack in force, which takes two people: one proposes the file, another one activates its SHA-256. From then on no run is
/// made with another pack; a pack that is in force is never altered, only followed by the next.
/// </summary>
internal sealed class ActivatePack(ActSetting setting)
{
    private const int ShortestName = 8, ShownName = 12;

    /// <summary>Proposes the pack of a file of parameters.</summary>
    public ActOutcome Propose(string file, Officer officer) => Propose(ReadPolicyPack.Run(file), file, officer);

    /// <summary>Proposes a pack; the bytes of its parameters and definitions are kept in the archive.</summary>
    /// <param name="reading">The pack as it was read.</param>
    /// <param name="file">The file of parameters, as people know it.</param>
    /// <param name="officer">Who.</param>
    public ActOutcome Propose(PackReading reading, string file, Officer officer) =>
        PerformAct.Run(setting, officer, OfficialAct.Administer, PackBook.Propose, Path.GetFileName(file), null, act =>
        {
            if (reading.Pack is null)
            {
                return new ActOutcome.Refused(new ActRefusal(
                    "PACK-UNSOUND", $"{file} 有 {reading.Defects.Count} 处错误：{reading.Defects[0].Say(isChinese: true)}",
                    $"{file} has {Counted.Of(reading.Defects.Count, "mistake")}: {reading.Defects[0].Say(isChinese: false)}")
                { IsUsage = true });
            }

            if (PackBook.InForce(act.Db)?.Sha256 == reading.Sha256)
                return new ActOutcome.Refused(
                    new ActRefusal("PACK-IN-FORCE", $"该政策包（{reading.Sha256}）已经生效。", $"This pack ({reading.Sha256}) is in force already."));

            Directory.CreateDirectory(InputArchive.Of(setting.Data));
            reading.Files.Keep((bytes, sha256) => KeepInArchive.Run(InputArchive.Of(setting.Data), bytes, sha256));
            return new ActOutcome.Done(
                $"已提出政策包 {reading.Pack.Name}；请另一位管理员核对后运行：disburse policy activate {reading.Sha256}",
                $"The pack {reading.Pack.Name} is proposed; another administrator checks it and gives: "
                    + $"disburse policy activate {reading.Sha256}",
                PackBook.Detail(reading.Sha256, reading.Pack.Name));
        });

    /// <summary>Puts a proposed pack in force.</summary>
    /// <param name="sha256">SHA-256 of the proposed file, or its first digits, eight at least.</param>
    /// <param name="officer">Somebody else than who proposed it.</param>
    public ActOutcome Activate(string sha256, Officer officer)
    {
        string named = sha256.Trim().ToLowerInvariant();
        return PerformAct.Run(
            setting, officer, OfficialAct.Administer, PackBook.Activate, named[..Math.Min(named.Length, ShownName)], null, act =>
        {
            IReadOnlyList<PackStep> steps = PackBook.Steps(act.Db);
            PackStep? proposed = named.Length < ShortestName
                ? null
                : steps.LastOrDefault(step => !step.IsActivation && step.Sha256.StartsWith(named, StringComparison.Ordinal));
            if (proposed is null)
                return new ActOutcome.Refused(new ActRefusal("NO-SUCH", $"没有提出过 SHA-256 为 {named} 的政策包（policy list 可查）。",
                    $"No pack with the SHA-256 {named} was proposed (policy list shows them).") { IsUsage = true });
            if (proposed.OfficerId == officer.Id)
                return new ActOutcome.Refused(new ActRefusal("MAKER-IS-CHECKER", $"{officer.Name} 提出了该政策包，须由另一人启用。",
                    $"{officer.Name} proposed this pack; somebody else activates it."));
            if (steps.LastOrDefault(step => step.IsActivation)?.Sha256 == proposed.Sha256)
                return new ActOutcome.Refused(new ActRefusal(
                    "PACK-IN-FORCE", $"该政策包（{proposed.Sha256}）已经生效。", $"This pack ({proposed.Sha256}) is in force already."));

            return new ActOutcome.Done(
                $"政策包 {proposed.Name}（{proposed.Sha256}）已生效；此后的发放只能使用它。",
                $"The pack {proposed.Name} ({proposed.Sha256}) is in force; every run from now on is made with it.",
                PackBook.Detail(proposed.Sha256, proposed.Name));
        });
    }
}
