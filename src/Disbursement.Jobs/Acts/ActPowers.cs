using System.Collections.Frozen;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Payments;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Which power an act needs, by its name in the record. Acts are done by it, and proved by it: whoever did an act held one of its powers
/// then.
/// </summary>
internal static class ActPowers
{
    /// <summary>Telling who one is; every officer may.</summary>
    public const string SignIn = "sign-in";

    /// <summary>A new password: an officer's own, or given by an administrator.</summary>
    public const string Password = "password";

    /// <summary>An officer's own second factor.</summary>
    public const string EnrolFactor = "enrol-factor";

    /// <summary>An administrator takes the second factor of another away.</summary>
    public const string ResetFactor = "reset-factor";

    private static readonly FrozenDictionary<string, OfficialAct[]> Needed = new Dictionary<string, OfficialAct[]>
    {
        ["run"] = [OfficialAct.Run],
        [LoadSample.Name] = [OfficialAct.Run, OfficialAct.Administer],
        ["reissue"] = [OfficialAct.Reissue],
        ["import-correction"] = [OfficialAct.ImportCorrection],
        [RosterBook.Add] = [OfficialAct.ImportCorrection],
        [RosterBook.Replace] = [OfficialAct.ImportCorrection],
        [RosterBook.Withdraw] = [OfficialAct.ImportCorrection],
        ["import-returns"] = [OfficialAct.ImportReturns],
        [PostingBook.Post] = [OfficialAct.Post],
        [ObjectionBook.Object] = [OfficialAct.Object],
        [ObjectionBook.Decide] = [OfficialAct.DecideObjection],
        [RecordSample.Name] = [OfficialAct.CheckSample],
        [LookBook.Name] = [OfficialAct.LookAt],
        [CommentBook.Name] = [OfficialAct.Comment],
        ["hold"] = [OfficialAct.Hold],
        ["unhold"] = [OfficialAct.Hold],
        ["give-account"] = [OfficialAct.Hold],
        [StopBook.Add] = [OfficialAct.Stop],
        [StopBook.Lift] = [OfficialAct.Stop],
        [BatchActs.Approve] = [OfficialAct.Approve],
        [BatchActs.Reject] = [OfficialAct.Reject],
        [BatchActs.Release] = [OfficialAct.Release],
        ["close"] = [OfficialAct.Close],
        ["cancel"] = [OfficialAct.Cancel],
        [ResolutionBook.Resolve] = [OfficialAct.ResolveLine],
        [ResolutionBook.Confirm] = [OfficialAct.ConfirmLine],
        [ResolutionBook.Refuse] = [OfficialAct.ConfirmLine],
        [ReceivableBook.Repay] = [OfficialAct.RecordRepayment],
        [ReceivableBook.Waive] = [OfficialAct.ProposeWaiver],
        [ReceivableBook.Confirm] = [OfficialAct.ConfirmReceivable],
        [ReceivableBook.Refuse] = [OfficialAct.ConfirmReceivable],
        ["print-letter"] = [OfficialAct.PrintLetter],
        ["unmask"] = [OfficialAct.Unmask],
        ["look-up"] = [OfficialAct.Supervise, OfficialAct.Read],
        ["export-archive"] = [OfficialAct.Supervise],
        ["take-file"] = Enum.GetValues<OfficialAct>(),
        [PackBook.Propose] = [OfficialAct.Administer],
        [PackBook.Activate] = [OfficialAct.Administer],
        ["add-officer"] = [OfficialAct.Administer],
        ["rename-officer"] = [OfficialAct.Administer],
        ["limit-officer"] = [OfficialAct.Administer],
        ["disable-officer"] = [OfficialAct.Administer],
        [Password] = [OfficialAct.Administer],
        [ResetFactor] = [OfficialAct.Administer],
        ["pause-schedule"] = [OfficialAct.Administer],
        ["resume-schedule"] = [OfficialAct.Administer],
        ["fire-schedule"] = [OfficialAct.Administer],
        [KeyBook.Rotate] = [OfficialAct.Administer],
        [KeyBook.BackUp] = [OfficialAct.Administer],
        ["backup-database"] = [OfficialAct.Administer],
        ["restore-database"] = [OfficialAct.Administer],
        ["move-database"] = [OfficialAct.Administer],
    }.ToFrozenDictionary();

    /// <summary>Names of all acts that are done by a power, or by every officer.</summary>
    public static IEnumerable<string> Acts => Needed.Keys.Concat([SignIn, EnrolFactor]);

    /// <summary>Whether an act of this name is everybody's on their own account.</summary>
    public static bool IsOwn(string act) => act is Password or EnrolFactor;

    /// <summary>Whether an act of this name is done by a power.</summary>
    public static bool Is(string act, OfficialAct power) => Needed.TryGetValue(act, out OfficialAct[]? powers) && powers.Contains(power);

    /// <summary>Whether a role holds a power that an act of this name needs.</summary>
    public static bool May(OfficerRole role, string act) =>
        act == SignIn || Needed.TryGetValue(act, out OfficialAct[]? powers) && powers.Any(power => Powers.May(role, power));
}
