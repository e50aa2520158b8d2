using System.Globalization;
using System.Text.RegularExpressions;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Disbursement.Jobs.Store;

/// <summary>What one officer says of a receivable and another has to confirm.</summary>
/// <param name="Sequence">Number of the act.</param>
/// <param name="Number">The receivable.</param>
/// <param name="IsWaiver">Whether it is to be given up; else money came in.</param>
/// <param name="Amount">How much.</param>
/// <param name="ReceivedOn">The day it came in; null for a waiver.</param>
/// <param name="Document">The receipt, or the number of the decision.</param>
/// <param name="Officer">Who says so.</param>
/// <param name="OfficerId">The officer's number.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why it is given up.</param>
internal sealed record ReceivableRequest(long Sequence, string Number, bool IsWaiver, Money Amount, DateOnly? ReceivedOn, string Document,
    string Officer, int? OfficerId, DateTimeOffset At, string? Reason)
{
    /// <summary>What another officer answered; null as long as nobody has.</summary>
    public RequestAnswer? Outcome { get; init; }
}

/// <summary>Repayments and waivers of receivables. The record of acts itself is the book.</summary>
internal static partial class ReceivableBook
{
    public const string Repay =
        "repay-receivable", Waive = "waive-receivable", Confirm = "confirm-receivable", Refuse = "refuse-receivable";

    /// <summary>What the act keeps of a request.</summary>
    public static string Detail(Money amount, DateOnly? receivedOn, string document) =>
        string.Create(CultureInfo.InvariantCulture, $"fen={amount.Fen} on={receivedOn:yyyy-MM-dd} document=[{document}]");

    /// <summary>What the act keeps of an answer.</summary>
    public static string Answer(ReceivableRequest request) =>
        string.Create(CultureInfo.InvariantCulture, $"request={request.Sequence} fen={request.Amount.Fen}");

    /// <summary>Every request, oldest first, of one receivable or of all.</summary>
    public static IReadOnlyList<ReceivableRequest> All(DisbursementDb db, string? number = null) => Of(db.Audit.AsNoTracking()
        .Where(act => act.Outcome == ActResult.Done && (act.Act == Repay || act.Act == Waive || act.Act == Confirm || act.Act == Refuse)
            && (number == null || act.Subject == number)).OrderBy(act => act.Sequence).AsEnumerable());

    /// <summary>The requests among some acts, in their order.</summary>
    public static IReadOnlyList<ReceivableRequest> Of(IEnumerable<AuditRecord> acts)
    {
        SortedDictionary<long, ReceivableRequest> requests = [];
        foreach (AuditRecord act in acts)
        {
            if (act.Act is Repay or Waive && Asked().Match(act.Detail ?? "") is { Success: true } asked)
            {
                requests[act.Sequence] = new ReceivableRequest(act.Sequence, act.Subject ?? "", act.Act == Waive,
                    new Money(long.Parse(asked.Groups[1].Value, CultureInfo.InvariantCulture)),
                    asked.Groups[2].Length == 0
                        ? null
                        : DateOnly.ParseExact(asked.Groups[2].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture),
                    asked.Groups[3].Value, act.Actor, act.OfficerId, DateTimeOffset.FromUnixTimeSeconds(act.RecordedAt), act.Reason);
            }
            else if (act.Act is Confirm or Refuse && Answered().Match(act.Detail ?? "") is { Success: true } answered
                && requests.TryGetValue(long.Parse(answered.Groups[1].Value, CultureInfo.InvariantCulture), out ReceivableRequest? request))
            {
                requests[request.Sequence] = request with
                    { Outcome = act.Act == Confirm ? RequestAnswer.Confirmed : RequestAnswer.Refused };
            }
        }

        return [.. requests.Values];
    }

    [GeneratedRegex(@"^fen=([0-9]+) on=([0-9-]*) document=\[([^\]]*)\]$")]
    private static partial Regex Asked();

    [GeneratedRegex("^request=([0-9]+) fen=([0-9]+)$")]
    private static partial Regex Answered();
}
