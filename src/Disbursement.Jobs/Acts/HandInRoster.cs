using Disbursement.Domain.Officers;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Puts a roster that was read and looked at among the rosters of its year, under an officer's name: whoever did may not approve what comes
/// of it. What lies there already is never overwritten unseen: it is replaced where the officer names its SHA-256, and kept in the archive.
/// </summary>
/// <param name="setting">Where.</param>
/// <param name="inputs">The inputs folder.</param>
internal sealed class HandInRoster(ActSetting setting, string inputs)
{
    private const string NobodyInIt = "EMPTY";

    /// <param name="handed">The roster, read already.</param>
    /// <param name="officer">Who brings it.</param>
    /// <param name="replaces">SHA-256 of the file that it is to replace; null where none may be there.</param>
    /// <param name="reason">Why a file is replaced; null where none is.</param>
    /// <param name="stop">Stops the copy.</param>
    public ActOutcome Run(HandedRoster handed, Officer officer, string? replaces, string? reason, CancellationToken stop)
    {
        RosterCheck check = handed.Check
            ?? throw new InvalidOperationException("A roster is put in place that nobody has read.");
        RosterPlace place = new(inputs, handed.Year);
        string act = replaces is null ? RosterBook.Add : RosterBook.Replace, subject = place.Subject(handed.Name);
        if (replaces is null)
            return PutInPlace();

        // While a run reads, nothing that it has listed goes away under its hands; a file that is new it has not listed.
        return AlongsideNoRun.Run(setting, officer, act, subject, reason, PutInPlace);

        ActOutcome PutInPlace()
        {
            ActOutcome outcome = PerformAct.Run(setting, officer, OfficialAct.ImportCorrection, act, subject,
                replaces is null ? null : reason ?? "", turn => Take(turn, handed, check, place, officer, replaces, stop));
            if (outcome is ActOutcome.Done)
                PrivateFile.FlushNames(place.Folder);
            return outcome;
        }
    }

    private ActOutcome Take(ActTransaction act, HandedRoster handed, RosterCheck check, RosterPlace place, Officer officer,
        string? replaces, CancellationToken stop)
    {
        SealedInputs archive = SealedInputs.Of(setting.Data, setting.Ring);
        place.Settle(act, archive);
        string name = handed.Name, target = place.Of(name);
        string[] counties = [.. CountiesOf(check.Reading.Counties)];
        if (Problem(check, name) is { } problem)
            return new ActOutcome.Refused(problem);
        if (officer.NotFor(counties) is { } notFor)
            return new ActOutcome.Refused(notFor);
        if (RosterPlace.WhyNotMoved(target) is { } held)
            return new ActOutcome.Refused(Refusal("NAME", name, held));
        if (replaces is null && Path.Exists(target))
            return new ActOutcome.Refused(There(name));
        if (replaces is not null && (check.Against?.Sha256 != replaces || !File.Exists(target) || RegularFile.WhyNot(target) is not null))
            return new ActOutcome.Refused(NotAsShown(name));
        if (check.Against is { } against && officer.NotFor(CountiesOf(against.Counties)) is { } notOld)
            return new ActOutcome.Refused(notOld);

        if (replaces is not null)
        {
            using PlainCopy before = archive.Keep(target, _ => null, stop);
            if (before.Sha256 != replaces)
                return new ActOutcome.Refused(NotAsShown(name));
        }

        using PlainCopy kept = archive.Keep(handed.File, _ => null, stop);
        if (kept.Sha256 != check.Reading.Sha256)
            return new ActOutcome.Refused(NotAsShown(name));

        Directory.CreateDirectory(place.Folder);
        string staged = target + StagedFiles.Ending;
        PrivateFile.Copy(kept.Path, staged);
        act.Stage(staged, target);
        act.Db.RosterImports.Add(new RosterImportRecord
        {
            Id = (act.Db.RosterImports.Max(import => (int?)import.Id) ?? 0) + 1, Sha256 = kept.Sha256, Path = name, Year = handed.Year,
            OfficerId = officer.Id, Officer = officer.Name, RecordedAt = act.NowSeconds,
        });
        string detail = RosterBook.Detail(kept.Sha256, handed.Year, replaces, check.Reading.Rows, check.Households, counties)
            + RosterBook.Corrects(check.Corrects, check.CorrectsRun);
        return Said(check, handed, replaces is not null, detail);
    }

    private static ActOutcome.Done Said(RosterCheck check, HandedRoster handed, bool isReplaced, string detail)
    {
        string chinese = check.Rejected == 0 ? "" : $"，另有 {check.Rejected} 户将被退回",
            english = check.Rejected == 0 ? "" : $", {check.Rejected} would be rejected";
        return new ActOutcome.Done(
            $"{handed.Name} 已{(isReplaced ? "替换" : "放入")} {handed.Year} 年花名册，下一次运行读取：受理 {check.Accepted} 户{chinese}。"
                + (isReplaced ? "被替换的文件保存在存档中。" : ""),
            $"{handed.Name} is among the rosters of {handed.Year}, and the next run reads it: {Counted.Of(check.Accepted, "household")} "
                + $"accepted{english}."
                + (isReplaced ? " The file that it replaces is kept in the archive." : ""), detail) { NeedsPerson = check.NeedsPerson };
    }

    /// <summary>Counties of households, without those that name none.</summary>
    public static IEnumerable<string> CountiesOf(IEnumerable<string> named) =>
        named.Where(county => !AcceptHouseholds.IsUnknown(county)).Order(StringComparer.Ordinal);

    /// <summary>Why a roster is not put in place whoever asks; null where it may be.</summary>
    public static ActRefusal? Problem(RosterCheck check, string name)
    {
        if (RosterPlace.WhyNot(name) is { } wrong)
            return Refusal("NAME", name, wrong);
        if (check.IsThere)
            return Refusal("EXISTS", name, new FileRemark("this very file lies there already, and there is nothing to do",
                "完全相同的文件已在名册中，无需再放入"));
        if (FindRosters.IsCorrection(name))
            return Refusal("NAME", name,
                new FileRemark("a correction is handed in with 'corrections import'", "更正请用 corrections import 提交"));
        if (check.Refusal is { } refusal)
            return Refusal("UNREADABLE", name, refusal);

        return check.IsEmpty
            ? Refusal(NobodyInIt, name, new FileRemark("there is a header and nobody below it: fill it in, or hand in another file",
                "只有表头，没有任何家庭：请填写后提交，或换一个文件"))
            : null;
    }

    public static ActRefusal Refusal(string code, string name, FileRemark remark) =>
        new(code, $"{name}：{remark.Chinese}。", $"{name}: {remark.English}.") { IsUsage = true };

    private static ActRefusal There(string name) => new("EXISTS",
        $"已有花名册 {name}，未覆盖。请核对差异后选择替换，或换一个文件名。",
        $"There is a roster {name} already, and it was not overwritten. Look at the difference and replace it, or give the file "
            + "another name.");

    private static ActRefusal NotAsShown(string name) => new("NOT-AS-SHOWN",
        $"检查之后，{name} 处的文件已变动，未作任何更改。请重新检查。",
        $"What lies at {name} is no longer what it was when the file was checked; nothing was changed. Check it again.");
}

/// <summary>An act beside which no run may read: what a run has listed is there until it has read it.</summary>
internal static class AlongsideNoRun
{
    public static ActOutcome Run(ActSetting setting, Officer officer, string name, string subject, string? reason, Func<ActOutcome> act)
    {
        RunLock held;
        try
        {
            held = RunLock.Take(setting.Data, setting.Store);
        }
        catch (RunRefusal underWay)
        {
            ActRefusal refusal = new("RUN-UNDER-WAY", underWay.Say(isChinese: true), underWay.Say(isChinese: false));
            PerformAct.Record(setting, officer, name, subject, refusal, reason);
            return new ActOutcome.Refused(refusal);
        }

        using (held)
            return act();
    }
}
