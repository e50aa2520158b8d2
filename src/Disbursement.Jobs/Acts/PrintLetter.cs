using Disbursement.Domain.Batches;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Periods;
using Disbursement.Jobs.Postings;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Prints the letter that asks a claimant, or the heirs, for a receivable 催缴通知. It names the person, so it is recorded who printed it.
/// </summary>
internal sealed class PrintLetter(ActSetting setting)
{
    /// <summary>Days within which the money is asked for.</summary>
    public const int Days = 30;

    /// <param name="number">The receivable.</param>
    /// <param name="file">Where the page is written.</param>
    /// <param name="officer">Who prints it.</param>
    /// <param name="isChinese">In which language.</param>
    public ActOutcome Run(string number, string file, Officer officer, bool isChinese) =>
        PerformAct.Run(setting, officer, OfficialAct.PrintLetter, "print-letter", number, null, act =>
        {
            if (AskReceivable.Find(act, number) is not { } receivable)
                return new ActOutcome.Refused(ActRefusal.NoSuch("应收款", "open receivable", number));
            if (AskReceivable.NotFor(officer, number) is { } refusal)
                return new ActOutcome.Refused(refusal);
            if (AskReceivable.NotApproved(receivable) is { } early)
                return new ActOutcome.Refused(early);

            byte[] key = Convert.FromHexString(receivable.Key.ToString());
            ClaimantRecord? row = act.Db.Claimants.ToRead().Where(one => one.ClaimantKey == key && one.Personal != null)
                .OrderByDescending(one => one.Number).FirstOrDefault();
            if (row is null)
                return new ActOutcome.Refused(ActRefusal.NoSuch("姓名可考的申领人", "name in the books for receivable", number));

            using Sealer sealer = new(setting.Ring);
            Person person = SealedPerson.Of(row).Open(sealer);
            RunRecord run = act.Db.Runs.ToRead().Single(one => one.Id == receivable.Run);
            Bureau bureau = setting.Archived.BureausOf(run).First(one => one.County == receivable.County);
            DateOnly today = Instants.DayInChina(act.Now);
            using (FileStream output = PrivateFile.Create(file))
                WriteLetter.Run(output, new Letter(number, person.Name, Masking.Id(person.Id), 
                    setting.Archived.TermsOf(run).Regions.Shown(row.RegionCode), row.HouseholdNo,
                    bureau.Name, bureau.PayerAccount, receivable.Open, Instants.DayInChina(receivable.Since), today,
                    today.AddDays(Days)), isChinese);
            return new ActOutcome.Done($"催缴通知已生成：{file}", $"The letter is written: {file}", $"fen={receivable.Open.Fen}");
        });
}
