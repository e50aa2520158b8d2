using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Disbursement.Domain.Periods;

namespace Disbursement.Domain.Officers;

/// <summary>One act or one refusal, as it is recorded for good: who, when, from where, what and why (life cycle, section 1).</summary>
/// <param name="RecordedAt">UTC, whole seconds.</param>
/// <param name="Actor">The officer's name at the time, or a user of the operating system.</param>
/// <param name="OfficerId">The officer's number, which outlives the name.</param>
/// <param name="Role">The officer's role.</param>
/// <param name="Origin">Machine and door.</param>
/// <param name="Act">What was asked for.</param>
/// <param name="Subject">Batch, payment, run, file or officer; never a person who is paid.</param>
/// <param name="IsDone">Whether it was done; else it was refused.</param>
/// <param name="Reason">The officer's reason, or the sentence of the refusal.</param>
/// <param name="Detail">What else belongs to the act.</param>
public sealed record AuditEntry(
    DateTimeOffset RecordedAt, string Actor, int? OfficerId, OfficerRole? Role, string Origin, string Act, string? Subject, bool IsDone,
    string? Reason, string? Detail)
{
    /// <summary>Most characters of what an act is about.</summary>
    public const int MostSubject = 200;

    /// <summary>Most characters of the place that an act comes from.</summary>
    public const int MostOrigin = 200;

    /// <summary>Most characters of a name.</summary>
    public const int MostActor = 64;

    /// <summary>Most characters of a reason, or of the sentence of a refusal.</summary>
    public const int MostReason = 2000;

    /// <summary>Most characters of what else belongs to an act.</summary>
    public const int MostDetail = 4000;

    private const char Separator = '\u001F';

    /// <summary>Whether it was done, in the word of the record.</summary>
    public ActResult Outcome => IsDone ? ActResult.Done : ActResult.Refused;

    /// <summary>
    /// The hash of the entry at a place in the chain: SHA-256 over the hash before (32 zero bytes for the first) and the canonical bytes.
    /// </summary>
    /// <remarks>Canonical bytes: UTF-8, fields joined by the unit separator, which no field holds; absent fields empty.</remarks>
    public byte[] Hash(long sequence, ReadOnlySpan<byte> previous)
    {
        string text = string.Join(
            Separator, sequence.ToString(CultureInfo.InvariantCulture), Instants.Utc(RecordedAt), Actor,
            OfficerId?.ToString(CultureInfo.InvariantCulture), Role?.Word(), Origin, Act, Subject, Outcome.Word(), Reason, Detail);
        return SHA256.HashData([.. sequence == 1 ? new byte[SHA256.HashSizeInBytes] : previous, .. Encoding.UTF8.GetBytes(text)]);
    }

    /// <summary>
    /// The entry with every text cut to the length that the record holds, the last character an ellipsis: whatever was asked for, and
    /// refused, the record stays readable.
    /// </summary>
    public AuditEntry Fitted() => this with
    {
        Actor = Cut(Actor, MostActor)!, Origin = Cut(Origin, MostOrigin)!, Subject = Cut(Subject, MostSubject),
        Reason = Cut(Reason, MostReason), Detail = Cut(Detail, MostDetail),
    };

    private static string? Cut(string? text, int most)
    {
        if (text is null || text.Length <= most)
            return text;

        int end = most - 1;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + '…';
    }

    /// <summary>A text that a field may hold: on one line, without control characters.</summary>
    public static string? Line(string? text) => text is null ? null : string.Concat(text.Trim().Select(c => char.IsControl(c) ? ' ' : c));
}
