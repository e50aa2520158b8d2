using Disbursement.Domain.Batches;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Review;

/// <summary>An act or a refusal that was recorded, as far as open pages have to know it.</summary>
/// <param name="Sequence">Its number in the record.</param>
/// <param name="Act">Its name.</param>
/// <param name="Subject">What it was about; null for nothing in particular.</param>
internal sealed record SeenAct(long Sequence, string Act, string? Subject)
{
    /// <summary>Acts that look, or concern an account alone: they change nothing that a list or a payment shows.</summary>
    private static readonly HashSet<string> OnlyLook =
    [
        "sign-in", "password", "unmask", "take-file", "look-up", "print-letter", "export-archive", "backup-database",
        RecordPlaces.Name, ActPowers.EnrolFactor, ActPowers.ResetFactor,
    ];

    /// <summary>Whether it may have changed what somebody else sees.</summary>
    public bool Changes => !OnlyLook.Contains(Act);

    /// <summary>The batch that it was about, or whose payment it was about; null where its subject is no batch and no payment.</summary>
    public string? Batch => Subject is null ? null : AsBatch(Subject)
        ?? (PaymentNumber.TrySplit(Subject, out string batch, out _) ? AsBatch(batch) : null);

    /// <summary>Whether it may concern an officer: it is of a county of theirs, or of none in particular.</summary>
    public bool Concerns(Officer officer) => Batch?.Split('-') is not [_, _, var county, ..] || officer.Covers(county);

    /// <summary>Whether it may have changed a batch: it is about this one, or about no batch at all, such as a file of a bank.</summary>
    public bool MayTouch(string batch) => Batch is null || Batch == batch;

    /// <summary>The number of the last act that changed something; 0 for none.</summary>
    public static long LastChange(DisbursementDb db) => db.Audit.ToRead().Where(act => !OnlyLook.Contains(act.Act))
        .OrderByDescending(act => act.Sequence).Select(act => act.Sequence).FirstOrDefault();

    private static string? AsBatch(string text) =>
        text.Split('-') is [{ Length: 4 } year, _, { Length: 6 } county, _] && year.All(char.IsAsciiDigit) && county.All(char.IsAsciiDigit)
            ? text
            : null;
}
