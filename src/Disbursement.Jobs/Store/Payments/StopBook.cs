using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Standings;

namespace Disbursement.Jobs.Store.Payments;

/// <summary>A stop 停发: nothing is paid to a person before another officer lifts it.</summary>
/// <param name="Number">Number of the act that put it on.</param>
/// <param name="Key">The person.</param>
/// <param name="County">The county that the person stood in then.</param>
/// <param name="Scheme">The scheme that is stopped; null for all.</param>
/// <param name="From">The month from which.</param>
/// <param name="At">When it was put on.</param>
/// <param name="Officer">By whom.</param>
/// <param name="OfficerId">The officer's number.</param>
/// <param name="Document">The document that it rests on.</param>
/// <param name="Reason">Why.</param>
internal sealed record Stop(long Number, ClaimantKey Key, string County, Scheme? Scheme, Month From, DateTimeOffset At, string Officer,
    int? OfficerId, string Document, string Reason)
{
    /// <summary>When it was lifted; null as long as it stands.</summary>
    public DateTimeOffset? LiftedAt { get; init; }

    public string? LiftedBy { get; init; }

    /// <summary>
    /// Whether a payment of a scheme, by a run of a year, falls under it. A payment is one sum for its year, so it is stopped whole from
    /// the year of the first month on.
    /// </summary>
    public bool Concerns(Scheme scheme, int year) => (Scheme is null || Scheme == scheme) && year >= From.Year;

    /// <summary>How many days it has stood.</summary>
    public int DaysOn(DateOnly today) => today.DayNumber - Instants.DayInChina(At).DayNumber;

    /// <summary>What the note of a payment says that it holds.</summary>
    public string Note(bool isChinese) => isChinese
        ? $"{StopBook.Code} {Officer} 自{From}起停发：{Reason}"
        : $"{StopBook.Code} from {From} by {Officer}: {Reason}";

    /// <summary>Whether the note of a payment begins with that, in either language; a long note is cut.</summary>
    public bool Says(string note) => new[] { true, false }.Select(Note).Any(own => note.StartsWith(own, StringComparison.Ordinal)
        || note.EndsWith('…') && own.StartsWith(note[..^1], StringComparison.Ordinal));
}

/// <summary>Stops of payments to persons. The record of acts itself is the book.</summary>
internal sealed partial class StopBook
{
    public const string Add = "stop", Lift = "lift-stop", Code = "STOPPED";

    private const string ForStop = " stop=";

    private readonly ILookup<ClaimantKey, Stop> _standing;

    private StopBook(IEnumerable<Stop> standing) => _standing = standing.ToLookup(stop => stop.Key);

    /// <summary>No stop.</summary>
    public static StopBook None { get; } = new([]);

    /// <summary>How many stand.</summary>
    public int Count => _standing.Count;

    /// <summary>Those that stand.</summary>
    public static StopBook Standing(DbConnection connection, DbTransaction? transaction) =>
        new(All(connection, transaction).Where(stop => stop.LiftedAt is null));

    /// <summary>The stop that a payment falls under, the oldest of several; null where it falls under none.</summary>
    public Stop? On(ClaimantKey key, Scheme scheme, int year) => _standing[key].FirstOrDefault(stop => stop.Concerns(scheme, year));

    /// <summary>The same for a payment that is recorded.</summary>
    public Stop? On(PaymentFacts payment) => Scheme.TryParse(payment.Scheme, out Scheme scheme)
        ? On(ClaimantKey.Read(payment.ClaimantKey), scheme, int.Parse(payment.Run.AsSpan(0, 4), CultureInfo.InvariantCulture))
        : null;

    /// <summary>What the act keeps of a stop.</summary>
    public static string Detail(string county, Scheme? scheme, Month from, string document) => string.Create(CultureInfo.InvariantCulture,
        $"county={county} scheme={scheme?.Code ?? Scheme.Every} from={from} document=[{document}]");

    /// <summary>What the act keeps of lifting one.</summary>
    public static string Lifting(long number) => string.Create(CultureInfo.InvariantCulture, $"stop={number}");

    /// <summary>What the act of holding a payment keeps of the stop that it was for.</summary>
    public static string Holding(long number) => string.Create(CultureInfo.InvariantCulture, $"{ForStop}{number}");

    /// <summary>
    /// Whether stops alone keep a payment back: a run held it for one, or the officer who put one on. Another officer's own hold may begin
    /// with the same word.
    /// </summary>
    public static bool Holds(DbConnection connection, DbTransaction? transaction, PaymentFacts payment)
    {
        using DbCommand command = Sql.Command(connection, transaction, $"""
            SELECT p.note, p.hold, (SELECT a.detail FROM audit a WHERE a.sequence = (SELECT MAX(h.sequence) FROM audit h
              WHERE h.act = 'hold' AND h.outcome = {ActResult.Done.Quoted()} AND h.subject = p.payment_no)) FROM payments p WHERE p.id = @id
            """, ("@id", payment.Id));
        using DbDataReader reader = command.ExecuteReader();
        return reader.Read() && reader.TextOrNull(0) is { } note && note.StartsWith(Code, StringComparison.Ordinal)
            && (reader.IsDBNull(1) || reader.TextOrNull(2) is { } detail && detail.Contains(ForStop, StringComparison.Ordinal));
    }

    /// <summary>Every stop, oldest first, with what became of it.</summary>
    public static IReadOnlyList<Stop> All(DbConnection connection, DbTransaction? transaction)
    {
        using DbCommand command = Sql.Command(connection, transaction,
            $"SELECT sequence, recorded_at, actor, officer_id, act, subject, reason, detail FROM audit WHERE act IN ('{Add}', '{Lift}') "
                + $"AND outcome = {ActResult.Done.Quoted()} ORDER BY sequence");
        using DbDataReader reader = command.ExecuteReader();
        SortedDictionary<long, Stop> stops = [];
        while (reader.Read())
        {
            DateTimeOffset at = DateTimeOffset.FromUnixTimeSeconds(reader.Long(1));
            string detail = reader.TextOrNull(7) ?? "";
            if (reader.GetString(4) == Add && Kept().Match(detail) is { Success: true } kept)
            {
                Month from = new(Number(kept.Groups[3]), Number(kept.Groups[4]));
                stops.Add(reader.Long(0), new Stop(
                    reader.Long(0), ClaimantKey.OfLetters(reader.GetString(5)), kept.Groups[1].Value,
                    Scheme.TryParse(kept.Groups[2].Value, out Scheme scheme) ? scheme : null, from, at, reader.GetString(2),
                    reader.IsDBNull(3) ? null : reader.Int(3), kept.Groups[5].Value, reader.TextOrNull(6) ?? ""));
            }
            else if (Lifted().Match(detail) is { Success: true } lifted
                && stops.TryGetValue(long.Parse(lifted.Groups[1].Value, CultureInfo.InvariantCulture), out Stop? stop))
            {
                stops[stop.Number] = stop with { LiftedAt = at, LiftedBy = reader.GetString(2) };
            }
        }

        return [.. stops.Values];
    }

    private static int Number(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^county=([0-9]{6}) scheme=([a-z0-9]+) from=([0-9]{4})-([0-9]{2}) document=\[([^\]]*)\]$")]
    private static partial Regex Kept();

    [GeneratedRegex("^stop=([0-9]+)$")]
    private static partial Regex Lifted();
}
