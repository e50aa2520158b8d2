using Disbursement.Domain.Officers;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Policies;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Takes a roster, or a correction, away from those of its year, whoever laid it there: later runs do not read it, and the archive keeps
/// it.
/// </summary>
/// <param name="setting">Where.</param>
/// <param name="inputs">The inputs folder.</param>
internal sealed class WithdrawRoster(ActSetting setting, string inputs)
{
    /// <param name="year">The year.</param>
    /// <param name="name">The path below the rosters of the year.</param>
    /// <param name="seen">SHA-256 of the file that the officer means; null for whatever lies there.</param>
    /// <param name="officer">Who.</param>
    /// <param name="reason">Why.</param>
    /// <param name="stop">Stops the reading.</param>
    public ActOutcome Run(int year, string name, string? seen, Officer officer, string reason, CancellationToken stop)
    {
        RosterPlace place = new(inputs, year);
        string subject = place.Subject(name);
        return AlongsideNoRun.Run(setting, officer, RosterBook.Withdraw, subject, reason, () =>
        {
            (string Aside, string Target)? moved = null;
            bool isDone = false;
            try
            {
                ActOutcome outcome = PerformAct.Run(setting, officer, OfficialAct.ImportCorrection, RosterBook.Withdraw, subject, reason,
                    act => Take(act, place, name, seen, officer, pair => moved = pair, stop));
                isDone = outcome is ActOutcome.Done;
                return outcome;
            }
            finally
            {
                if (moved is { } pair)
                    End(pair, isDone, place.Folder);
            }
        });
    }

    private ActOutcome Take(ActTransaction act, RosterPlace place, string name, string? seen, Officer officer,
        Action<(string Aside, string Target)> move, CancellationToken stop)
    {
        SealedInputs archive = SealedInputs.Of(setting.Data, setting.Ring);
        place.Settle(act, archive);
        if (RosterPlace.WhyNot(name) is { } wrong)
            return new ActOutcome.Refused(HandInRoster.Refusal("NAME", name, wrong));

        string target = place.Of(name);
        if (!LyingFile.Exists(target) && new FileInfo(target).LinkTarget is null)
            return new ActOutcome.Refused(ActRefusal.NoSuch($" {place.Year} 年花名册", $"roster of {place.Year}", name));
        if (RegularFile.WhyNot(target) is { } other)
            return new ActOutcome.Refused(HandInRoster.Refusal("UNREADABLE", name, other));
        if (RosterPlace.WhyNotMoved(target) is { } held)
            return new ActOutcome.Refused(HandInRoster.Refusal("NAME", name, held));
        if (officer.Counties.Count > 0 && NotFor(officer, target, name, place.Year, stop) is { } notFor)
            return new ActOutcome.Refused(notFor);

        // Once it is aside, whoever looks for it by its name finds nothing: what is kept is what goes.
        string aside = target + RosterNames.Withdrawn;
        PrivateFile.MoveNew(target, aside);
        move((aside, target));
        using PlainCopy kept = archive.Keep(aside, _ => null, stop);
        if (seen is not null && kept.Sha256 != seen)
            return new ActOutcome.Refused(new ActRefusal("NOT-AS-SHOWN", $"{name} 已不是页面显示时的文件，未撤下。请重新核对。",
                $"{name} is no longer the file that was shown; it was not withdrawn. Look at it again."));

        return new ActOutcome.Done($"{name} 已从 {place.Year} 年花名册中撤下，以后的运行不再读取；文件保存在存档中（SHA-256 {kept.Sha256[..16]}…）。",
            $"{name} is withdrawn from the rosters of {place.Year}: later runs do not read it. The archive keeps it "
                + $"(SHA-256 {kept.Sha256[..16]}…).", $"sha256={kept.Sha256} year={place.Year} bytes={kept.Bytes}");
    }

    /// <summary>Whose households a file holds is in the file alone: for an officer of some counties it is read.</summary>
    private ActRefusal? NotFor(Officer officer, string file, string name, int year, CancellationToken stop)
    {
        string work = Directory.CreateTempSubdirectory("disburse-counties-").FullName;
        try
        {
            RosterForm form = RosterForm.Of(PackFolder.FactsIn(Path.Combine(inputs, "policy")));
            RosterTrial read = TryRoster.Run(file, name, year, Path.Combine(inputs, "bureaus.csv"), form, work, stop);
            return read.Refusal is not null
                ? new ActRefusal("NOT-YOUR-COUNTY", $"{name} 无法读取，不知其中有哪些区县的家庭；请由不限区县的经办人员撤下。",
                    $"{name} cannot be read, so nobody knows whose households it holds: an operator of all counties withdraws it.")
                : officer.NotFor(HandInRoster.CountiesOf(read.Reading!.Counties));
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    /// <summary>Deletes what is withdrawn, or puts back what is not; the next act may have done so already.</summary>
    private static void End((string Aside, string Target) moved, bool isDone, string folder)
    {
        if (isDone)
            File.Delete(moved.Aside);
        else if (File.Exists(moved.Aside) && !Path.Exists(moved.Target))
            PrivateFile.MoveNew(moved.Aside, moved.Target);
        PrivateFile.FlushNames(folder);
    }
}
