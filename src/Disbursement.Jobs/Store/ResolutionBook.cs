using System.Globalization;
using System.Text.RegularExpressions;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Returns;
using Disbursement.Jobs.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Disbursement.Jobs.Store;

/// <summary>What an operator says of a line in quarantine, and a reviewer has to confirm.</summary>
/// <param name="Sequence">Number of the act.</param>
/// <param name="Place">The line as file and line, such as <c>3:12</c>.</param>
/// <param name="PaymentNo">The payment that it answers; null where the line is dismissed.</param>
/// <param name="Status">What it says; null where the line is dismissed.</param>
/// <param name="On">The day of the bank's booking, where it names one.</param>
/// <param name="Officer">Who says so.</param>
/// <param name="OfficerId">The officer's number.</param>
/// <param name="Reason">Why.</param>
internal sealed record Resolution(long Sequence, string Place, string? PaymentNo, ReturnStatus? Status, DateOnly? On, string Officer,
    int? OfficerId, string Reason)
{
    /// <summary>What another officer answered; null as long as nobody has.</summary>
    public RequestAnswer? Outcome { get; init; }

    /// <summary>Whether the line is booked as an answer.</summary>
    public bool IsBooked => PaymentNo is not null && Outcome == RequestAnswer.Confirmed;
}

/// <summary>What became of lines in quarantine. The record of acts itself is the book.</summary>
internal static partial class ResolutionBook
{
    public const string Resolve = "resolve-line", Confirm = "confirm-line", Refuse = "refuse-line";

    /// <summary>The name of a line.</summary>
    public static string PlaceOf(long file, long line) => string.Create(CultureInfo.InvariantCulture, $"{file}:{line}");

    /// <summary>What the act keeps of a request to book.</summary>
    public static string Booking(string paymentNo, ReturnStatus status, DateOnly? on) =>
        string.Create(CultureInfo.InvariantCulture, $"book payment={paymentNo} status={status.Word()} on={on:yyyy-MM-dd}");

    /// <summary>What the act keeps of a request to dismiss.</summary>
    public const string Dismissal = "dismiss";

    /// <summary>What the act keeps of an answer.</summary>
    public static string Answer(Resolution request) => string.Create(CultureInfo.InvariantCulture, $"request={request.Sequence}");

    /// <summary>Every request, oldest first.</summary>
    public static IReadOnlyList<Resolution> All(DisbursementDb db) => Of(db.Audit.AsNoTracking()
        .Where(act => act.Outcome == ActResult.Done && (act.Act == Resolve || act.Act == Confirm || act.Act == Refuse))
        .OrderBy(act => act.Sequence).AsEnumerable());

    /// <summary>The requests among some acts, in their order.</summary>
    public static IReadOnlyList<Resolution> Of(IEnumerable<AuditRecord> acts)
    {
        SortedDictionary<long, Resolution> requests = [];
        foreach (AuditRecord act in acts)
        {
            if (act.Act == Resolve)
            {
                Match booked = Booked().Match(act.Detail ?? "");
                requests[act.Sequence] = new Resolution(act.Sequence, act.Subject ?? "", booked.Success ? booked.Groups[1].Value : null,
                    !booked.Success
                        ? null
                        : StoredWords.Read<ReturnStatus>(booked.Groups[2].Value),
                    booked.Groups[3].Length == 0
                        ? null
                        : DateOnly.ParseExact(booked.Groups[3].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture),
                    act.Actor, act.OfficerId, act.Reason ?? "");
            }
            else if (act.Act is Confirm or Refuse
                && requests.Values.FirstOrDefault(one => one.Outcome is null && Answer(one) == act.Detail) is { } request)
            {
                requests[request.Sequence] = request with
                    { Outcome = act.Act == Confirm ? RequestAnswer.Confirmed : RequestAnswer.Refused };
            }
        }

        return [.. requests.Values];
    }

    [GeneratedRegex("^book payment=([^ ]+) status=(paid|failed) on=([0-9-]*)$")]
    private static partial Regex Booked();
}
