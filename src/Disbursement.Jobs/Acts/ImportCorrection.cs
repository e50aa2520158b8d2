using Disbursement.Domain.Officers;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>Brings a roster correction in under an officer's name: whoever did may not approve what comes of it.</summary>
internal sealed class ImportCorrection(ActSetting setting)
{
    public ActOutcome Run(string file, int year, string inputs, Officer officer, CancellationToken stop)
    {
        string name = Path.GetFileName(file), place = Path.Combine("corrections", name);
        return PerformAct.Run(setting, officer, OfficialAct.ImportCorrection, "import-correction", name, null, act =>
        {
            if (!File.Exists(file))
                return new ActOutcome.Refused(ActRefusal.NoSuch("文件", "file", name));

            string folder = Path.Combine(inputs, "rosters", year.ToString(System.Globalization.CultureInfo.InvariantCulture),
                "corrections"), target = Path.Combine(folder, name);
            if (File.Exists(target))
                return new ActOutcome.Refused(new ActRefusal("EXISTS", $"{target} 已存在；请换一个文件名（文件名靠后的更正优先）。", $"{target} exists already; "
                    + $"give the file another name (the last name in order wins).") { IsUsage = true });

            (string archived, string sha256, _) = KeepInArchive.Run(InputArchive.Of(setting.Data), file, stop);
            Directory.CreateDirectory(folder);
            string staged = target + StagedFiles.Ending;
            File.Copy(archived, staged, overwrite: true);
            act.Stage(staged, target);
            act.Db.RosterImports.Add(new RosterImportRecord
            {
                Id = (act.Db.RosterImports.Max(import => (int?)import.Id) ?? 0) + 1, Sha256 = sha256, Path = place.Replace('\\', '/'),
                Year = year, OfficerId = officer.Id, Officer = officer.Name, RecordedAt = act.NowSeconds,
            });
            return new ActOutcome.Done($"{name} 已导入 {year} 年更正；下一次运行生效。",
                $"{name} is among the corrections of {year}; the next run reads it.", $"sha256={sha256} year={year}");
        });
    }
}
