using System.Data.Common;
using System.Text.RegularExpressions;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Standings;

namespace Disbursement.Jobs.Store.Payments;

/// <summary>Where an objection stands.</summary>
internal enum ObjectionState
{
    /// <summary>Nobody has decided.</summary>
    [StoredAs("open", "待处理")]
    Open,

    /// <summary>It was found right.</summary>
    [StoredAs("upheld", "成立")]
    Upheld,

    /// <summary>It was found wrong.</summary>
    [StoredAs("dismissed", "不成立")]
    Dismissed,
}

/// <summary>What somebody said against a payment, and what was decided; both as the record of acts has them.</summary>
/// <param name="Sequence">Number of the act that took it down.</param>
/// <param name="PaymentNo">The payment.</param>
/// <param name="At">When it was taken down.</param>
/// <param name="Recorder">By which officer, under the name of the time.</param>
/// <param name="RecorderId">By which officer.</param>
/// <param name="By">Who objects.</param>
/// <param name="Reason">What they say.</param>
/// <param name="HasHeld">Whether it is what holds the payment; else it was held, or could not be.</param>
internal sealed record Objection(long Sequence, string PaymentNo, DateTimeOffset At, string Recorder, int? RecorderId, string By,
    string Reason, bool HasHeld)
{
    /// <summary>How it was decided; null as long as nobody has.</summary>
    public ObjectionState? Outcome { get; init; }

    /// <summary>When it was decided.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    public string? Decider { get; init; }

    /// <summary>Why it was decided so.</summary>
    public string? Because { get; init; }

    /// <summary>The hold that it is.</summary>
    public string Hold => HoldText.Of(PaymentNo, At, Recorder, Reason);

    /// <summary>Whether the payment may not move for it: nobody has decided, or it was found right.</summary>
    public bool Stands => Outcome != ObjectionState.Dismissed;
}

/// <summary>Objections to payments. The record of acts itself is the book.</summary>
internal static partial class ObjectionBook
{
    public const string Object = "object", Decide = "decide-objection";

    /// <summary>What the act keeps of who objects.</summary>
    public static string Detail(bool hasHeld, string by, string? files) =>
        $"held={(hasHeld ? "yes" : "no")} by=[{by}]{(files is null ? "" : " " + files)}";

    /// <summary>What the act keeps of a decision.</summary>
    public static string Decision(long objection, bool isUpheld, string? files) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"objection={objection} outcome={(isUpheld ? ObjectionState.Upheld : ObjectionState.Dismissed).Word()}"
                + $"{(files is null ? "" : " " + files)}");

    /// <summary>Whether an act holds a payment: an officer's own, or an objection that did.</summary>
    public static bool Holds(string act, string? detail) =>
        act == "hold" || act == Object && (detail ?? "").StartsWith("held=yes ", StringComparison.Ordinal);

    /// <summary>Every objection, oldest first, with what became of it.</summary>
    public static IReadOnlyList<Objection> All(DbConnection connection, DbTransaction? transaction, string? paymentNo = null)
    {
        using DbCommand command = Sql.Command(
            connection, transaction,
            $"SELECT sequence, recorded_at, actor, officer_id, act, subject, reason, detail FROM audit WHERE act IN ('{Object}', "
                + $"'{Decide}') AND outcome = {ActResult.Done.Quoted()} AND (@payment IS NULL OR subject = @payment) ORDER BY sequence",
            ("@payment", paymentNo));
        using DbDataReader reader = command.ExecuteReader();
        SortedDictionary<long, Objection> objections = [];
        while (reader.Read())
        {
            DateTimeOffset at = DateTimeOffset.FromUnixTimeSeconds(reader.Long(1));
            string reason = reader.IsDBNull(6) ? "" : reader.GetString(6), detail = reader.IsDBNull(7) ? "" : reader.GetString(7);
            if (reader.GetString(4) == Object && Kept().Match(detail) is { Success: true } kept)
                objections.Add(reader.Long(0), new Objection(reader.Long(0), reader.GetString(5), at, reader.GetString(2),
                    reader.IsDBNull(3) ? null : reader.Int(3), kept.Groups[2].Value, reason, kept.Groups[1].Value == "yes"));
            else if (Decided().Match(detail) is { Success: true } decided && objections.TryGetValue(
                long.Parse(decided.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture), out Objection? objection))
                objections[objection.Sequence] =
                    objection with { Outcome = StoredWords.Read<ObjectionState>(decided.Groups[2].Value),
                        DecidedAt = at, Decider = reader.GetString(2), Because = reason };
        }

        return [.. objections.Values];
    }

    /// <summary>Payments that may not move for an objection.</summary>
    public static HashSet<string> Standing(DbConnection connection, DbTransaction? transaction) =>
        [.. All(connection, transaction).Where(objection => objection.Stands).Select(objection => objection.PaymentNo)];

    /// <summary>
    /// The objection that an act decided, by its number, and whether it was dismissed; null where the act is no decision.
    /// </summary>
    public static (long Objection, bool IsDismissed)? Decided(string detail) => Decided().Match(detail) is { Success: true } decided
        ? (long.Parse(decided.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture),
            decided.Groups[2].Value == ObjectionState.Dismissed.Word())
        : null;

    [GeneratedRegex(@"^held=(yes|no) by=\[([^\]]*)\]")]
    private static partial Regex Kept();

    [GeneratedRegex("^objection=([0-9]+) outcome=(upheld|dismissed)")]
    private static partial Regex Decided();
}
