using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Periods;

namespace Disbursement.Jobs.Notices;

/// <summary>What a notice may be about.</summary>
internal static class NoticeKind
{
    public const string RunSealed = "run-sealed";
    public const string RunFailed = "run-failed";
    public const string BatchesWaiting = "batches-waiting";
    public const string Overdue = "overdue";
    public const string VerificationFailed = "verification-failed";
    public const string Heads = "heads";
    public const string Trial = "trial";
}

/// <summary>A title and the sentences below it, in one language.</summary>
internal sealed record NoticeText(string Title, IReadOnlyList<string> Lines);

/// <summary>A batch that has waited too long.</summary>
internal sealed record LateBatch(string Batch, BatchState State, int Days);

/// <summary>
/// What leaves the process: numbers, names of runs and batches, and sentences of our own. Never a person, and never what a person or
/// another program wrote: not a reason, not a file name, not the message of an exception.
/// </summary>
internal sealed record Notice
{
    /// <summary>The same for the same event, whoever raises it, so that a receiver, and the outbox itself, can drop a repeat.</summary>
    public required string Id { get; init; }

    public required string Kind { get; init; }

    /// <summary>The run, its year where none began, or <c>batches</c>, <c>overdue</c>, <c>books</c>, <c>heads</c>, <c>trial</c>.</summary>
    public required string Subject { get; init; }

    public required DateTimeOffset At { get; init; }

    public required NoticeText Chinese { get; init; }

    public required NoticeText English { get; init; }

    /// <summary>Why a run failed, by its kind; null for other notices.</summary>
    public string? Reason { get; init; }

    /// <summary>Whole numbers by name: heads, payments, fen, days and the like.</summary>
    public IReadOnlyDictionary<string, long> Numbers { get; init; } = new Dictionary<string, long>();

    public IReadOnlyList<LateBatch> Batches { get; init; } = [];

    /// <summary>The checks of the books that do not hold.</summary>
    public IReadOnlyList<int> Checks { get; init; } = [];

    /// <summary>The newest head of the record of acts, as it stands in the file of heads; null for other notices.</summary>
    public string? Head { get; init; }

    public NoticeText Text(bool isChinese) => isChinese ? Chinese : English;

    /// <summary>An id from what makes the event this one and no other.</summary>
    public static string IdOf(params ReadOnlySpan<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts)))[..16]);

    /// <summary>A time as notices write it.</summary>
    public static string Time(DateTimeOffset time) => Instants.Utc(time);
}
