using Disbursement.Domain.Batches;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Returns;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Money of a payment that had failed and was given again arrives after all: the payment is paid, and the newest one that pays it again
/// goes out of the way before it is sent, so that nobody is paid twice and nothing stays owed.
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

        Dictionary<string, string> again = [];
        foreach (PaymentFacts payment in BatchPayments.In(act, batch.Record.Number, state).Where(one => one.Replaces is not null))
        {
            for (string? before = payment.Replaces; before is not null; before = BatchPayments.Find(act, before)?.Replaces)
                again[before] = payment.PaymentNo;
        }

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

    /// <summary>Whether a line may say that a payment arrived after it had failed.</summary>
    private static bool IsNews(ActTransaction act, string paymentNo, ReturnLine? said) => said is null
        || said.Status == ReturnStatus.Paid && !(said.SettledOn is { } day
            && act.Db.Payments.Where(one => one.PaymentNo == paymentNo).Select(one => one.AnsweredOn).Single() > day);

    private static ActRefusal Open(string place, string before, string payment) => new("ANSWER-OPEN",
        $"{payment} 重发 {before}，而待核的第 {place} 行称 {before} 已到账：请先核定该行（returns resolve），以免重复支付；或暂扣 {payment}。",
        $"{payment} pays again {before}, which has arrived by line {place} in quarantine: somebody has to decide the line first "
            + $"(returns resolve), or it may be paid twice; or hold {payment}.");

    /// <summary>Why the money of a payment that is paid again cannot be booked as arrived; null where it can.</summary>
    public static ActRefusal? Refusal(ActTransaction act, PaymentFacts payment)
    {
        PaymentFacts newest = Newest(act, payment);
        if (newest.State is PaymentState.Held or PaymentState.Failed || IsAlone(act, newest) is not null)
            return null;

        (string now, string nowChinese) = (newest.State.Word(), newest.State.Say(isChinese: true));
        return newest.State is PaymentState.Proposed or PaymentState.Approved
            ? new ActRefusal("STATE",
                $"付款 {payment.PaymentNo} 已由 {newest.PaymentNo}（{nowChinese}）重发：请先暂扣 {newest.PaymentNo}，再处理本行。",
                $"Payment {payment.PaymentNo} is paid again by {newest.PaymentNo}, which is {now}: hold that one, then book the line.")
            : new ActRefusal("STATE",
                $"付款 {payment.PaymentNo} 已由 {newest.PaymentNo}（{nowChinese}）重发，不能再按“成功”入账："
                    + $"请待银行对 {newest.PaymentNo} 的回盘；若已付两次，请追回后说明理由不入账（--dismiss）。",
                $"Payment {payment.PaymentNo} was paid again by {newest.PaymentNo}, which is {now}: wait for the bank's answer to it. "
                    + "Where both were paid, ask for the money back and dismiss the line with a reason.");
    }

    /// <summary>
    /// Takes the newest payment out of the way. Where its batch pays nobody else, the batch is rejected: there is nothing left to send.
    /// </summary>
    /// <param name="act">The act.</param>
    /// <param name="payment">The payment that arrived, as it was before.</param>
    /// <param name="officer">Who confirms it.</param>
    /// <returns>The payment that is out of the way, and the batch that was rejected with it, if one was.</returns>
    public static (string Payment, string? Rejected) Run(ActTransaction act, PaymentFacts payment, Officer officer)
    {
        PaymentFacts newest = Newest(act, payment);
        BatchAtHand? alone = IsAlone(act, newest);
        string? note = act.Db.Payments.Where(one => one.Id == newest.Id).Select(one => one.Note).Single();
        if (newest.State is PaymentState.Proposed or PaymentState.Approved)
        {
            BatchPayments.Move(act, newest, PaymentState.Held, note);
            newest = newest with { State = PaymentState.Held };
        }

        BatchPayments.Move(act, newest, PaymentState.Reissued, note);
        if (alone is null)
            return (newest.PaymentNo, null);

        BatchActs.Add(act, alone, BatchActs.Reject, officer);
        alone.Record.State = BatchState.Rejected;
        act.Db.SaveChanges();
        return (newest.PaymentNo, alone.Record.Id);
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
