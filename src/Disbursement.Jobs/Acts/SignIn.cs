using System.Globalization;
using System.Security.Cryptography;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Officers;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Who an officer is, proved by password and, where one is set up, by the code of a second factor. After some wrong ones in a row the name
/// waits, longer each time but never long, so that nobody guesses and nobody is locked out by others. All failures are answered alike; what
/// was wrong stands in the record of acts alone.
/// </summary>
internal sealed class SignIn(ActSetting setting)
{
    /// <summary>Wrong passwords in a row after which the name does not wait yet.</summary>
    public const int FreeTries = 3;

    /// <summary>The longest wait.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(64);

    /// <summary>In this time one refusal of a name is recorded, however many there were.</summary>
    public static readonly TimeSpan Gathered = TimeSpan.FromMinutes(1);

    private const string Nobody = "?";

    /// <summary>How many acts are looked through for an earlier refusal.</summary>
    private const int Newest = 1000;

    /// <summary>The officer, or that they were not let in.</summary>
    /// <param name="name">The name.</param>
    /// <param name="password">The password.</param>
    /// <param name="code">The code of the second factor; null for none.</param>
    /// <param name="isKnownPlace">
    /// Whether this officer came in from there before: then the tries of others do not make them wait.
    /// </param>
    /// <param name="whose">
    /// Numbers of officers whose browser this is known to be: a password that one of them gave is not taken from there.
    /// </param>
    public (Officer? Officer, ActRefusal? Refusal) Run(
        string name, string password, string? code = null, bool isKnownPlace = false, IReadOnlyCollection<int>? whose = null)
    {
        // The password is checked before the write lock is taken: it is slow on purpose.
        bool isRight = Check(name, password);
        return InTurn.Run(setting.Store, setting.Clock, act => Answer(act, name, isRight, code, isKnownPlace, whose ?? []));
    }

    /// <summary>How long a name waits after so many wrong passwords in a row.</summary>
    public static TimeSpan WaitAfter(int failures) => failures < FreeTries
        ? TimeSpan.Zero
        : TimeSpan.FromSeconds(Math.Min(LongestWait.TotalSeconds, Math.Pow(2, Math.Min(failures - FreeTries, 30))));

    private (Officer? Officer, ActRefusal? Refusal) Answer(
        ActTransaction act, string name, bool isRight, string? code, bool isKnownPlace, IReadOnlyCollection<int> whose)
    {
        OfficerRecord? record = OfficerBook.Find(act.Db, name);
        Officer? officer = record is null ? null : OfficerBook.Of(act.Db, record);
        GivenPassword? given = isRight && officer is not null ? OfficerStamp.Given(act.Db, officer) : null;
        string? factor = null;
        string? wrong = record is null
            ? "SIGN-IN: there is nobody of that name"
            : Waits(act, record, isKnownPlace) ?? Count(act, record,
                !isRight ? "SIGN-IN: the password is wrong"
                : record.IsDisabled ? "DISABLED: the account is disabled"
                : WrongCode(act, record, code, out factor) ?? Unusable(act, given, whose));
        act.Db.SaveChanges();

        // With which password and second factor somebody came in is on record, so that one put in beside the program is found.
        if (wrong is null)
            act.Audit(Entry(act, record, isDone: true, null, $"password={Passwords.Commitment(record!.PasswordHash)}"
                + (factor is null ? "" : $" factor={factor}") + (given is null ? "" : $" one-time={Place(given)}")));
        else if (!IsGathered(act, record))
            act.Audit(Entry(act, record, isDone: false, wrong, record is null
                ? null
                : string.Create(CultureInfo.InvariantCulture, $"failures={record.Failures}")));
        act.Commit();
        return wrong is null ? (officer, null) : (null, Refused);
    }

    /// <summary>Whether a given password is used at the very place from which it was given, for whoever reads the record.</summary>
    private string Place(GivenPassword given) => given.Origin == setting.Origin ? "same-place" : "elsewhere";

    private bool Check(string name, string password)
    {
        using DisbursementDb db = setting.Store.Model();
        OfficerRecord? record = OfficerBook.Find(db, name);
        if (record is not null)
            return Passwords.IsRight(record.PasswordHash, password);

        Passwords.WasteTime(password);
        return false;
    }

    private static string? Waits(ActTransaction act, OfficerRecord record, bool isKnownPlace)
    {
        // A wait that reaches further than any was set before the clock was put back: it counts from now on.
        long latest = act.NowSeconds + (long)LongestWait.TotalSeconds;
        record.LockedUntil = record.LockedUntil > latest ? latest : record.LockedUntil;
        return record.LockedUntil > act.NowSeconds && !isKnownPlace ? "WAITS: after wrong passwords the name has to wait" : null;
    }

    /// <summary>Counts a try: a right one forgives the wrong ones before it, each further wrong one makes the name wait.</summary>
    private static string? Count(ActTransaction act, OfficerRecord record, string? wrong)
    {
        record.Failures = wrong is null ? 0 : record.Failures + 1;
        TimeSpan wait = WaitAfter(record.Failures);
        record.LockedUntil = wait > TimeSpan.Zero ? act.NowSeconds + (long)wait.TotalSeconds : null;
        return wrong;
    }

    /// <summary>What is wrong with the code; null where it is right, which uses it up, or where there is no second factor.</summary>
    private string? WrongCode(ActTransaction act, OfficerRecord record, string? code, out string? factor)
    {
        factor = null;
        if (record.Factor is not { } value)
            return null;
        if (string.IsNullOrWhiteSpace(code))
            return "CODE: the code of the second factor is missing";

        using Sealer sealer = new(setting.Ring);
        byte[] secret;
        try
        {
            secret = sealer.Open(value, SealedPlace.Factor(record.Id));
        }
        catch (CryptographicException)
        {
            return "CODE: the second factor cannot be opened";
        }

        if (FactorCodes.StepOf(secret, code, act.Now) is not { } step)
        {
            // Only who knows the password gets here, from a known browser without a wait: from the third on each guess costs the codes of
            // its time.
            if (record.Failures + 1 >= FreeTries)
                record.FactorStep = Math.Max(record.FactorStep, FactorCodes.LastStep(act.Now));
            return "CODE: the code of the second factor is wrong";
        }

        if (step <= record.FactorStep)
            return "CODE: the code of the second factor was used already";

        record.FactorStep = step;
        factor = FactorCodes.Commitment(secret);
        return null;
    }

    private string? Unusable(ActTransaction act, GivenPassword? given, IReadOnlyCollection<int> whose)
    {
        if (given is null)
            return null;
        if (given.IsSpent(act.NowSeconds, setting.Terms.OneTimeFor))
            return "EXPIRED: the given password was not used in time";

        return given.By is { } by && whose.Contains(by) ? "GIVER: the password was given by whoever uses this browser" : null;
    }

    /// <summary>Whether a refusal of the name was recorded a moment ago: a flood of tries leaves a line a minute.</summary>
    private static bool IsGathered(ActTransaction act, OfficerRecord? record)
    {
        string actor = record?.Name ?? Nobody;
        long since = act.NowSeconds - (long)Gathered.TotalSeconds, newest = OfficerStamp.LastAct(act.Db) - Newest;
        AuditRecord? last = act.Db.Audit.ToRead()
            .Where(one => one.Sequence > newest && one.Actor == actor && one.RecordedAt > since)
            .OrderByDescending(one => one.Sequence).FirstOrDefault();
        return last is { Act: ActPowers.SignIn, Outcome: ActResult.Refused } && last.RecordedAt <= act.NowSeconds
            && (record is null || record.Failures > FreeTries);
    }

    private AuditEntry Entry(ActTransaction act, OfficerRecord? record, bool isDone, string? reason, string? detail) => new(
        act.Now, record?.Name ?? Nobody, record?.Id, record?.Role, setting.Origin, ActPowers.SignIn, null, isDone, reason, detail);

    private static ActRefusal Refused => new(
        "SIGN-IN", "用户名、密码或动态码不正确，一次性密码已过期，或账户已停用。多次输错后须等候片刻（最长约一分钟）再试。",
        "The name, the password or the code is wrong, a one-time password has expired, or the account is disabled. After several wrong "
            + "ones wait a little, a minute at most.");
}
