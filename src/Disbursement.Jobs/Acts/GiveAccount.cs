using System.Globalization;
using System.Text;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Standings;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// An account that a reviewer gives for a failed or held payment, with a reason: it goes there when it is paid again, whatever the rosters
/// say. The account of the rosters is news after that, also where it never changed.
/// </summary>
internal sealed class GiveAccount(ActSetting setting)
{
    public ActOutcome Run(
        string paymentNo, Officer officer, string account, string? accountName, string? bankName, string? bankCode, string reason) =>
        PerformAct.Run(setting, officer, OfficialAct.Hold, "give-account", paymentNo, reason, act =>
        {
            if (BatchPayments.Find(act, paymentNo) is not { } payment || BatchAtHand.Find(act, payment.Batch) is not { } batch)
                return new ActOutcome.Refused(ActRefusal.NoSuch("付款", "payment", paymentNo));
            if (batch.Facts.NotFor(officer) is { } refusal)
                return new ActOutcome.Refused(refusal);
            if (payment.State is not (PaymentState.Failed or PaymentState.Held))
                return new ActOutcome.Refused(new ActRefusal("STATE",
                    $"付款 {paymentNo} 的状态是“{payment.State.Say(isChinese: true)}”；只有失败或暂扣的付款可以另给账号。",
                    $"Payment {paymentNo} is {payment.State.Word()}; only failed and held payments get another account."));
            if (BankAccount.Read(Encoding.UTF8.GetBytes(account), out _) != BankAccountDefect.None)
                return new ActOutcome.Refused(new ActRefusal("ACCOUNT", "银行账号不正确：8 至 32 位数字，62 开头的 16 或 19 位须通过校验。",
                    "The account is wrong: 8 to 32 digits; one of 16 or 19 digits beginning with 62 passes the Luhn check.")
                    {
                        IsUsage = true,
                    });
            if (new[] { accountName, bankName }.FirstOrDefault(text => text is not null
                && (text.Any(char.IsControl) || TextCharacters.FirstStrange(Encoding.UTF8.GetBytes(text)) is not null)) is not null)
                return new ActOutcome.Refused(new ActRefusal("ACCOUNT", "户名或开户银行中有不可见字符或改变书写方向的字符。",
                    "The holder or the bank has an invisible character, or one that turns the direction of writing.") { IsUsage = true });

            using Sealer sealer = new(setting.Ring);
            Person person = SealedPerson.Of(act.Db, act.Db.Payments.ToRead().Single(one => one.Id == payment.Id)).Open(sealer);
            Person given = person with { BankAccount = account, AccountName = accountName ?? person.AccountName,
                BankName = bankName ?? person.BankName, BankCode = bankCode ?? person.BankCode };
            if (given.AccountName != person.AccountName)
                given = given with { HolderId = given.AccountName == given.Name ? given.Id : "" };
            int id = (act.Db.Payees.Max(one => (int?)one.Id) ?? 0) + 1;
            act.Db.Payees.Add(new PayeeRecord
            {
                Id = id, PaymentNo = paymentNo, ClaimantKey = payment.ClaimantKey, Personal = given.Seal(sealer, SealedPlace.Payee(id)),
                OfficerId = officer.Id, Officer = officer.Name, Reason = AuditEntry.Line(reason)!, RecordedAt = act.NowSeconds,
            });
            using ClaimantKeys keys = new(setting.Ring);
            Standing standing = StandingRows.Read(act, payment.ClaimantKey);
            int year = int.Parse(payment.Run.AsSpan(0, 4), CultureInfo.InvariantCulture);
            StandingRows.Write(act, payment.ClaimantKey,
                standing with { Account = standing.Account.After(year, KnownAccount.HashOf(account, keys)) });
            string masked = Masking.Account(account);
            return new ActOutcome.Done($"付款 {paymentNo} 重发时将汇入 {masked}。", $"Payment {paymentNo} goes to {masked} when it is paid again.",
                $"account={masked}");
        });
}
