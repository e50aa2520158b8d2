using System.Globalization;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Copies the key ring to a file of its own, for its owner alone, and reads the copy again. To restore is to put that file back in the
/// ring's place.
/// </summary>
internal sealed class BackUpKeys(ActSetting setting)
{
    public ActOutcome Run(Administering by, string file)
    {
        string target = Path.GetFullPath(file);
        bool isMade = false;
        try
        {
            return Administer.Run(setting, by, KeyBook.BackUp, target, _ =>
            {
                if (Problem(target) is { } problem)
                    return new ActOutcome.Refused(problem);

                (int keys, ushort newest, string sha256) = setting.Ring.CopyTo(target);
                isMade = true;
                string count = keys.ToString(CultureInfo.InvariantCulture);
                return new ActOutcome.Done(
                    $"密钥已备份到 {target}（{count} 个加密密钥，最新为 {newest}），并已读回核对。"
                        + "请与数据库备份分开保存：两者都拿到的人可以读出所有人的信息。"
                        + $"恢复时把它放回 {RingFile.Of(setting.Data)}。",
                    $"The key ring is backed up to {target} ({Counted.Of(keys, "sealing key")}, the newest {newest}), and the copy was "
                        + $"read again. Keep it apart from backups of the database: who has both can read every name. To restore, put "
                        + $"it back as {RingFile.Of(setting.Data)}.",
                    string.Create(CultureInfo.InvariantCulture, $"keys={keys} newest={newest} sha256={sha256}"));
            });
        }
        catch when (isMade)
        {
            // A copy that the record does not know of is not left lying about.
            File.Delete(target);
            throw;
        }
    }

    private ActRefusal? Problem(string target)
    {
        if (Path.Exists(target))
            return new ActRefusal("EXISTS", $"{target} 已存在，不会覆盖；请换一个文件名。",
                $"{target} exists already and is not overwritten; name another file.") { IsUsage = true };
        if (TargetFolder.Missing(target) is { } missing)
            return missing;

        string folder = Path.GetDirectoryName(target)!;
        string keys = Real(KeyRing.FolderOf(setting.Data)) + Path.DirectorySeparatorChar;
        return (Real(folder) + Path.DirectorySeparatorChar)
            .StartsWith(keys, OperatingSystem.IsWindows() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal)
            ? new ActRefusal("SAME-FOLDER", $"备份不能放在密钥文件夹 {keys} 内：那里丢失时备份也一起丢失。",
                $"A backup does not belong in the folder of the keys, {keys}: whatever takes the ring takes the backup too.")
            {
                IsUsage = true,
            }
            : null;
    }

    /// <summary>A folder by its own name, whatever links led to it.</summary>
    private static string Real(string folder)
    {
        string path = Path.GetFullPath(folder);
        if (Path.GetDirectoryName(path) is not { } parent)
            return path.TrimEnd(Path.DirectorySeparatorChar);

        string real = Real(parent) + Path.DirectorySeparatorChar + Path.GetFileName(path);
        return Directory.ResolveLinkTarget(real, returnFinalTarget: true) is { } target ? Real(target.FullName) : real;
    }
}
