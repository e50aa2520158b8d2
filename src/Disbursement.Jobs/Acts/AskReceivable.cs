using Disbursement.Domain.Amounts;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Periods;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Says what ends a receivable: an operator records money that came in, or a reviewer proposes to give it up 核销. Nothing is booked before
/// another officer confirms it.
/// </summary>
internal sealed class AskReceivable(ActSetting setting)
{
    private const int LongestDocument = 60;

    /// <param name="number">The receivable.</param>
    /// <param name="amount">What came in.</param>
    /// <param name="receivedOn">On which day.</param>
    /// <param name="document">The receipt.</param>
    /// <param name="officer">Who says so.</param>
    public ActOutcome Repaid(string number, Money amount, DateOnly receivedOn, string document, Officer officer) =>
        PerformAct.Run(setting, officer, OfficialAct.RecordRepayment, ReceivableBook.Repay, number, null, act =>
            receivedOn > Instants.DayInChina(act.Now)
                ? new ActOutcome.Refused(new ActRefusal("RECEIVED-ON", $"收款日期 {receivedOn:yyyy-MM-dd} 晚于今天。",
                    $"{receivedOn:yyyy-MM-dd} is later than today: money that is to come is not recorded.") { IsUsage = true })
                : Ask(act, number, amount, receivedOn, document, officer));

    /// <param name="number">The receivable.</param>
    /// <param name="amount">How much is given up; null for all that is open.</param>
    /// <param name="decision">The number of the decision.</param>
    /// <param name="officer">Who proposes it.</param>
    /// <param name="reason">Why.</param>
    public ActOutcome Waived(string number, Money? amount, string decision, Officer officer, string reason) =>
        PerformAct.Run(setting, officer, OfficialAct.ProposeWaiver, ReceivableBook.Waive, number, reason,
            act => Ask(act, number, amount, null, decision, officer));

    private static ActOutcome Ask(ActTransaction act, string number, Money? amount, DateOnly? receivedOn, string document, Officer officer)
    {
        string named = AuditEntry.Line(document) ?? "";
        if (named.Length is 0 or > LongestDocument || named.AsSpan().ContainsAny("[]") || Wording.HasPersonalNumber(named))
            return new ActOutcome.Refused(new ActRefusal("DOCUMENT", $"凭证或决定文号须为 1 至 {LongestDocument} 个字，不含方括号和任何个人号码。",
                $"Name the receipt or the decision in 1 to {LongestDocument} characters, without brackets or any number of a person.")
                {
                    IsUsage = true,
                });
        if (Find(act, number) is not { } receivable)
            return new ActOutcome.Refused(ActRefusal.NoSuch("应收款", "open receivable", number));
        if (NotFor(officer, number) is { } refusal)
            return new ActOutcome.Refused(refusal);
        if (receivedOn is null && NotApproved(receivable) is { } early)
            return new ActOutcome.Refused(early);
        if (ReceivableBook.All(act.Db, number).LastOrDefault(one => one.Outcome is null) is { } pending)
            return new ActOutcome.Refused(new ActRefusal("PENDING",
                $"应收款 {number} 已有 {pending.Officer} 登记的 {pending.Amount.Grouped()} 元待确认。",
                $"Receivable {number} has {pending.Amount.Grouped()} yuan by {pending.Officer} that wait for a reviewer: answer that "
                    + "first."));

        Money asked = amount ?? receivable.Open;
        (string sum, string open) = (asked.Grouped(), receivable.Open.Grouped());
        if (asked <= Money.Zero || asked > receivable.Open)
            return new ActOutcome.Refused(new ActRefusal("AMOUNT", $"金额 {sum} 元须大于 0 且不超过未收的 {open} 元。",
                $"{sum} yuan: it must be above 0 and at most the {open} yuan that are open.") { IsUsage = true });

        return new ActOutcome.Done(
            $"应收款 {number}：{(receivedOn is null ? "拟核销" : "收到还款")} {sum} 元，须由{(receivedOn is null ? "另一位" : "")}审核人员确认后入账。",
            $"Receivable {number}: {sum} yuan {(receivedOn is null ? "are to be given up" : "came in")}; nothing is booked before "
                + $"{(receivedOn is null ? "another" : "a")} reviewer confirms it (receivable confirm {number}).",
            ReceivableBook.Detail(asked, receivedOn, named)) { NeedsPerson = true };
    }

    /// <summary>The receivable of a number; null where there is none, or where two bear the number.</summary>
    public static Receivable? Find(ActTransaction act, string number) =>
        ReadReceivables.Find(act.Connection, act.Transaction, number);

    /// <summary>Why nobody may be asked for a receivable yet, and nothing of it be given up; null where that may be.</summary>
    public static ActRefusal? NotApproved(Receivable receivable) => receivable.Unapproved == Money.Zero
        ? null
        : new ActRefusal("NOT-APPROVED",
            $"应收款 {receivable.Number} 中的 {receivable.Unapproved.Grouped()} 元尚未经审核人员审批（批次 {receivable.Run}），不能催缴或核销。",
            $"Receivable {receivable.Number}: no reviewer has approved that {receivable.Unapproved.Grouped()} yuan are taken back (run "
                + $"{receivable.Run}); nobody is asked for them, and nothing is given up, before that.");

    /// <summary>
    /// Why a receivable is not this officer's business; null where it is. Its number says so, also where nothing is open any more.
    /// </summary>
    public static ActRefusal? NotFor(Officer officer, string number)
    {
        string county = Receivable.CountyOf(number);
        return officer.Covers(county)
            ? null
            : new ActRefusal("NOT-YOUR-COUNTY", $"应收款 {number} 属于 {county}，不在 {officer.Name} 的管辖范围。",
                $"Receivable {number} is of county {county}; {officer.Name} acts for other counties.");
    }
}
