using Disbursement.Domain.Batches;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>What is still open about a batch when an officer is about to approve or release it.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Reviewed">SHA-256 of its first payment file.</param>
/// <param name="Obstacles">Why the act would be refused; none where it would not.</param>
internal sealed record OpenMatters(BatchRecord Batch, string Reviewed, IReadOnlyList<ActRefusal> Obstacles)
{
    /// <summary>Payments in its files that bear a flag.</summary>
    public int Flagged { get; init; }

    /// <summary>How many of them somebody has looked at.</summary>
    public int LookedAt { get; init; }

    /// <summary>How many of them this officer has looked at.</summary>
    public int ByOfficer { get; init; }

    /// <summary>How many were looked at before the files were last written.</summary>
    public int Before { get; init; }

    /// <summary>Flags that nobody has looked at, with how many payments bear each.</summary>
    public IReadOnlyDictionary<string, int> Flags { get; init; } = new Dictionary<string, int>();

    /// <summary>Payments that are held: they stay behind.</summary>
    public int Held { get; init; }

    /// <summary>Objections that nobody has decided.</summary>
    public int Objections { get; init; }

    /// <summary>Questions of officers that nobody has answered.</summary>
    public int Questions { get; init; }

    /// <summary>Whether two reviewers approve it.</summary>
    public bool NeedsTwo { get; init; }

    /// <summary>The reviewer who has approved it first; null for none.</summary>
    public string? First { get; init; }

    /// <summary>Whether nothing at all is open.</summary>
    public bool IsClear => Obstacles.Count == 0 && Flagged == 0 && Held == 0 && Objections == 0 && Questions == 0 && !Batch.IsAssumed
        && !NeedsTwo;

    public ChosenBatch Chosen => new(Batch.Id, Reviewed, Batch.FilesSha256);
}

/// <summary>
/// Gathers what is open about batches. It asks what an approval asks, all of it and not the first alone, and changes nothing but
/// to move what a dead act had staged; that the bytes of the files are what the payments give is proved by the act itself.
/// </summary>
internal sealed class FindOpenMatters(ActSetting setting)
{
    /// <summary>The open matters of a batch; null where there is none of that name in the officer's counties.</summary>
    public OpenMatters? Run(string batch, Officer officer) => InTurn.Run(setting.Store, setting.Clock, act =>
        BatchAtHand.Find(act, batch) is { } found && officer.Covers(found.Record.County) ? Of(act, found, officer) : null);

    private OpenMatters Of(ActTransaction act, BatchAtHand batch, Officer officer)
    {
        BatchRecord record = batch.Record;
        string reviewed = batch.Files[0].Sha256;
        bool isProposed = record.State == BatchState.Proposed, needsTwo = setting.Levels.NeedsTwo(record);
        IEnumerable<ActRefusal?> obstacles = isProposed
            ? [batch.Facts.Approve(officer, reviewed, batch.Bytes()), .. new ApproveBatch(setting).Unsettled(act, batch),
                new SpendBudget(setting).Refusal(act, batch),
                needsTwo && batch.FirstApproval is { } first ? ApprovalLevels.NotTwice(first, officer, record.Id) : null]
            : [batch.Facts.Release(officer, batch.Bytes(), batch.WasVoided), setting.Levels.NotYours(batch, officer),
                StopPayments.Refusal(act, batch, PaymentState.Approved),
                ArriveLate.Undecided(setting, act, batch, PaymentState.Approved)];
        Dictionary<string, string> flagged =
            ReviewQueue.InFiles(act.Db, record.Number).ToDictionary(one => one.PaymentNo, one => one.Flags!);
        Look[] looks = [.. LookBook.Of(act.Db, record.Id).Where(look => flagged.ContainsKey(look.PaymentNo))];
        Dictionary<string, Look> last = looks.GroupBy(look => look.PaymentNo).ToDictionary(group => group.Key, group => group.Last());
        return new OpenMatters(record, reviewed, [.. obstacles.OfType<ActRefusal>()])
        {
            Flagged = flagged.Count, LookedAt = last.Count,
            ByOfficer = looks.Where(look => look.OfficerId == officer.Id).Select(look => look.PaymentNo).Distinct().Count(),
            Before = last.Values.Count(look => look.FilesSha256 != record.FilesSha256),
            Flags = flagged.Where(one => !last.ContainsKey(one.Key)).SelectMany(one => one.Value.Split('+')).GroupBy(flag => flag)
                .ToDictionary(group => group.Key, group => group.Count()),
            Held = ReviewQueue.Held(act.Db, record.Number),
            Objections = ObjectionBook.All(act.Connection, act.Transaction).Count(one => one.Outcome is null
                && one.PaymentNo.StartsWith(record.Id + "-", StringComparison.Ordinal)),
            Questions = CommentBook.Unanswered(act.Db, record.Id), NeedsTwo = isProposed && needsTwo,
            First = isProposed ? batch.FirstApproval?.Officer : null,
        };
    }
}
