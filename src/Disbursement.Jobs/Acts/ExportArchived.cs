using System.Globalization;
using System.Security.Cryptography;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Hands an archived roster, register, correction or return file over in the clear, byte for byte as it was read, with a reason, which is
/// recorded: an auditor compares it with the paper.
/// </summary>
internal sealed class ExportArchived(ActSetting setting)
{
    private const int MostNamed = 5;

    /// <param name="typed">The file's name, or the first eight digits or more of its SHA-256.</param>
    /// <param name="to">Where the copy goes; nothing may be there yet.</param>
    /// <param name="officer">Who.</param>
    /// <param name="reason">Why.</param>
    /// <param name="stop">Stops the copy.</param>
    public ActOutcome Run(string typed, string to, Officer officer, string reason, CancellationToken stop)
    {
        string target = Path.GetFullPath(to);
        bool isMade = false;
        try
        {
            return PerformAct.Run(setting, officer, OfficialAct.Supervise, "export-archive", typed, reason, act =>
            {
                // Begun again after a fault of the database: what the first try wrote is not in the way.
                if (isMade)
                    File.Delete(target);
                isMade = false;
                ArchivedInput[] meant = [.. ListArchived.Run(act.Db).Where(one => one.IsMeantBy(typed))];
                if (meant.Length == 0)
                    return new ActOutcome.Refused(ActRefusal.NoSuch("存档文件", "archived file", typed));
                if (meant.Length > 1)
                    return new ActOutcome.Refused(Several(typed, meant));
                if (Problem(target) is { } problem)
                    return new ActOutcome.Refused(problem);

                string sha256 = meant[0].Sha256;
                try
                {
                    CopiedFile copied = Copy(sha256, target, stop);
                    isMade = true;
                    string bytes = copied.Bytes.ToString(CultureInfo.InvariantCulture);
                    return new ActOutcome.Done(
                        $"{meant[0].Names[0]} 已写入 {target}：{bytes} 字节，SHA-256 {sha256}，与读取时逐字节一致。其中有完整的个人信息，用毕请删除。",
                        $"{meant[0].Names[0]} is written to {target}: {Counted.Of(copied.Bytes, "byte")}, SHA-256 {sha256}, byte for "
                            + "byte as it was read. It names people in the clear: delete it when it has served.",
                        $"sha256={sha256} bytes={bytes}");
                }
                catch (Exception exception) when (exception is CryptographicException or FileNotFoundException
                    or DirectoryNotFoundException)
                {
                    return new ActOutcome.Refused(new ActRefusal("NOT-KEPT",
                        $"存档中的 {meant[0].Names[0]}（{sha256}）已丢失或被改动，未写出任何内容；请用 disburse verify 查看，并从备份放回。",
                        $"What the archive holds of {meant[0].Names[0]} ({sha256}) is lost or was altered; nothing was written. "
                            + "See disburse verify, and put it back from a backup."));
                }
            });
        }
        catch when (isMade)
        {
            // A copy that the record does not know of is not left lying about.
            File.Delete(target);
            throw;
        }
    }

    private CopiedFile Copy(string sha256, string target, CancellationToken stop)
    {
        string beside = $"{target}.{Environment.ProcessId}.part";
        File.Delete(beside);
        try
        {
            CopiedFile copied;
            using (UnsealStream content = SealedInputs.Of(setting.Data, setting.Ring).Open(sha256))
                copied = CopyFile.Run(content, beside, long.MaxValue, watch: null, stop);
            if (copied.Sha256 != sha256)
                throw new CryptographicException($"The archive holds {sha256} with other bytes.");

            PrivateFile.MoveNew(beside, target);
            return copied;
        }
        finally
        {
            File.Delete(beside);
        }
    }

    private static ActRefusal? Problem(string target)
    {
        if (Path.Exists(target))
            return new ActRefusal("EXISTS", $"{target} 已存在，不会覆盖；请换一个文件名。",
                $"{target} exists already and is not overwritten; name another file.") { IsUsage = true };
        return TargetFolder.Missing(target);
    }

    private static ActRefusal Several(string typed, ArchivedInput[] meant)
    {
        string first = string.Join(", ", meant.Take(MostNamed).Select(one => $"{one.Names[0]} = {one.Sha256[..12]}"))
            + (meant.Length > MostNamed ? " …" : "");
        return new ActRefusal("SEVERAL", $"“{typed}”对应 {meant.Length} 个存档文件，请改用 SHA-256 的前几位：{first}。",
            $"'{typed}' is {Counted.Of(meant.Length, "archived file")}; name one by the first digits of its SHA-256: {first}.")
                { IsUsage = true };
    }
}
