using System.Globalization;
using System.Text.RegularExpressions;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.PaymentFiles;
using Disbursement.Jobs.Policies;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Review.Words;

/// <summary>The language of one viewer: texts, and money and times in the Chinese format in either language.</summary>
internal sealed partial record Language(bool IsChinese)
{
    /// <summary>The offset of Chinese time from UTC; it has no summer time.</summary>
    public static readonly TimeSpan China = TimeSpan.FromHours(8);

    private static readonly Dictionary<RunState, Word> Runs = new()
    {
        [RunState.Created] = Text.RunCreated, [RunState.Reading] = Text.RunReading, [RunState.Assessing] = Text.RunAssessing,
        [RunState.Sealed] = Text.RunSealed, [RunState.Failed] = Text.RunFailed, [RunState.Abandoned] = Text.RunAbandoned,
    };

    private static readonly Dictionary<string, Word> Stages = new()
    {
        ["reading"] = Text.StageReading, ["assessing"] = Text.StageAssessing, ["paying"] = Text.StagePaying,
        ["sealing"] = Text.StageSealing,
        ["comparing"] = Text.StageComparing, ["accepting"] = Text.StageAccepting, ["unknown"] = Text.StageUnknown,
        ["duplicates"] = Text.StageDuplicates, ["registers"] = Text.StageRegisters,
    };

    private static readonly Dictionary<string, Word> Events = new()
    {
        ["accrue"] = Text.EventAccrue, ["recover"] = Text.EventRecover, ["offset"] = Text.EventOffset, ["release"] = Text.EventRelease,
        ["paid"] = Text.EventPaid, ["failed"] = Text.EventFailed, ["bounced"] = Text.EventBounced, ["late"] = Text.EventLate,
        ["repaid"] = Text.EventRepaid, ["waived"] = Text.EventWaived, ["withdrawn"] = Text.EventWithdrawn,
        ["cancel"] = Text.EventCancel, ["duplicate"] = Text.EventDuplicate, ["returned"] = Text.EventReturned,
    };

    private static readonly Dictionary<string, Word> Kinds = new()
    {
        ["expense"] = Text.KindExpense, ["payable"] = Text.KindPayable, ["receivable"] = Text.KindReceivable,
        ["transit"] = Text.KindTransit, ["treasury"] = Text.KindTreasury, ["waiver"] = Text.KindWaiver,
    };

    private static readonly Dictionary<string, Word> Flags = new()
    {
        ["DUP-ACCOUNT"] = Text.FlagDupAccount, ["ACCOUNT-NAME"] = Text.FlagAccountName, ["JUMP"] = Text.FlagJump,
        ["NEW-ARREARS"] = Text.FlagNewArrears,
        ["REG-DEATH"] = Text.FlagRegisteredDeath, ["REG-BIRTH"] = Text.FlagRegisteredBirth, ["REG-GRADE"] = Text.FlagRegisteredGrade,
        ["DUP-CHILD"] = Text.FlagDuplicateChild, ["CHILD-CONFLICT"] = Text.FlagChildConflict,
        ["PROMISE-DUE"] = Text.FlagPromiseDue, ["ACCOUNT-CHANGED"] = Text.FlagAccountChanged, ["CAME-BACK"] = Text.FlagCameBack,
    };

    private static readonly Dictionary<string, Word> Acts = new()
    {
        [BatchActs.FirstApprove] = Text.ActFirstApprove,
        ["approve"] = Text.ActApprove, ["void"] = Text.ActVoid, ["release"] = Text.ActRelease, ["reject"] = Text.ActReject,
        ["settle"] = Text.ActSettle, ["close"] = Text.ActClose, ["hold"] = Text.ActHold,
        ["unhold"] = Text.ActUnhold, ["cancel"] = Text.ActCancel, ["give-account"] = Text.ActGiveAccount, ["object"] = Text.ActObject,
        [LookBook.Name] = Text.QueueOk, [CommentBook.Name] = Text.CommentSend,
        [RecordSample.Name] = Text.ActCheckSample, ["decide-objection"] = Text.ActDecideObjection,
        ["post-notice"] = Text.ActPostNotice, ["unmask"] = Text.ActUnmask,
        ["export-archive"] = Text.ActExportArchive, ["take-file"] = Text.ActTakeFile, ["look-up"] = Text.ActLookUp,
        [LoadSample.Name] = Text.LoadSample,
        ["run"] = Text.ActRun, ["import-returns"] = Text.ActImportReturns, ["import-correction"] = Text.ActImportCorrection,
        [RosterBook.Add] = Text.ActAddRoster, [RosterBook.Replace] = Text.ActReplaceRoster,
        [RosterBook.Withdraw] = Text.ActWithdrawRoster,
        ["reissue"] = Text.ActReissue, ["sign-in"] = Text.ActSignIn,
        ["password"] = Text.ActPassword, ["add-officer"] = Text.ActAddOfficer, ["rename-officer"] = Text.ActRenameOfficer,
        ["disable-officer"] = Text.ActDisableOfficer,
        ["pause-schedule"] = Text.ActPauseSchedule, ["resume-schedule"] = Text.ActResumeSchedule, ["fire-schedule"] = Text.ActFireSchedule,
        ["limit-officer"] = Text.ActLimitOfficer, [KeyBook.Rotate] = Text.ActRotateKeys, [KeyBook.BackUp] = Text.ActBackUpKeys,
        ["backup-database"] = Text.ActBackUpDatabase, ["move-database"] = Text.ActMoveDatabase,
        [StopBook.Add] = Text.ActStop, [StopBook.Lift] = Text.ActLiftStop,
        [ReceivableBook.Repay] = Text.ActRepay, [ReceivableBook.Waive] = Text.ActWaive,
        [ReceivableBook.Confirm] = Text.ActConfirmReceivable, [ReceivableBook.Refuse] = Text.ActRefuseReceivable,
        ["print-letter"] = Text.ActPrintLetter,
        [ResolutionBook.Resolve] = Text.ActResolveLine, [ResolutionBook.Confirm] = Text.ActConfirmLine,
        [ResolutionBook.Refuse] = Text.ActRefuseLine,
        [ActPowers.EnrolFactor] = Text.ActEnrolFactor, [ActPowers.ResetFactor] = Text.ActResetFactor,
        [RecordPlaces.Name] = Text.ActPlaces, [ProofBook.Prove] = Text.VerifyNow, ["restore-database"] = Text.ActRestoreDatabase,
        [PackBook.Propose] = Text.ActProposePack, [PackBook.Activate] = Text.ActActivatePack,
    };

    /// <summary>The language of documents, as HTML names it.</summary>
    public string Tag => IsChinese ? "zh-CN" : "en";

    public string this[Word word] => word.Say(IsChinese);

    /// <summary>The words as a button or a title begins with them.</summary>
    public string Head(Word word) => Begin(this[word]);

    /// <summary>Words with a capital at their beginning.</summary>
    public static string Begin(string words) => words.Length == 0 ? "" : char.ToUpperInvariant(words[0]) + words[1..];

    public string Of(Word word, params object[] values) => Counted.Fill(this[word], values);

    /// <summary>The format of a payment file in words.</summary>
    public string Format(string format) => this[format switch
    {
        PaymentFormats.Pain001 => Text.FormatPain001,
        PaymentFormats.Xlsx => Text.FormatWorkbook,
        PaymentFormats.Csv => Text.FormatTable,
        _ => Text.FormatBank,
    }];

    /// <summary>A state of a batch or payment in words.</summary>
    public string State<T>(T state)
        where T : struct, Enum => state.Say(IsChinese);

    /// <summary>A stored state of a batch or payment in words; the text itself where it is none.</summary>
    public string State(string state) => LifeCycle.Say(state, IsChinese);

    /// <summary>Where a run stands, in words.</summary>
    public string Run(RunState state) => this[Runs[state]];

    public string Stage(string stage) => Known(Stages, stage);

    /// <summary>Names of events of the ledger, in the order of a payment's life.</summary>
    public static IEnumerable<string> LedgerEvents => Events.Keys;

    /// <summary>An event of the ledger in words.</summary>
    public string Event(string name) => Known(Events, name);

    /// <summary>The kind of a ledger account in words.</summary>
    public string LedgerKind(string kind) => Known(Kinds, kind);

    public string Flag(string flag) => Known(Flags, flag);

    /// <summary>An act in words, small in English, also where a button begins with them.</summary>
    public string Act(string act) => Small(Known(Acts, act));

    /// <summary>Words as they stand within a sentence: the first letter small, unless it begins an abbreviation.</summary>
    public static string Small(string words) =>
        words.Length == 0 || words.Length > 1 && char.IsUpper(words[1]) ? words : char.ToLowerInvariant(words[0]) + words[1..];

    /// <summary>A note or a reason as it is recorded, with words for the codes in it; what an officer wrote stays.</summary>
    public string Note(string note) => CodeInNote().Replace(note, code =>
        code.Value.TrimEnd() == StopBook.Code ? this[Text.StoppedNote]
        : Flags.TryGetValue(code.Value.TrimEnd(), out Word word) ? $"{this[word]}{(IsChinese ? "：" : ": ")}"
        : code.Value);

    /// <summary>The result of an objection in words; open until somebody has decided.</summary>
    public string Objection(ObjectionState? outcome) => this[outcome switch
    {
        ObjectionState.Upheld => Text.ObjectionUpheld,
        ObjectionState.Dismissed => Text.ObjectionDismissed,
        _ => Text.ObjectionOpen,
    }];

    public string Role(OfficerRole role) => this[role switch
    {
        OfficerRole.Operator => Text.RoleOperator,
        OfficerRole.Reviewer => Text.RoleReviewer,
        OfficerRole.Auditor => Text.RoleAuditor,
        _ => Text.RoleAdministrator,
    }];

    public string Role(string role) => StoredWords.Find<OfficerRole>(role) is { } known ? Role(known) : role;

    /// <summary>A role without what stands in brackets.</summary>
    public string ShortRole(OfficerRole role) => Role(role).Split('（')[0];

    /// <summary>The title of a scheme.</summary>
    public string Scheme(string code) => Domain.Policies.Scheme.TryParse(code, out Scheme scheme) && SchemeTitles.Of(scheme) is { } title
        ? this[new Word(title.Chinese, title.English)]
        : code;

    /// <summary>Conditions that a decision names by codes, joined by plus signs, in words.</summary>
    public string Conditions(string codes) => string.Join(IsChinese ? "；" : "; ", codes
        .Split(['+', ' '], StringSplitOptions.RemoveEmptyEntries)
        .Select(code => SchemeTitles.Condition(code) is { } told ? this[new Word(told.Chinese, told.English)] : code));

    /// <summary><c>¥1,234.00</c>, from fen.</summary>
    public static string Money(long fen)
    {
        string sign = fen < 0 ? "-" : "";
        (ulong yuan, ulong rest) = Math.DivRem((ulong)Math.Abs(fen), 100);
        return string.Create(CultureInfo.InvariantCulture, $"{sign}¥{yuan:N0}.{rest:00}");
    }

    /// <summary>The same, and nothing where there is no money.</summary>
    public static string MoneyIfAny(long fen) => fen == 0 ? "" : Money(fen);

    /// <summary>Money in a short form, in the largest unit that fits and with one decimal: <c>12.5万</c> or <c>¥125k</c>.</summary>
    public string ShortMoney(long fen)
    {
        (long size, string unit) = (IsChinese, fen / 100) switch
        {
            (true, >= 100_000_000) => (100_000_000L, "亿元"),
            (true, >= 10_000) => (10_000L, "万元"),
            (true, _) => (1L, "元"),
            (false, >= 1_000_000_000) => (1_000_000_000L, "bn"),
            (false, >= 1_000_000) => (1_000_000L, "m"),
            (false, >= 1_000) => (1_000L, "k"),
            (false, _) => (1L, ""),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{(IsChinese ? "" : "¥")}{fen / 100m / size:0.##}{unit}");
    }

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>The time in China, to the minute.</summary>
    public static string Time(DateTimeOffset time) => time.ToOffset(China).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    public static string Time(DateTimeOffset? time) => time is { } at ? Time(at) : "";

    /// <summary>The same of seconds since 1970.</summary>
    public static string Time(long seconds) => Time(DateTimeOffset.FromUnixTimeSeconds(seconds));

    /// <summary>The calendar year in China.</summary>
    public static int Year(DateTimeOffset time) => time.ToOffset(China).Year;

    /// <summary>Minutes and seconds, with hours where there are any.</summary>
    public static string Span(TimeSpan span) => span.TotalHours >= 1
        ? $"{(int)span.TotalHours}:{span.Minutes:00}:{span.Seconds:00}"
        : $"{span.Minutes:00}:{span.Seconds:00}";

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private string Known(Dictionary<string, Word> words, string key) => words.TryGetValue(key, out Word word) ? this[word] : key;

    /// <summary>A word of capital letters, with hyphens or not, and the space behind it.</summary>
    [GeneratedRegex(@"\b[A-Z]{4,}(?:-[A-Z]+)*\b ?|\b[A-Z]+(?:-[A-Z]+)+\b ?", RegexOptions.CultureInvariant)]
    private static partial Regex CodeInNote();
}
