using System.Globalization;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Returns;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Decides what a line in quarantine is: an operator says so and a reviewer confirms it. Then it is booked as an answer, or dismissed.
/// </summary>
internal sealed class ResolveLine(ActSetting setting)
{
    /// <summary>An operator says that the line is an answer.</summary>
    /// <param name="place">The line as file and line, such as <c>3:12</c>.</param>
    /// <param name="paymentNo">The payment, where the line does not name it.</param>
    /// <param name="status">What the line says, where it cannot be read.</param>
    /// <param name="officer">Who says so.</param>
    /// <param name="reason">Why.</param>
    /// <param name="stop">Ends the reading of the file.</param>
    public ActOutcome Book(string place, string? paymentNo, ReturnStatus? status, Officer officer, string reason, CancellationToken stop) =>
        PerformAct.Run(setting, officer, OfficialAct.ResolveLine, ResolutionBook.Resolve, place, reason, act =>
        {
            (QuarantineRecord? line, ActRefusal? refusal) = Waiting(act, place);
            if (line is null)
                return new ActOutcome.Refused(refusal!);

            ReturnLine? said = Said(act, line, stop);
            string number = paymentNo ?? line.PaymentNo ?? said?.PaymentNo ?? "";
            if ((status ?? said?.Status) is not { } what)
                return new ActOutcome.Refused(new ActRefusal("STATUS", $"第 {place} 行未写明成功或失败，请用 --status 指明。",
                    $"Line {place} does not say paid or failed: say which (--status).") { IsUsage = true });
            if (BatchPayments.Find(act, number) is not { } payment)
                return new ActOutcome.Refused(ActRefusal.NoSuch("付款（--payment）", "payment (--payment)", Wording.WithoutNumbers(number)));
            if (Cannot(act, payment, what, said) is { } impossible)
                return new ActOutcome.Refused(impossible);

            return new ActOutcome.Done($"第 {place} 行将按“{what.Say(isChinese: true)}”入账到 {number}，须由审核人员确认。",
                $"Line {place} is to be booked as {what.Word()} on {number}; nothing moves before a reviewer confirms it (returns "
                    + $"confirm {place}).", ResolutionBook.Booking(number, what, DayOf(line, said))) { NeedsPerson = true };
        });

    /// <summary>An operator says that the line is nothing to book.</summary>
    public ActOutcome Dismiss(string place, Officer officer, string reason) =>
        PerformAct.Run(setting, officer, OfficialAct.ResolveLine, ResolutionBook.Resolve, place, reason, act =>
        {
            (QuarantineRecord? line, ActRefusal? refusal) = Waiting(act, place);
            return line is null
                ? new ActOutcome.Refused(refusal!)
                : new ActOutcome.Done($"第 {place} 行拟不入账，须由审核人员确认。", $"Line {place} is to be dismissed; a reviewer confirms it (returns "
                    + $"confirm {place}).", ResolutionBook.Dismissal) { NeedsPerson = true };
        });

    /// <summary>A reviewer confirms what the operator said: an answer is booked.</summary>
    public ActOutcome Confirm(string place, Officer officer, CancellationToken stop) =>
        PerformAct.Run(setting, officer, OfficialAct.ConfirmLine, ResolutionBook.Confirm, place, null, act =>
        {
            (Resolution? request, ActRefusal? refusal) = Pending(act, place, officer);
            if (request is null)
                return new ActOutcome.Refused(refusal!);
            if (request.PaymentNo is null)
                return new ActOutcome.Done($"第 {place} 行不入账。", $"Line {place} is dismissed.", ResolutionBook.Answer(request));

            (long file, long number) = Split(place);
            QuarantineRecord line = act.Db.Quarantine.ToRead().Single(one => one.Id == QuarantineId.Of((int)file, number).Value);
            ReturnLine? said = Said(act, line, stop);
            PaymentFacts payment = BatchPayments.Find(act, request.PaymentNo)!;
            if (Cannot(act, payment, request.Status!.Value, said) is { } impossible)
                return new ActOutcome.Refused(impossible);

            act.Book(payment.County)
                .Add(Answered.By(request.Status.Value, payment), new Money(payment.AmountFen), payment, null, officer.Name);
            string? words = WordsOf(said), before = payment.State == PaymentState.Cancelled ? WordsBefore(act, payment, stop) : null;
            PaymentState becomes = request.Status == ReturnStatus.Paid ? PaymentState.Paid : PaymentState.Failed;
            using (BookAnswers book = new(act))
                book.Answer(payment, becomes, words, (int)file, number, request.On, before);
            LateArrival? late = payment.State is PaymentState.Reissued or PaymentState.Cancelled
                ? ArriveLate.Run(setting, act, payment, officer)
                : null;
            bool isReturned = payment.State == PaymentState.Paid && new PaidTwice(setting, act).Return(payment, words, officer.Name);
            if (late?.Rejected is { } rejected)
                act.Audit(PerformAct.Done(act, setting, officer, "reject", rejected, request.Reason, $"line={place}"));
            string? settled = SettleBatch.Run(act, act.Db.Batches.Single(batch => batch.Id == payment.Batch).Number, officer);
            return new ActOutcome.Done(
                $"第 {place} 行已按“{request.Status.Value.Say(isChinese: true)}”入账到 {payment.PaymentNo}。"
                    + $"{(settled is null ? "" : $"批次 {settled} 已结清。")}{Followed(late, isReturned, isChinese: true)}",
                $"Line {place} is booked as {request.Status.Value.Word()} on {payment.PaymentNo}."
                    + $"{(settled is null ? "" : $" Settled: {settled}")}{Followed(late, isReturned, isChinese: false)}",
                ResolutionBook.Answer(request)) { NeedsPerson = late?.Owed is not null };
        });

    /// <summary>A reviewer does not confirm it: the line waits on.</summary>
    public ActOutcome Refuse(string place, Officer officer, string reason) =>
        PerformAct.Run(setting, officer, OfficialAct.ConfirmLine, ResolutionBook.Refuse, place, reason, act =>
        {
            (Resolution? request, ActRefusal? refusal) = Pending(act, place, officer);
            return request is null
                ? new ActOutcome.Refused(refusal!)
                : new ActOutcome.Done($"第 {place} 行未予确认，仍待核。", $"Line {place} is not confirmed and waits on.",
                    ResolutionBook.Answer(request));
        });

    /// <summary>What became of other payments, or of what is owed back, in words.</summary>
    private static string Followed(LateArrival? late, bool isReturned, bool isChinese) => (late, isReturned) switch
    {
        ({ Owed: { } owed }, _) => isChinese
            ? $"此款已重复支付：应收款 {owed.Number} 现有 {owed.Open.Grouped()} 元未收，请催缴或待下次抵扣。"
            : $" The money was paid twice: receivable {owed.Number} has {owed.Open.Grouped()} yuan open; ask for it, or a later run sets "
                + "it off.",
        ({ Gone: { } gone } other, _) => isChinese
            ? $"重发的 {gone} 不再支付{(other.Rejected is null ? "" : $"，批次 {other.Rejected} 已退回")}。"
            : $" {gone}, which would have paid it again, is not paid any more"
                + $"{(other.Rejected is null ? "" : $", and batch {other.Rejected} is rejected")}.",
        (_, true) => isChinese ? "此款曾重复支付，现已退回，不再应收。" : " It had been paid twice: nothing is owed back any more.",
        _ => "",
    };

    /// <summary>The bank's words on a payment.</summary>
    private static string? WordsOf(ReturnLine? said) => said is { Reason.Length: > 0 } ? Wording.WithoutNumbers(said.Reason) : null;

    /// <summary>The bank's words on the answer that stands, which an officer's have replaced.</summary>
    private string? WordsBefore(ActTransaction act, PaymentFacts payment, CancellationToken stop)
    {
        PaymentRecord row = act.Db.Payments.ToRead().Single(one => one.Id == payment.Id);
        return WordsOf(LinesSaid.Of(setting, act, (int)row.ReturnFile!, new HashSet<long> { row.ReturnLine!.Value }, stop)
            .GetValueOrDefault(row.ReturnLine.Value));
    }

    /// <summary>The day that the line names, unless that day is what is wrong with it.</summary>
    private static DateOnly? DayOf(QuarantineRecord line, ReturnLine? said) => line.Code == Quarantine.DayCode ? null : said?.SettledOn;

    /// <summary>Why a payment cannot become what a line says; null where it can.</summary>
    private static ActRefusal? Cannot(ActTransaction act, PaymentFacts payment, ReturnStatus status, ReturnLine? said)
    {
        bool isLate = (payment.State, status) is (PaymentState.Reissued or PaymentState.Cancelled, ReturnStatus.Paid)
            && BookAnswers.WasSent(act, payment);
        if (isLate && ArriveLate.Refusal(act, payment) is { } other)
            return other;

        bool fits = isLate || (payment.State, status) is (PaymentState.Released, _)
            or (PaymentState.Paid, ReturnStatus.Failed) or (PaymentState.Failed, ReturnStatus.Paid);
        if (!fits)
            return new ActRefusal("STATE",
                $"付款 {payment.PaymentNo} 的状态是“{payment.State.Say(isChinese: true)}”，"
                    + $"不能按“{status.Say(isChinese: true)}”入账；请说明理由后不入账（--dismiss）。",
                $"Payment {payment.PaymentNo} is {payment.State.Word()} and "
                    + $"cannot become {status.Word()}: dismiss the line with a reason.");

        return status == ReturnStatus.Paid && said?.Amount is { } named && named.Fen != payment.AmountFen
            ? OtherAmount(named, new Money(payment.AmountFen))
            : null;
    }

    private static (QuarantineRecord? Line, ActRefusal? Refusal) Waiting(ActTransaction act, string place)
    {
        (long file, long number) = Split(place);
        if (act.Db.Quarantine.ToRead().FirstOrDefault(one => one.FileId == file && one.Line == number) is not { } line)
            return (null, ActRefusal.NoSuch("待核的行", "line in quarantine", place));
        return ResolutionBook.All(act.Db).LastOrDefault(one => one.Place == place && one.Outcome != RequestAnswer.Refused) is { } known
            ? (null, new ActRefusal("RESOLVED", $"第 {place} 行已由 {known.Officer} 处理{(known.Outcome is null ? "，待确认" : "")}。",
                $"{known.Officer} has said what line {place} is{(known.Outcome is null ? "; a reviewer has to confirm it" : "")}."))
            : (line, null);
    }

    private static (Resolution? Request, ActRefusal? Refusal) Pending(ActTransaction act, string place, Officer officer)
    {
        if (ResolutionBook.All(act.Db).LastOrDefault(one => one.Place == place && one.Outcome is null) is not { } request)
            return (null, new ActRefusal("NO-REQUEST", $"第 {place} 行没有待确认的处理。", $"Nothing waits for an answer on line {place}.")
            {
                IsUsage = true,
            });
        if (request.PaymentNo is { } payment && BatchPayments.Find(act, payment) is { } found
            && BatchAtHand.Find(act, found.Batch)?.Facts.NotFor(officer) is { } refusal)
            return (null, refusal);

        return request.OfficerId == officer.Id
            ? (null, ActRefusal.OwnWord(officer.Name))
            : (request, null);
    }

    private static ActRefusal OtherAmount(Money named, Money due) => new("AMOUNT",
        $"银行所付 {named.Grouped()} 元与应付 {due.Grouped()} 元不符，不能按成功入账。",
        $"The bank names {named.Grouped()} yuan and {due.Grouped()} were to be paid: it is not booked as paid.");

    /// <summary>What the line says; null where it cannot be read.</summary>
    private ReturnLine? Said(ActTransaction act, QuarantineRecord line, CancellationToken stop) =>
        LinesSaid.Of(setting, act, line.FileId, new HashSet<long> { line.Line }, stop).GetValueOrDefault(line.Line);

    private static (long File, long Line) Split(string place) => place.Split(':') is [var file, var line]
        && long.TryParse(file, NumberStyles.None, CultureInfo.InvariantCulture, out long first) && first <= int.MaxValue
        && long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out long second)
        ? (first, second)
        : (0, 0);
}
