using Disbursement.Domain.Officers;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Signatures;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>Where acts happen: the books, the keys, the clock, and the door through which the officer came.</summary>
/// <param name="Data">The data folder.</param>
/// <param name="Store">The database.</param>
/// <param name="Ring">The keys of personal data.</param>
/// <param name="Clock">The time.</param>
/// <param name="Origin">Machine and door, for the record.</param>
/// <param name="Signing">The certificate that signs manifests.</param>
internal sealed record ActSetting(string Data, Database Store, KeyRing Ring, TimeProvider Clock, string Origin, SigningSettings Signing)
{
    /// <summary>The packs and bureaus of runs.</summary>
    public ArchivedTerms Archived { get; } = new(Data);

    /// <summary>How many reviewers approve a batch.</summary>
    public ApprovalLevels Levels { get; init; } = ApprovalLevels.One;

    /// <summary>What a sign-in asks for.</summary>
    public SignInTerms Terms { get; init; } = SignInTerms.Default;

    /// <summary>Whether acts go through the service alone, by the configuration of this process.</summary>
    public bool IsOnlyThroughService { get; init; }

    /// <summary>The folder of budgets, <c>budgets</c> in the inputs folder; null where there is none.</summary>
    public string? Budgets { get; init; }

    /// <summary>
    /// Whether the officer is still signed in, asked with the database of the act once nobody else can write: an act that waited for its
    /// turn is not carried out for somebody who has signed out meanwhile. Always true at the command line, where each command asks for the
    /// password.
    /// </summary>
    public Func<DisbursementDb, bool> IsSignedIn { get; init; } = _ => true;
}

/// <summary>What became of an act.</summary>
internal abstract record ActOutcome
{
    private ActOutcome()
    {
    }

    /// <summary>It was done.</summary>
    /// <param name="Chinese">What, in a sentence.</param>
    /// <param name="English">The same in English.</param>
    /// <param name="Detail">What the record keeps besides, as <c>name=value</c> pairs.</param>
    public sealed record Done(string Chinese, string English, string? Detail = null) : ActOutcome
    {
        /// <summary>Whether something waits for a person all the same.</summary>
        public bool NeedsPerson { get; init; }

        /// <summary>Whether nothing had to be changed.</summary>
        public bool ChangedNothing { get; init; }

        public string Say(bool isChinese) => isChinese ? Chinese : English;
    }

    /// <summary>It was refused, and nothing changed but the record of the refusal.</summary>
    public sealed record Refused(ActRefusal Refusal) : ActOutcome;
}

/// <summary>
/// An act by an officer: the power is checked, the body decides and writes, and both what was done and what was refused is recorded.
/// </summary>
internal static class PerformAct
{
    /// <summary>Carries an act out in one transaction.</summary>
    /// <param name="setting">Where.</param>
    /// <param name="officer">Who; signed in already.</param>
    /// <param name="power">Which power it needs.</param>
    /// <param name="name">Its name in the record.</param>
    /// <param name="subject">Batch, payment, run or file.</param>
    /// <param name="reason">The officer's reason, where one is given.</param>
    /// <param name="body">Decides and writes.</param>
    public static ActOutcome Run(ActSetting setting, Officer officer, OfficialAct power, string name, string subject, string? reason,
        Func<ActTransaction, ActOutcome> body) =>
        Carry(setting, officer, power, name, subject, reason, body);

    /// <summary>An act on the officer's own account, which needs no power.</summary>
    public static ActOutcome RunOwn(ActSetting setting, Officer officer, string name, string subject,
        Func<ActTransaction, ActOutcome> body) =>
        Carry(setting, officer, null, name, subject, null, body);

    private static ActOutcome Carry(ActSetting setting, Officer officer, OfficialAct? power, string name, string subject, string? reason,
        Func<ActTransaction, ActOutcome> body)
    {
        if (power is { } known && !ActPowers.Is(name, known))
            throw new InvalidOperationException($"The act {name} is not known to need {known}: proofs would not know whose it may be.");

        ActOutcome outcome = InTurn.Run(setting.Store, setting.Clock, act =>
        {
            ActOutcome decided = (TooLong(subject, AuditEntry.MostSubject) ?? Refusal(act, setting, officer, power, reason)) is { } refusal
                ? new ActOutcome.Refused(refusal)
                : body(act);
            if (decided is not ActOutcome.Done done)
                return decided;
            if (TooLong(done.Detail, AuditEntry.MostDetail) is { } tooLong)
                return new ActOutcome.Refused(tooLong);

            act.Db.SaveChanges();
            act.Audit(Entry(act, setting, officer, name, subject, isDone: true, reason, done.Detail));
            act.Commit();
            return done;
        });
        if (outcome is ActOutcome.Refused refused)
            Record(setting, officer, name, subject, refused.Refusal, reason);
        return outcome;
    }

    /// <summary>Records a refusal that came before any transaction.</summary>
    public static void Record(ActSetting setting, Officer officer, string name, string subject, ActRefusal refusal, string? reason = null)
    {
        string? given = reason is null || Wording.HasPersonalNumber(reason) ? null : $"reason={reason}";
        InTurn.Record(setting.Store, setting.Clock, act => Entry(
            act, setting, officer, name, Wording.WithoutNumbers(subject), isDone: false, Wording.Recorded(refusal, subject), given));
    }

    /// <summary>The entry of something that an act does beside its own subject.</summary>
    public static AuditEntry Done(ActTransaction act, ActSetting setting, Officer officer, string name, string subject, string? reason,
        string detail) => Entry(act, setting, officer, name, subject, isDone: true, reason, detail);

    /// <summary>Why a text cannot be kept in the record whole; null where it can.</summary>
    private static ActRefusal? TooLong(string? text, int most) => text is null || text.Length <= most
        ? null
        : new ActRefusal("TOO-LONG", $"所填内容不得超过 {most} 个字符，现有 {text.Length} 个。",
            $"What was given has {text.Length} characters; the record of acts holds {most}.") { IsUsage = true };

    private static ActRefusal? Refusal(ActTransaction act, ActSetting setting, Officer officer, OfficialAct? power, string? reason)
    {
        if (power is { } needed && officer.MayNot(needed) is { } refusal)
            return refusal;
        if (act.Db.Officers.Find(officer.Id) is not { IsDisabled: false } present || present.Role != officer.Role)
            return new ActRefusal("DISABLED", $"{officer.Name} 的账户已停用。", $"The account of {officer.Name} is disabled.");
        if (!setting.IsSignedIn(act.Db) || present.Counties != string.Join(',', officer.Counties))
            return new ActRefusal("SESSION-ENDED", $"{officer.Name} 已退出登录，或登录已失效；未作任何更改。",
                $"The session of {officer.Name} has ended; nothing was changed.");

        return (reason is null ? null : Wording.Problem(reason)) ?? (
            power is { } moving ? LedgerHeld.Refusal(act, moving) : null);
    }

    private static AuditEntry Entry(ActTransaction act, ActSetting setting, Officer officer, string name, string subject, bool isDone,
        string? reason, string? detail) =>
        new(act.Now, officer.Name, officer.Id, officer.Role, AuditEntry.Line(setting.Origin)!, name,
            AuditEntry.Line(Wording.NameWithoutNumbers(subject)), isDone, AuditEntry.Line(reason), AuditEntry.Line(detail));
}
