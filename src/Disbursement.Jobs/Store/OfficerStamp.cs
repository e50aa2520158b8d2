using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store;

/// <summary>What a session of the console rests on: it ends as soon as any of it changes.</summary>
internal static class OfficerStamp
{
    /// <summary>The end of the origin of an account whose password was printed once and is known to nobody else.</summary>
    public const string OneTime = "one-time-password";

    private const int Digits = 32;

    private static readonly string[] Changes = ["password", "limit-officer", "disable-officer", "enrol-factor", "reset-factor"];

    /// <summary>
    /// A digest over role, counties, password and second factor of an officer; null for nobody, or somebody who is disabled.
    /// </summary>
    public static string? Of(DisbursementDb db, int officer) =>
        db.Officers.ToRead().FirstOrDefault(one => one.Id == officer) is { IsDisabled: false } record ? Of(record) : null;

    public static string Of(OfficerRecord record)
    {
        string account = string.Create(CultureInfo.InvariantCulture,
            $"{record.Id}|{record.Role.Word()}|{record.Counties}|{record.PasswordHash}|{record.Factor is not null}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(account)))[..Digits];
    }

    /// <summary>The number of the last act on record; 0 for none.</summary>
    public static long LastAct(DisbursementDb db) => db.Audit.ToRead().Max(act => (long?)act.Sequence) ?? 0;

    /// <summary>
    /// Whether an act after that one gave the officer a new password or other counties, or disabled them, even where a later act took it
    /// back.
    /// </summary>
    public static bool HasChangedSince(DisbursementDb db, Officer officer, long sequence) =>
        db.Audit.ToRead().Where(act => act.Sequence > sequence && Changes.Contains(act.Act) && act.Outcome == ActResult.Done)
            .Select(act => act.Subject)
            .AsEnumerable().Any(subject => subject is not null && officer.Names.Contains(OfficerNames.Fold(subject)));

    /// <summary>The officer as they are now; null for nobody, or somebody who is disabled.</summary>
    public static Officer? Present(DisbursementDb db, int officer) =>
        db.Officers.ToRead().FirstOrDefault(one => one.Id == officer) is { IsDisabled: false } record ? OfficerBook.Of(db, record) : null;

    /// <summary>The password that somebody else knows, or a terminal has shown: it was given, not chosen. Null for a chosen one.</summary>
    public static GivenPassword? Given(DisbursementDb db, Officer officer)
    {
        AuditRecord? last = db.Audit.ToRead().Where(act => (act.Act == "add-officer" || act.Act == "password")
            && act.Outcome == ActResult.Done)
            .OrderByDescending(act => act.Sequence)
            .AsEnumerable().FirstOrDefault(act => act.Subject is { } subject && officer.Names.Contains(OfficerNames.Fold(subject)));
        return last is not null && (last.OfficerId != officer.Id || last.Origin.EndsWith(OneTime, StringComparison.Ordinal))
            ? new GivenPassword(last.OfficerId == officer.Id ? null : last.OfficerId, last.Origin, last.RecordedAt)
            : null;
    }
}

/// <summary>A password that its officer did not choose.</summary>
/// <param name="By">The officer who gave it; null for the first one of all, which nobody gave.</param>
/// <param name="Origin">From where it was given.</param>
/// <param name="At">Seconds since 1970, UTC.</param>
internal sealed record GivenPassword(int? By, string Origin, long At)
{
    /// <summary>
    /// Whether it can be used no more. The first one of all stays: there is nobody who could give another.
    /// </summary>
    public bool IsSpent(long now, TimeSpan lasts) => By is not null && now - At > (long)lasts.TotalSeconds;
}
