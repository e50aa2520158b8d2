using System.Globalization;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>How far a rotation has come; written by it, read by whoever shows it.</summary>
internal sealed class RotationProgress
{
    private long _done;

    /// <summary>Values to seal anew.</summary>
    public long Total { get; set; }

    public long Done => Interlocked.Read(ref _done);

    public void Add(int values) => Interlocked.Add(ref _done, values);
}

/// <summary>
/// Adds a sealing key to the ring and seals every personal value of the database and every sealed file of the archive with it, while
/// others work. The key is durable before the
/// first value needs it, and values of several keys are a normal state, so a rotation that is killed at any moment is gone on with by the
/// same command.
/// </summary>
/// <remarks>
/// Older keys stay in the ring: backups of the database hold values of theirs. The lookup key is not rotated: see
/// <see cref="KeyRing.Lookup"/>. The key is added
/// under the database's write lock, and acts make their sealer under that lock too, so none slips a value of an older key in behind the
/// rotation.
/// </remarks>
internal sealed class RotateKeys(ActSetting setting)
{
    /// <summary>The code of a refusal for a value that cannot be opened.</summary>
    public const string Unopened = "UNOPENED";

    private const string Subject = "keys";

    /// <exception cref="RunRefusal">A run, or another rotation, is under way.</exception>
    /// <exception cref="StoreRefusal">Others kept the database locked for too long.</exception>
    public ActOutcome Run(Administering by, RotationProgress progress, CancellationToken stop)
    {
        using RunLock held = RunLock.Take(setting.Data, setting.Store);
        setting.Ring.Refresh();
        SealedCensus before = Census();
        bool isResumed = before.Behind(setting.Ring.Newest) > 0 || Archive.Behind(setting.Ring.Newest) > 0;
        if (Administer.Run(setting, by, KeyBook.Rotate, Subject, _ => Begin(before, isResumed)) is ActOutcome.Refused refused)
            return refused;

        if (!isResumed)
            AddKey();
        progress.Total = before.Behind(setting.Ring.Newest) + Archive.Behind(setting.Ring.Newest);
        if (SealedValues.SealAnew(setting.Store, setting.Ring, setting.Clock, progress.Add, stop) is { } stopped)
        {
            ActRefusal refusal = UnopenedAt(stopped.Place, stopped.Reason);
            Administer.Record(setting, by, KeyBook.Rotate, Subject, refusal);
            return new ActOutcome.Refused(refusal);
        }

        int files = 0;
        void Done()
        {
            files++;
            progress.Add(1);
        }

        if (Archive.SealAnew(Done, stop) is { } damaged)
        {
            ActRefusal refusal = UnopenedFile(damaged.Path, damaged.Reason);
            Administer.Record(setting, by, KeyBook.Rotate, Subject, refusal);
            return new ActOutcome.Refused(refusal);
        }

        long left = Census().Behind(setting.Ring.Newest) + Archive.Behind(setting.Ring.Newest);
        return Administer.Run(setting, by, KeyBook.Rotate, Subject, _ => End(isResumed, progress.Done - files, files, left));
    }

    /// <summary>
    /// Says what will be done, before anything is: a new key, unless values are left from a rotation that did not end and whose key is new
    /// enough.
    /// </summary>
    private ActOutcome Begin(SealedCensus before, bool isResumed)
    {
        if (before.BeyondRing(setting.Ring) is { } strange)
        {
            string row = Text(strange.Place.Row);
            return new ActOutcome.Refused(new ActRefusal(
                "OLD-RING", $"数据库中有用密钥 {strange.Key} 加密的内容（表 {strange.Place.Table} 第 {row} 行起），而密钥文件中没有这个密钥：它比数据库旧。请先把最新的密钥备份放回原处。",
                $"The database holds values sealed with key {strange.Key} (the first in table {strange.Place.Table}, row {row}), which the "
                    + $"key ring does not have: the ring is older than the database. Put its newest backup in its place first."));
        }

        long key = setting.Ring.Newest + (isResumed ? 0L : 1L), left = isResumed ? before.Behind(setting.Ring.Newest) : before.Total;
        return new ActOutcome.Done("", "", $"{(isResumed ? $"resumed key={Text(key)}" : KeyBook.Started(key))} left={Text(left)}");
    }

    /// <summary>Under the write lock, where nobody is in the middle of an act with a sealer that knows only the older keys.</summary>
    private void AddKey()
    {
        InTurn.Run(setting.Store, setting.Clock, _ =>
        {
            setting.Ring.AddKey();
            return true;
        });
    }

    private ActOutcome.Done End(bool wasResumed, long done, int files, long left)
    {
        string key = Text(setting.Ring.Newest), count = Text(done), archived = Text(files), behind = Text(left),
            detail = $"{(left == 0 ? "ended" : "unended")} key={key} sealed={count} files={archived} left={behind}";
        if (left > 0)
        {
            return new ActOutcome.Done(
                $"已用密钥 {key} 重新加密 {count} 项和 {archived} 个存档文件，但仍有 {behind} 项用的是旧密钥；请再执行一次同一命令。",
                $"{Counted.Of(done, "value")} and {Counted.Of(files, "archived file")} are sealed with key {key} now, but {behind} of an "
                    + $"older key {Counted.Are(left)} left: give the same command again.",
                detail) { NeedsPerson = true };
        }

        string zh = wasResumed ? $"本次接着完成上次未完成的更换，没有再添加密钥；如需新密钥，请再执行一次。" : $"密钥 {key} 为新添加。";
        string en = wasResumed
            ? $"Values of older keys were left, so the rotation to key {key} was gone on with and no further key was made; for a new one "
                + $"give the command again."
            : $"Key {key} is new.";
        return new ActOutcome.Done(
            $"全部个人信息均已用密钥 {key} 加密（本次 {count} 项，另有 {archived} 个存档文件）。{zh}旧密钥留在密钥文件中，因为数据库的旧备份仍需要它们；检索密钥不变。请重新备份密钥：disburse keys backup 文件",
            $"Every personal value is sealed with key {key} ({count} of them just now, and {Counted.Of(files, "archived file")}). {en} "
                + "Older keys stay in the ring, because backups of the database need them; the lookup key never changes. Back the ring up "
                + "again: disburse keys backup FILE",
            detail);
    }

    private static ActRefusal UnopenedAt(SealedPlace place, string reason) => new(
        Unopened, $"表 {place.Table} 第 {Text(place.Row)} 行的密文无法解开（{reason}），密钥更换就此停止；此前的已经完成。请先恢复该行或密钥文件的备份，再用同一命令继续。",
        $"The sealed value in table {place.Table}, row {Text(place.Row)}, cannot be opened ({reason}). The rotation stops there; what came "
            + $"before is done. Restore that row or the key ring from a backup, then give the same command again.");

    private static ActRefusal UnopenedFile(string path, string reason) => new(
        Unopened, $"存档文件 {path} 无法解开（{reason}），密钥更换就此停止；此前的已经完成。请先从备份放回该文件，再用同一命令继续。",
        $"The archived file {path} cannot be opened ({reason}). The rotation stops there; what came before is done. Put that file back "
            + "from a backup, then give the same command again.");

    private SealedInputs Archive => SealedInputs.Of(setting.Data, setting.Ring);

    private SealedCensus Census() => SealedValues.Count(setting.Store);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
