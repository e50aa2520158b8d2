namespace Disbursement.Domain.Officers;

/// <summary>The role of an officer; one person holds one (life cycle, section 1: four powers, kept apart 四权分离).</summary>
public enum OfficerRole
{
    /// <summary>Health bureau 资格确认: starts runs, imports return files, corrects rosters.</summary>
    [StoredAs("operator")]
    Operator,

    /// <summary>Finance bureau 资金管理: reviews, holds, approves, rejects and releases batches of its own counties.</summary>
    [StoredAs("reviewer")]
    Reviewer,

    /// <summary>社会监督: reads everything, verifies, exports, changes nothing.</summary>
    [StoredAs("auditor")]
    Auditor,

    /// <summary>Users, schedules, settings and keys; sees no personal data and approves nothing.</summary>
    [StoredAs("administrator")]
    Administrator,
}

/// <summary>What an officer may be asked to do.</summary>
public enum OfficialAct
{
    /// <summary>Start a run.</summary>
    Run,

    /// <summary>Bring in a roster or a correction of one, or take one away again.</summary>
    ImportCorrection,

    /// <summary>Bring in a return file.</summary>
    ImportReturns,

    /// <summary>Make a batch of failed and left-behind payments.</summary>
    Reissue,

    /// <summary>Post publicly who is to be paid.</summary>
    Post,

    /// <summary>Take down what somebody says against a payment, which keeps it back.</summary>
    Object,

    /// <summary>Record what came of checking a sample by hand.</summary>
    CheckSample,

    /// <summary>Say on record that a payment was looked at.</summary>
    LookAt,

    /// <summary>Leave a comment at a payment, a batch or a line in quarantine, and ask an officer about it.</summary>
    Comment,

    /// <summary>Decide on an objection.</summary>
    DecideObjection,

    /// <summary>Keep one payment back, or let it go.</summary>
    Hold,

    /// <summary>Stop what is paid to a person, or lift a stop.</summary>
    Stop,

    /// <summary>Answer for the bytes of a batch.</summary>
    Approve,

    /// <summary>Refuse a batch.</summary>
    Reject,

    /// <summary>Send a batch to the bank.</summary>
    Release,

    /// <summary>Count what the bank did not name as paid.</summary>
    Close,

    /// <summary>Give a failed or held payment up.</summary>
    Cancel,

    /// <summary>Say what a line in quarantine is.</summary>
    ResolveLine,

    /// <summary>Confirm what an operator says of a line in quarantine, or refuse it.</summary>
    ConfirmLine,

    /// <summary>Record what came in on a receivable.</summary>
    RecordRepayment,

    /// <summary>Propose to give a receivable up.</summary>
    ProposeWaiver,

    /// <summary>Confirm a repayment or a waiver, or refuse it.</summary>
    ConfirmReceivable,

    /// <summary>Print a letter that asks for a receivable.</summary>
    PrintLetter,

    /// <summary>See a whole id number and account.</summary>
    Unmask,

    /// <summary>Users, keys, settings.</summary>
    Administer,

    /// <summary>See runs, batches, and whose payments they are; a reviewer those of the own counties.</summary>
    Read,

    /// <summary>See the books and the record of acts whole, find any person, prove and export.</summary>
    Supervise,
}

/// <summary>Which role may do what.</summary>
public static class Powers
{
    /// <summary>Whether a role holds the power for an act.</summary>
    public static bool May(OfficerRole role, OfficialAct act) => act switch
    {
        OfficialAct.Run or OfficialAct.ImportCorrection or OfficialAct.ImportReturns or OfficialAct.Reissue
            or OfficialAct.Post or OfficialAct.RecordRepayment or OfficialAct.ResolveLine => role == OfficerRole.Operator,
        OfficialAct.Object or OfficialAct.PrintLetter => role is OfficerRole.Operator or OfficerRole.Reviewer,
        OfficialAct.LookAt or OfficialAct.Hold or OfficialAct.Stop or OfficialAct.DecideObjection or OfficialAct.Approve
            or OfficialAct.Reject or OfficialAct.Release or OfficialAct.Close or OfficialAct.Cancel or OfficialAct.ProposeWaiver
                or OfficialAct.ConfirmReceivable or OfficialAct.ConfirmLine => role == OfficerRole.Reviewer,
        OfficialAct.Unmask or OfficialAct.CheckSample => role is OfficerRole.Reviewer or OfficerRole.Auditor,
        OfficialAct.Read or OfficialAct.Comment => role != OfficerRole.Administrator,
        OfficialAct.Supervise => role == OfficerRole.Auditor,
        _ => role == OfficerRole.Administrator,
    };

    /// <summary>Whether officers of a role may be limited to some counties.</summary>
    public static bool MayBeLimited(OfficerRole role) => role is OfficerRole.Reviewer or OfficerRole.Operator;

    /// <summary>
    /// Whether an act cannot be done for some counties alone: a run reads every roster, a return file answers for whoever is in it.
    /// </summary>
    public static bool IsOfAllCounties(OfficialAct act) =>
        act is OfficialAct.Run or OfficialAct.ImportReturns or OfficialAct.Reissue;
}
