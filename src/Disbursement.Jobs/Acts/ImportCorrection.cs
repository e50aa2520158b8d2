using System.Globalization;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Policies;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Brings a roster correction in under an officer's name: whoever did may not approve what comes of it. What the next run would say of the
/// file is said now: a file that it would pass over or refuse is refused here, and households that it would reject are named.
/// </summary>
internal sealed class ImportCorrection(ActSetting setting)
{
    public ActOutcome Run(string file, int year, string inputs, Officer officer, CancellationToken stop)
    {
        string name = Path.GetFileName(file), place = Path.Combine("corrections", name);
        return PerformAct.Run(setting, officer, OfficialAct.ImportCorrection, "import-correction", name, null, act =>
        {
            if (!RosterNames.IsRead(name))
                return Refused("NOT-READ", RosterNames.WhyPassedOver(name));
            if (RegularFile.WhyNot(file) is { } reason)
                return Refused("UNREADABLE", Of(name, reason));
            if (!LyingFile.Exists(file))
                return new ActOutcome.Refused(ActRefusal.NoSuch("文件", "file", name));

            string folder = Path.Combine(inputs, "rosters", year.ToString(CultureInfo.InvariantCulture), "corrections"),
                target = Path.Combine(folder, name);
            if (Path.Exists(target) || LyingFile.Exists(target))
                return Refused("EXISTS",
                    new FileRemark($"{target} exists already; give the file another name (the last name in order wins)",
                        $"{target} 已存在；请换一个文件名（文件名靠后的更正优先）"));

            RosterTrial trial = new();
            CountCorrected? corrected = CountCorrected.Of(act.Db, inputs, year, stop);
            PlainCopy taken;
            try
            {
                taken = SealedInputs.Of(setting.Data, setting.Ring).Keep(file,
                    copy => (trial = Try(copy, name, year, inputs, corrected, stop)).Refusal ?? NotFor(officer, trial), stop);
            }
            catch (UnreadableFileException exception)
            {
                return officer.NotFor(CountiesOf(trial)) is { } notFor
                    ? new ActOutcome.Refused(notFor)
                    : Refused("UNREADABLE", Of(name, exception.Remark));
            }

            using PlainCopy kept = taken;
            Directory.CreateDirectory(folder);
            string staged = target + StagedFiles.Ending;
            File.Copy(kept.Path, staged, overwrite: true);
            act.Stage(staged, target);
            act.Db.RosterImports.Add(new RosterImportRecord
            {
                Id = (act.Db.RosterImports.Max(import => (int?)import.Id) ?? 0) + 1, Sha256 = kept.Sha256, Path = place.Replace('\\', '/'),
                Year = year, OfficerId = officer.Id, Officer = officer.Name,
                RecordedAt = act.NowSeconds,
            });
            FileRemark said = trial.Said(name, year);
            return new ActOutcome.Done(said.Chinese, said.English,
                $"sha256={kept.Sha256} year={year}" + RosterBook.Corrects(corrected?.Rows ?? 0, corrected?.Run))
            {
                NeedsPerson = trial.NeedsPerson,
            };
        });
    }

    private static IEnumerable<string> CountiesOf(RosterTrial trial) =>
        trial is { Refusal: null, Reading: { } reading } ? HandInRoster.CountiesOf(reading.Counties) : [];

    private static FileRemark? NotFor(Officer officer, RosterTrial trial) =>
        officer.NotFor(CountiesOf(trial)) is { } refusal ? new FileRemark(refusal.English, refusal.Chinese) : null;

    private RosterTrial Try(string copy, string name, int year, string inputs, CountCorrected? corrected, CancellationToken stop)
    {
        string work = Path.Combine(setting.Data, "work", $"correction-{OwnName.Next()}");
        Directory.CreateDirectory(work);
        try
        {
            return TryRoster.Run(copy, name, year, Path.Combine(inputs, "bureaus.csv"),
                RosterForm.Of(PackFolder.FactsIn(Path.Combine(inputs, "policy"))), work, stop, corrected is null ? null : corrected.See);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static FileRemark Of(string name, FileRemark remark) => new($"{name}: {remark.English}", $"{name}：{remark.Chinese}");

    private static ActOutcome.Refused Refused(string code, FileRemark remark) =>
        new(new ActRefusal(code, $"{remark.Chinese}。", $"{remark.English}.") { IsUsage = true });
}
