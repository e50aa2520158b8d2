using System.Data.Common;
using System.Globalization;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Policies;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Stops what is paid to a person 停发, and lifts a stop. What waits in batches is held at once, each payment by an act of its own; what runs
/// and reissues compute from then on arrives held. Where a payment cannot be held, its batch is neither approved nor released.
/// </summary>
internal sealed class StopPayments(ActSetting setting)
{
    private const int LongestDocument = 60;

    /// <param name="id">Identity number of the person; the record keeps the claimant key alone.</param>
    /// <param name="scheme">The scheme; null for all.</param>
    /// <param name="from">The first month that is not to be paid.</param>
    /// <param name="document">The document that it rests on.</param>
    /// <param name="officer">Who.</param>
    /// <param name="reason">Why.</param>
    public ActOutcome Add(string id, Scheme? scheme, Month from, string document, Officer officer, string reason)
    {
        if (!CitizenId.TryParse(id.Trim(), out CitizenId person))
            return new ActOutcome.Refused(new ActRefusal("ID", "不是有效的公民身份号码。", "That is not a valid identity number.") { IsUsage = true });

        using ClaimantKeys keys = new(setting.Ring);
        ClaimantKey key = keys.Of(person);
        string named = AuditEntry.Line(document) ?? "";
        IReadOnlyList<string> waiting = [];
        ActOutcome outcome = PerformAct.Run(setting, officer, OfficialAct.Stop, StopBook.Add, key.InLetters(), reason, act =>
        {
            if (named.Length is 0 or > LongestDocument || named.AsSpan().ContainsAny('[', ']') || Wording.HasPersonalNumber(named))
                return new ActOutcome.Refused(new ActRefusal("DOCUMENT", $"依据文件须为 1 至 {LongestDocument} 个字，不含方括号和证件号。",
                    $"Name the document in 1 to {LongestDocument} characters, without brackets or a number of the person (--document).")
                    {
                        IsUsage = true,
                    });
            if (CountyOf(act, key) is not { } county)
                return new ActOutcome.Refused(ActRefusal.NoSuch("人员", "person", Masking.Id(person.ToString())));
            if (NotFor(officer, county) is { } refusal)
                return new ActOutcome.Refused(refusal);
            if (scheme is { } only && !SchemeTitles.Knows(only) && !HasBatchOf(act, only.Code))
                return new ActOutcome.Refused(ActRefusal.NoSuch("项目", "scheme", only.Code));
            if (StopBook.All(act.Connection, act.Transaction).FirstOrDefault(stop =>
                stop.LiftedAt is null && stop.Key == key && stop.Scheme == scheme) is { } known)
                return new ActOutcome.Refused(
                    new ActRefusal("STOPPED", $"第 {known.Number} 号停发仍然有效。", $"Stop {known.Number} stands already."));

            waiting = PaymentsOf(act, key, scheme, from, PaymentState.Proposed, PaymentState.Approved);
            return new ActOutcome.Done("", "", StopBook.Detail(county, scheme, from, named));
        });
        return outcome is ActOutcome.Done done
            ? Told(done, waiting, payment => new HoldPayment(setting)
                .HoldFor(payment, Standing(key, scheme), officer, AuditEntry.Line(reason)!),
                ("已停发；", "The payments are stopped; "), ("暂扣", "held"))
            : outcome;
    }

    /// <param name="number">The stop, as the list names it.</param>
    /// <param name="officer">Who; not who put it on.</param>
    /// <param name="reason">Why.</param>
    public ActOutcome Lift(long number, Officer officer, string reason)
    {
        IReadOnlyList<string> waiting = [];
        string subject = number.ToString(CultureInfo.InvariantCulture);
        ActOutcome outcome = PerformAct.Run(setting, officer, OfficialAct.Stop, StopBook.Lift, subject, reason, act =>
        {
            if (StopBook.All(act.Connection, act.Transaction).FirstOrDefault(one => one.Number == number) is not { LiftedAt: null } stop)
                return new ActOutcome.Refused(ActRefusal.NoSuch("有效的停发", "stop that stands", subject));
            if (NotFor(officer, stop.County) is { } refusal)
                return new ActOutcome.Refused(refusal);
            if (stop.OfficerId == officer.Id)
                return new ActOutcome.Refused(new ActRefusal("MAKER-IS-CHECKER", $"该停发由 {officer.Name} 提出，须由另一人解除。",
                    $"{officer.Name} put this stop on; somebody else lifts it."));

            waiting = [.. PaymentsOf(act, stop.Key, stop.Scheme, stop.From, PaymentState.Held)
                .Where(payment => StopBook.Holds(act.Connection, act.Transaction, BatchPayments.Find(act, payment)!))];
            return new ActOutcome.Done("", "", StopBook.Lifting(number));
        });
        return outcome is ActOutcome.Done done
            ? Told(done, waiting, payment => new HoldPayment(setting).Unhold(payment, officer, $"{StopBook.Lift} {number}"),
                ("停发已解除；", "The stop is lifted; "), ("恢复", "let go"))
            : outcome;
    }

    /// <summary>Why a stop stands in the way of a payment.</summary>
    public static ActRefusal Stands(string paymentNo, Stop stop) => new("STOPPED",
        $"付款 {paymentNo} 的领取人已停发（第 {stop.Number} 号，{stop.Officer}：{stop.Reason}）；请先由另一人解除（stop lift {stop.Number}）。",
        $"Whoever gets payment {paymentNo} is stopped (stop {stop.Number} by {stop.Officer}: {stop.Reason}); another officer lifts it "
            + $"first (stop lift {stop.Number}), or the payment is held.");

    /// <summary>Why a batch may not move: it pays somebody who is stopped. A payment that is held is left behind.</summary>
    public static ActRefusal? Refusal(ActTransaction act, BatchAtHand batch, PaymentState state)
    {
        StopBook stops = StopBook.Standing(act.Connection, act.Transaction);
        return stops.Count == 0
            ? null
            : BatchPayments.In(act, batch.Record.Number, state)
                .Select(payment => stops.On(payment) is { } stop ? Stands(payment.PaymentNo, stop) : null)
                .FirstOrDefault(refusal => refusal is not null);
    }

    private static ActOutcome Told(ActOutcome.Done done, IReadOnlyList<string> payments, Func<string, ActOutcome> move,
        (string Chinese, string English) said, (string Chinese, string English) moved)
    {
        List<(string Payment, ActRefusal Refusal)> not = [];
        foreach (string payment in payments)
        {
            if (move(payment) is ActOutcome.Refused refused)
                not.Add((payment, refused.Refusal));
        }

        string Left(bool isChinese) =>
            string.Join(isChinese ? "" : " ", not.Select(one => $"{one.Payment}{(isChinese ? "：" : ": ")}{one.Refusal.Say(isChinese)}"));
        return done with
        {
            Chinese = $"{said.Chinese}{payments.Count - not.Count} 笔已{moved.Chinese}。"
                + (not.Count == 0 ? "" : $"未能{moved.Chinese}：{Left(isChinese: true)}"),
            English = $"{said.English}{Counted.Of(payments.Count - not.Count, "payment is", "payments are")} {moved.English}."
                + (not.Count == 0 ? "" : $" Not {moved.English}: {Left(isChinese: false)}"),
            NeedsPerson = not.Count > 0,
        };
    }

    private static ActRefusal? NotFor(Officer officer, string county) => officer.Covers(county)
        ? null
        : new ActRefusal("NOT-YOUR-COUNTY", $"此人属于 {county}，不在 {officer.Name} 的管辖范围。",
            $"The person is of county {county}; {officer.Name} acts for other counties.");

    /// <summary>The county of the newest row of a person; null where no run has seen them.</summary>
    private static string? CountyOf(ActTransaction act, ClaimantKey key)
    {
        using DbCommand command = act.Command("SELECT region_code FROM claimants WHERE number = (SELECT MAX(number) FROM claimants WHERE "
            + "claimant_key = @key)", ("@key", key.ToBytes()));
        return command.ExecuteScalar() is string region ? region[..6] : null;
    }

    private static IReadOnlyList<string> PaymentsOf(
        ActTransaction act, ClaimantKey key, Scheme? scheme, Month from, params PaymentState[] states) =>
    [
        .. BatchPayments
            .Read(act, $"WHERE c.claimant_key = @key AND p.state IN ({StoredWords.Listed(states)}) ORDER BY p.id", ("@key", key.ToBytes()))
            .Where(payment => (scheme is null || payment.Scheme == scheme.Value.Code)
                && int.Parse(payment.Run.AsSpan(0, 4), CultureInfo.InvariantCulture) >= from.Year)
            .Select(payment => payment.PaymentNo),
    ];

    private static bool HasBatchOf(ActTransaction act, string scheme) => act.Db.Batches.Any(batch => batch.Scheme == scheme);

    /// <summary>The number of the stop that was just put on.</summary>
    private long Standing(ClaimantKey key, Scheme? scheme)
    {
        using DbConnection connection = setting.Store.Connect();
        return StopBook.All(connection, null).Last(stop => stop.Key == key && stop.Scheme == scheme).Number;
    }
}
