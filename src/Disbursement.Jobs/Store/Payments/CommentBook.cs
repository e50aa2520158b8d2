using System.Globalization;
using System.Text.RegularExpressions;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Disbursement.Jobs.Store.Payments;

/// <summary>What an officer said about a payment, a batch or a line in quarantine, as the record of acts has it.</summary>
/// <param name="Sequence">Number of the act.</param>
/// <param name="Subject">Payment number, batch, or the line as file and line.</param>
/// <param name="County">The county that it belongs to; empty for a line that names no payment.</param>
/// <param name="At">When, in seconds since 1970.</param>
/// <param name="Officer">Who, under the name of the time.</param>
/// <param name="OfficerId">Who.</param>
/// <param name="Text">What they said.</param>
/// <param name="To">The officer who is asked; null for none.</param>
internal sealed partial record Comment(long Sequence, string Subject, string County, long At, string Officer, int? OfficerId, string Text,
    int? To)
{
    /// <summary>The comment of an act.</summary>
    public static Comment Of(AuditRecord act)
    {
        Match kept = Kept().Match(act.Detail ?? "");
        return new Comment(act.Sequence, act.Subject ?? "", kept.Groups[1].Value, act.RecordedAt, act.Actor, act.OfficerId,
            act.Reason ?? "", kept.Groups[2].Success ? int.Parse(kept.Groups[2].Value, CultureInfo.InvariantCulture) : null);
    }

    [GeneratedRegex("^county=([0-9]*)(?: asks=([0-9]+))?$")]
    private static partial Regex Kept();
}

/// <summary>
/// Comments of officers. The record of acts itself is the book, so none can be altered unseen; like a reason, a comment names nobody by a
/// number.
/// </summary>
internal static class CommentBook
{
    public const string Name = "comment";

    /// <summary>What the act keeps beside the words.</summary>
    public static string Detail(string county, int? to) =>
        string.Create(CultureInfo.InvariantCulture, $"county={county}{(to is null ? "" : $" asks={to}")}");

    /// <summary>What was said about one thing, oldest first.</summary>
    public static IReadOnlyList<Comment> About(DisbursementDb db, string subject) => [.. Acts(db).Where(act => act.Subject == subject)
        .OrderBy(act => act.Sequence).AsEnumerable().Select(Comment.Of)];

    /// <summary>
    /// What an officer is asked and has not answered, oldest first: in each thread the last comment that asks them, unless one of theirs
    /// follows.
    /// </summary>
    public static IReadOnlyList<Comment> Asked(DisbursementDb db, int officer)
    {
        SortedDictionary<string, Comment> asked = new(StringComparer.Ordinal);
        foreach (Comment comment in Acts(db).OrderBy(act => act.Sequence).AsEnumerable().Select(Comment.Of))
        {
            if (comment.To == officer)
                asked[comment.Subject] = comment;
            else if (comment.OfficerId == officer)
                asked.Remove(comment.Subject);
        }

        return [.. asked.Values.OrderBy(comment => comment.Sequence)];
    }

    /// <summary>How many questions about a batch or its payments nobody has answered.</summary>
    public static int Unanswered(DisbursementDb db, string batch)
    {
        string any = batch + "-%";
        HashSet<(string Subject, int Officer)> asked = [];
        foreach (Comment comment in Acts(db).Where(act => act.Subject == batch || EF.Functions.Like(act.Subject!, any))
            .OrderBy(act => act.Sequence).AsEnumerable().Select(Comment.Of))
        {
            if (comment.OfficerId is { } by)
                asked.Remove((comment.Subject, by));
            if (comment.To is { } to)
                asked.Add((comment.Subject, to));
        }

        return asked.Count;
    }

    /// <summary>
    /// The county of a thing that can be commented on; empty for a line in quarantine that names no payment, null where there is no such
    /// thing.
    /// </summary>
    public static string? CountyOf(DisbursementDb db, string subject)
    {
        if (subject.Split(':') is [{ } file, { } line] && int.TryParse(file, NumberStyles.None, CultureInfo.InvariantCulture, out int of)
            && long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out long number))
        {
            return db.Quarantine.ToRead().FirstOrDefault(one => one.FileId == of && one.Line == number) is { } found
                ? found.PaymentNo is { } named ? CountyOf(db, named) : ""
                : null;
        }

        if (ReadBatches.Find(db, subject) is { } batch)
            return batch.County;

        return ReadBatches.Payment(db, subject) is { } payment
            ? db.Batches.ToRead().Where(one => one.Number == payment.BatchNumber).Select(one => one.County).Single()
            : null;
    }

    private static IQueryable<AuditRecord> Acts(DisbursementDb db) =>
        db.Audit.ToRead().Where(act => act.Act == Name && act.Outcome == ActResult.Done);
}
