using Disbursement.Domain.Batches;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Returns;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>What became of the payments that pay again what has arrived after all.</summary>
/// <param name="Gone">The payment that is out of the way; null where none was.</param>
/// <param name="Rejected">The batch that was rejected with it; null where none was.</param>
/// <param name="Owed">What the claimant owes back, where the money was paid twice.</param>
internal sealed record LateArrival(string? Gone, string? Rejected, Receivable? Owed);

/// <summary>
/// Money of a payment that had failed and was given again, or given up, arrives after all: the payment is paid, and the newest one that
/// pays it again goes out of the way before it is sent, so that nobody is paid twice and nothing stays owed. Where that is too late, the
/// money is owed back.
/// </summary>
internal static class ArriveLate
{
    /// <summary>The newest payment that pays a payment again; the payment itself where none does.</summary>
    private static PaymentFacts Newest(ActTransaction act, PaymentFacts payment)
    {
        PaymentFacts newest = payment;
        while (newest.State == PaymentState.Reissued && Next(act, newest) is { } next)
            newest = next;
        return newest;
    }

    /// <summary>
    /// Why a batch may not move: it pays again what has arrived by a line in quarantine that nobody has decided, or by one that cannot be
    /// read. A payment that is held is left behind; what a bank says once more stands in nobody's way.
    /// </summary>
    public static ActRefusal? Undecided(ActSetting setting, ActTransaction act, BatchAtHand batch, PaymentState state)
    {
        if (!act.Db.Quarantine.Any(line => line.Code == Quarantine.NotReleasedCode))
            return null;

        IReadOnlyDictionary<string, string> again = PaidAgain(act, batch.Record.Scheme, BatchPayments.In(act, batch.Record.Number, state));
        if (again.Count == 0)
            return null;

        HashSet<string> decided =
            [.. ResolutionBook.All(act.Db).Where(one => one.Outcome == RequestAnswer.Confirmed).Select(one => one.Place)];
        IEnumerable<IGrouping<int, QuarantineRecord>> files = again.Keys.Chunk(500)
            .SelectMany(some => act.Db.Quarantine.ToRead().Where(line => some.Contains(line.PaymentNo)
                && line.Code == Quarantine.NotReleasedCode).AsEnumerable())
            .Where(line => !decided.Contains(ResolutionBook.PlaceOf(line.FileId, line.Line))).GroupBy(line => line.FileId);
        foreach (IGrouping<int, QuarantineRecord> lines in files)
        {
            IReadOnlyDictionary<long, ReturnLine> said =
                LinesSaid.Of(setting, act, lines.Key, lines.Select(line => line.Line).ToHashSet(), CancellationToken.None);
            if (lines.OrderBy(line => line.Line).FirstOrDefault(line => IsNews(act, line.PaymentNo!, said.GetValueOrDefault(line.Line)))
                is { PaymentNo: { } before } open)
                return Open(ResolutionBook.PlaceOf(open.FileId, open.Line), before, again[before]);
        }

        return null;
    }

    /// <summary>
    /// Earlier payments that some payments of a scheme pay again, each with the one that does: those they replace, and those that were
    /// given up and computed anew.
    /// </summary>
    private static Dictionary<string, string> PaidAgain(
        ActTransaction act, string scheme, IReadOnlyList<PaymentFacts> payments)
    {
        Dictionary<string, string> again = [];
        foreach (PaymentFacts payment in payments.Where(one => one.Replaces is not null))
        {
            for (string? before = payment.Replaces; before is not null; before = BatchPayments.Find(act, before)?.Replaces)
                again[before] = payment.PaymentNo;
        }

        foreach (PaymentFacts payment in BatchPayments.GivenUp(act, scheme, Quarantine.NotReleasedCode))
        {
            if (payments.FirstOrDefault(one => one.ClaimantKey.AsSpan().SequenceEqual(payment.ClaimantKey)) is { } other)
                again[payment.PaymentNo] = other.PaymentNo;
        }

        return again;
    }

    /// <summary>Whether a line may say that a payment arrived after it had failed.</summary>
    private static bool IsNews(ActTransaction act, string paymentNo, ReturnLine? said) => said is null
        || said.Status == ReturnStatus.Paid && !(said.SettledOn is { } day && BatchPayments.Find(act, paymentNo) is { } payment
            && act.Db.Payments.Where(one => one.Id == payment.Id).Select(one => one.AnsweredOn).Single() > day);

    private static ActRefusal Open(string place, string before, string payment) => new("ANSWER-OPEN",
        $"{payment} 重发 {before}，而待核的第 {place} 行称 {before} 已到账：请先核定该行（returns resolve），以免重复支付；或暂扣 {payment}。",
        $"{payment} pays again {before}, which has arrived by line {place} in quarantine: somebody has to decide the line first "
            + $"(returns resolve), or it may be paid twice; or hold {payment}.");

    /// <summary>Why the money of a payment that is paid again cannot be booked as arrived; null where it can.</summary>
    public static ActRefusal? Refusal(ActTransaction act, PaymentFacts payment)
    {
        PaymentFacts newest = Newest(act, payment);
        if (newest.State is not (PaymentState.Proposed or PaymentState.Approved or PaymentState.Released)
            || IsAlone(act, newest) is not null)
            return null;

        (string now, string nowChinese) = (newest.State.Word(), newest.State.Say(isChinese: true));
        return newest.State == PaymentState.Released
            ? new ActRefusal("STATE",
                $"付款 {payment.PaymentNo} 已由 {newest.PaymentNo}（{nowChinese}）重发：请待银行对 {newest.PaymentNo} 的回盘，再处理本行。",
                $"Payment {payment.PaymentNo} was paid again by {newest.PaymentNo}, which is {now}: wait for the bank's answer to it, then "
                    + "book the line.")
            : new ActRefusal("STATE",
                $"付款 {payment.PaymentNo} 已由 {newest.PaymentNo}（{nowChinese}）重发：请先暂扣 {newest.PaymentNo}"
                    + "（批次中已无其他付款时，请退回其批次），再处理本行。",
                $"Payment {payment.PaymentNo} is paid again by {newest.PaymentNo}, which is {now}: hold that one, or reject its batch "
                    + "where it is the last that goes, then book the line.");
    }

    /// <summary>
    /// Takes the newest payment out of the way. Where its batch pays nobody else, the batch is rejected: there is nothing left to send.
    /// Where it is paid, or was given up and is computed anew, the claimant owes the money back.
    /// </summary>
    /// <param name="setting">Where the pack is.</param>
    /// <param name="act">The act.</param>
    /// <param name="payment">The payment that arrived, as it was before.</param>
    /// <param name="officer">Who confirms it.</param>
    public static LateArrival Run(ActSetting setting, ActTransaction act, PaymentFacts payment, Officer officer)
    {
        PaymentFacts newest = Newest(act, payment);
        if (newest.State is PaymentState.Paid or PaymentState.Cancelled || newest.PaymentNo == payment.PaymentNo)
            return new LateArrival(null, null, new PaidTwice(setting, act).Owe(payment, officer.Name));

        BatchAtHand? alone = IsAlone(act, newest);
        string? note = act.Db.Payments.Where(one => one.Id == newest.Id).Select(one => one.Note).Single();
        if (newest.State is PaymentState.Proposed or PaymentState.Approved)
        {
            BatchPayments.Move(act, newest, PaymentState.Held, note);
            newest = newest with { State = PaymentState.Held };
        }

        BatchPayments.Move(act, newest, PaymentState.Reissued, note);
        if (alone is null)
            return new LateArrival(newest.PaymentNo, null, null);

        BatchActs.Add(act, alone, BatchActs.Reject, officer);
        alone.Record.State = BatchState.Rejected;
        act.Db.SaveChanges();
        return new LateArrival(newest.PaymentNo, alone.Record.Id, null);
    }

    /// <summary>The batch of a payment that waits and is all that it has, held ones counted; null where it is not.</summary>
    private static BatchAtHand? IsAlone(ActTransaction act, PaymentFacts payment) =>
        payment.State is PaymentState.Proposed or PaymentState.Approved && BatchAtHand.Find(act, payment.Batch) is { } batch
            && batch.Record.Recoveries == 0
            && BatchPayments.In(act, batch.Record.Number, PaymentState.Proposed, PaymentState.Approved, PaymentState.Held).Count == 1
            ? batch
            : null;

    private static PaymentFacts? Next(ActTransaction act, PaymentFacts payment) =>
        act.Db.Payments.Where(one => one.Replaces == payment.PaymentNo && one.Id > payment.Id).OrderByDescending(one => one.Id)
            .Select(one => one.PaymentNo).FirstOrDefault() is { } next
            ? BatchPayments.Find(act, next)
            : null;
}
