using System.Globalization;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// The folder of a year's rosters, as acts change it. A roster that comes is written beside its place and moved there after the commit; one
/// that goes is moved beside its place before it. What an act that died left beside a place is settled by the record: the next act does so,
/// and until then no run starts.
/// </summary>
/// <param name="Inputs">The inputs folder.</param>
/// <param name="Year">The year.</param>
internal sealed record RosterPlace(string Inputs, int Year)
{
    /// <summary>The longest name of a roster that is handed in.</summary>
    public const int LongestName = 80;

    /// <summary>The rosters of the year.</summary>
    public string Folder => Path.Combine(Inputs, "rosters", Year.ToString(CultureInfo.InvariantCulture));

    /// <summary>Where a roster lies.</summary>
    /// <param name="name">Its path below the rosters of the year, with forward slashes.</param>
    public string Of(string name) => Path.Combine(Folder, name.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>How the record names a roster of the year.</summary>
    public string Subject(string name) => string.Create(CultureInfo.InvariantCulture, $"{Year}/{name}");

    /// <summary>Why no roster is put in place, or taken away, under a name; null where one may be.</summary>
    /// <param name="name">The name, perhaps with the folder of corrections before it.</param>
    public static FileRemark? WhyNot(string name)
    {
        string file = FindRosters.IsCorrection(name) ? name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..] : name;
        if (file.Length is 0 or > LongestName || file != Path.GetFileName(file) || file.AsSpan().ContainsAny('/', '\\', ':')
            || file.Any(char.IsControl))
            return new FileRemark($"a roster has a name of 1 to {LongestName} characters, without folders",
                $"花名册的文件名须为 1 至 {LongestName} 个字符，不含文件夹");
        if (!RosterNames.IsRead(file))
            return RosterNames.WhyPassedOver(file);

        return Wording.NameWithoutNumbers(name) == name
            ? null
            : new FileRemark("a name of a file names nobody by number: take the id number, account or telephone number out of it",
                "文件名中不得出现身份证号、银行账号或电话号码：请改名");
    }

    /// <summary>Why what lies at a place is neither replaced nor withdrawn; null where it may be.</summary>
    public static FileRemark? WhyNotMoved(string target)
    {
        using LyingFile lying = LyingFile.At(target);
        return lying.IsHeld
            ? new FileRemark("has a name in GB18030, under which it is read but not moved: rename the file in its folder first",
                "文件名是GB18030编码，可以读取但不能移动：请先在文件夹中重命名该文件")
            : null;
    }

    /// <summary>Settles what acts that died have left; whoever does so holds the turn to write.</summary>
    public void Settle(ActTransaction act, SealedInputs archive)
    {
        foreach (string left in Left())
        {
            string name = Path.GetRelativePath(Folder, left).Replace('\\', '/');
            name = name[..name.LastIndexOf('.')];
            if (left.EndsWith(StagedFiles.Ending, StringComparison.Ordinal))
                Arrive(act.Db, left, name);
            else
                Leave(act.Db, archive, left, name);
        }
    }

    /// <summary>Settles it in a turn of its own, where there is anything; an act that is under way is waited for.</summary>
    public void Settle(ActSetting setting)
    {
        if (!HasLeft)
            return;

        InTurn.Run(setting.Store, setting.Clock, act =>
        {
            Settle(act, SealedInputs.Of(setting.Data, setting.Ring));
            return true;
        });
    }

    /// <summary>Whether an act has left something beside a place.</summary>
    public bool HasLeft => Left().Length > 0;

    private string[] Left() => !Directory.Exists(Folder)
        ? []
        : [.. Directory.EnumerateFiles(Folder, "*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 })
            .Where(RosterNames.IsLeft).Order(StringComparer.Ordinal)];

    private void Arrive(DisbursementDb db, string left, string name)
    {
        RosterImportRecord? newest = db.RosterImports.ToRead().Where(import => import.Year == Year && import.Path == name)
            .OrderByDescending(import => import.Id).FirstOrDefault();
        if (newest is not null && newest.Sha256 == FileHash.Of(left))
            ActTransaction.MoveToPlace(left, Of(name));
        else
            File.Delete(left);
    }

    private void Leave(DisbursementDb db, SealedInputs archive, string left, string name)
    {
        string place = Of(name), sha256 = FileHash.Of(left), subject = Subject(name);
        AuditRecord? newest = db.Audit.ToRead()
            .Where(one => one.Act == RosterBook.Withdraw && one.Subject == subject && one.Outcome == ActResult.Done)
            .OrderByDescending(one => one.Sequence).FirstOrDefault();
        bool isWithdrawn = newest is not null && RosterBook.Sha256In(newest.Detail) == sha256;
        if (!isWithdrawn && !Path.Exists(place))
        {
            PrivateFile.MoveNew(left, place);
            return;
        }

        // Whether it was withdrawn or another lies in its place by now: what goes is kept.
        archive.Keep(left, _ => null, CancellationToken.None).Dispose();
        File.Delete(left);
    }
}
