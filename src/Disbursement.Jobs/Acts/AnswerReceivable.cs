using Disbursement.Domain.Amounts;
using Disbursement.Domain.Ledger.Bookings;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Standings;

namespace Disbursement.Jobs.Acts;

/// <summary>Answers what another officer said of a receivable: a confirmation books it, a refusal leaves everything as it was.</summary>
internal sealed class AnswerReceivable(ActSetting setting)
{
    public ActOutcome Confirm(string number, Officer officer) =>
        PerformAct.Run(setting, officer, OfficialAct.ConfirmReceivable, ReceivableBook.Confirm, number, null, act =>
        {
            (ReceivableRequest? request, ActRefusal? refusal) = Pending(act, number, officer);
            if (request is null)
                return new ActOutcome.Refused(refusal!);
            string amount = request.Amount.Grouped();
            if (AskReceivable.Find(act, number) is not { } receivable || request.Amount > receivable.Open)
                return new ActOutcome.Refused(new ActRefusal("AMOUNT",
                    $"应收款 {number} 现有未收金额少于 {amount} 元（此后的批次已抵扣）；请拒绝后重新登记。",
                    $"Receivable {number}: less than {amount} yuan are open now, since a run kept some back. "
                        + "Refuse it, and record it anew."));

            byte[] key = Convert.FromHexString(receivable.Key.ToString());
            Booking booking = request.IsWaiver
                ? GiveBack.Waived(receivable.County, receivable.Group)
                : GiveBack.Repaid(receivable.County, receivable.Group);
            act.Book(receivable.County).Add(booking, request.Amount, new TransferTags(receivable.Run, null, null, key, receivable.Scheme),
                null, officer.Name);
            Standing standing = StandingRows.Read(act, key);
            StandingRows.Write(act, key, standing with { History = standing.History.Repaying(receivable.Group, request.Amount) });
            Money left = receivable.Open - request.Amount;
            return new ActOutcome.Done($"应收款 {number}：{(request.IsWaiver ? "核销" : "还款")} {amount} 元已入账，尚有 {left.Grouped()} 元未收。",
                $"Receivable {number}: {amount} yuan are booked as {booking.Event}; {left.Grouped()} yuan are open.",
                ReceivableBook.Answer(request));
        });

    public ActOutcome Refuse(string number, Officer officer, string reason) =>
        PerformAct.Run(setting, officer, OfficialAct.ConfirmReceivable, ReceivableBook.Refuse, number, reason, act =>
        {
            (ReceivableRequest? request, ActRefusal? refusal) = Pending(act, number, officer);
            return request is null
                ? new ActOutcome.Refused(refusal!)
                : new ActOutcome.Done($"应收款 {number} 的 {request.Amount.Grouped()} 元未予确认，账目不变。",
                    $"Receivable {number}: the {request.Amount.Grouped()} yuan are not confirmed; nothing is booked.",
                    ReceivableBook.Answer(request));
        });

    private static (ReceivableRequest? Request, ActRefusal? Refusal) Pending(ActTransaction act, string number, Officer officer)
    {
        ReceivableRequest? request = ReceivableBook.All(act.Db, number).LastOrDefault(one => one.Outcome is null);
        if (request is null)
            return (null, new ActRefusal("NO-REQUEST", $"应收款 {number} 没有待确认的还款或核销。",
                $"Nothing waits for an answer on receivable {number}.") { IsUsage = true });
        if (AskReceivable.NotFor(officer, number) is { } refusal)
            return (null, refusal);

        return request.OfficerId == officer.Id
            ? (null, ActRefusal.OwnWord(officer.Name))
            : (request, null);
    }
}
