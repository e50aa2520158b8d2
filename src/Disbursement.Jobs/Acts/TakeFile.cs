using Disbursement.Domain.Officers;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>Hands a file with whole numbers over to an officer: allowed like unmasking, and recorded before a byte of it is read.</summary>
internal sealed class TakeFile(ActSetting setting)
{
    /// <summary>The kind of list that <see cref="OfRegister"/> hands over.</summary>
    public const string Registers = "registers";

    private static readonly string[] Kinds = ["rejects", "takeup", "absent", "duplicates", "contradictions"];

    /// <summary>A payment file of a batch, as it was recorded.</summary>
    public (ActOutcome Outcome, string Path) OfBatch(string batch, string format, Officer officer)
    {
        string place = "";
        ActOutcome outcome = PerformAct.Run(setting, officer, OfficialAct.Unmask, "take-file", batch, null, act =>
        {
            if (BatchAtHand.Find(act, batch) is not { } found || found.Files.FirstOrDefault(file => file.Format == format) is not { } file)
                return new ActOutcome.Refused(ActRefusal.NoSuch("付款文件", "payment file", $"{batch} {format}"));
            if (found.Facts.NotFor(officer) is { } refusal)
                return new ActOutcome.Refused(refusal);

            place = found.PathOf(file);
            return FileHash.OfAny(place) == file.Sha256
                ? new ActOutcome.Done("", "", $"format={format} sha256={file.Sha256}")
                : new ActOutcome.Refused(new ActRefusal("FILE-TOUCHED", $"批次 {batch} 的文件 {file.Path} 被改动或不见了。请恢复原文件。",
                    $"Batch {batch}: the file {file.Path} was touched or is missing. Put the original back."));
        });
        return (outcome, place);
    }

    /// <summary>
    /// A list of a run for one county: its rejected rows, who never applied, who is missing since the last run, who stands in two
    /// households, whom registers contradict.
    /// </summary>
    public (ActOutcome Outcome, string Path) OfRun(string run, string kind, string county, Officer officer)
    {
        string place = "";
        ActOutcome outcome = PerformAct.Run(setting, officer, OfficialAct.ImportCorrection, "take-file", run, null, act =>
        {
            if (officer.NotFor([county]) is { } notFor)
                return new ActOutcome.Refused(notFor);

            RunRecord? record = act.Db.Runs.FirstOrDefault(one => one.Id == run && one.State == RunState.Sealed);
            place = record is null || !Kinds.Contains(kind)
                || county != ReadRejects.NoCounty && (county.Length != 6 || !county.All(char.IsAsciiDigit))
                ? ""
                : Path.Combine(record.OutFolder, kind, $"{county}.csv");
            return File.Exists(place)
                ? new ActOutcome.Done("", "", $"list={kind} county={county}")
                : new ActOutcome.Refused(ActRefusal.NoSuch("名单", "list", $"{run} {kind} {county}"));
        });
        return (outcome, place);
    }

    /// <summary>The lines of a register that a run could not use, as they stood.</summary>
    public (ActOutcome Outcome, string Path) OfRegister(string run, string register, Officer officer)
    {
        string place = "";
        ActOutcome outcome = PerformAct.Run(setting, officer, OfficialAct.ImportCorrection, "take-file", run, null, act =>
        {
            // A register is of the whole city: its lines are nobody's county.
            if (officer.Counties.Count > 0 && officer.MayNot(OfficialAct.Run) is { } notFor)
                return new ActOutcome.Refused(notFor);

            RunRecord? record = act.Db.Runs.FirstOrDefault(one => one.Id == run && one.State == RunState.Sealed);
            string name = FindRegisters.Prefix + register;
            place = record is not null && act.Db.RunInputs.Any(input => input.RunNumber == record.Number && input.Path == name)
                ? Path.Combine(record.OutFolder, Registers, ReadRegisters.MalformedOf(register))
                : "";
            return File.Exists(place)
                ? new ActOutcome.Done("", "", $"list={Registers} register={Wording.NameWithoutNumbers(register)}")
                : new ActOutcome.Refused(ActRefusal.NoSuch("名单", "list", $"{run} {Registers} {Wording.WithoutNumbers(register)}"));
        });
        return (outcome, place);
    }

    /// <summary>The public posting of a county's payments of a run, whose files are written for whoever takes them.</summary>
    public ActOutcome OfPosting(string run, string county, Officer officer) =>
        PerformAct.Run(setting, officer, OfficialAct.Post, "take-file", $"{run} {county}", null, act =>
            officer.NotFor([county]) is { } notFor
                ? new ActOutcome.Refused(notFor)
                : act.Db.Batches.Any(batch => batch.County == county
                    && act.Db.Runs.Any(one => one.Number == batch.RunNumber && one.Id == run && one.State == RunState.Sealed))
                ? new ActOutcome.Done("", "", "list=notice")
                : new ActOutcome.Refused(ActRefusal.NoSuch("公示", "posting", $"{run} {county}")));

    /// <summary>A list that a page shows, with numbers masked as there; the page's own power.</summary>
    /// <param name="list">What it is called.</param>
    /// <param name="subject">What it is about; empty for everything.</param>
    /// <param name="power">Whoever may see the page.</param>
    /// <param name="officer">Who takes it.</param>
    /// <param name="isThere">Whether there is such a list for the officer.</param>
    public ActOutcome OfList(string list, string subject, OfficialAct power, Officer officer, bool isThere = true) =>
        PerformAct.Run(setting, officer, power, "take-file", subject.Length == 0 ? list : subject, null,
            _ => isThere
                ? new ActOutcome.Done("", "", $"list={list}")
                : new ActOutcome.Refused(ActRefusal.NoSuch("名单", "list", list)));
}
