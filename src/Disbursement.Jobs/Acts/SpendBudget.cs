using Disbursement.Domain.Batches;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Uses up the budget of the year 指标 with the approval of a batch. It is asked inside the transaction of the approval, so that two at once
/// find what the other left. The bytes of the budget are kept in the archive, and the approval names their SHA-256.
/// </summary>
internal sealed class SpendBudget(ActSetting setting)
{
    /// <summary>
    /// Keeps the bytes of the budget on which the decision rests. What the approval says of it in the record; or why the budget does not
    /// allow the batch.
    /// </summary>
    public (ActRefusal? Refusal, string Kept) Run(ActTransaction act, BatchAtHand batch)
    {
        (ActRefusal? refusal, BudgetAtHand? budget) = Of(act, batch);
        if (budget is null)
            return (refusal, "");

        KeepInArchive.Run(InputArchive.Of(setting.Data), budget.Text, budget.Sha256);
        return (refusal, BudgetBook.Detail(budget.Sha256));
    }

    /// <summary>Why the budget would not allow a batch; null where it would. Nothing is changed.</summary>
    public ActRefusal? Refusal(ActTransaction act, BatchAtHand batch) => Of(act, batch).Refusal;

    /// <summary>The budget, where there is one, and why it does not allow a batch.</summary>
    private (ActRefusal? Refusal, BudgetAtHand? Budget) Of(ActTransaction act, BatchAtHand batch)
    {
        int year = batch.Run.Year;
        (BudgetAtHand? found, ActRefusal? bad) = BudgetAtHand.Read(setting.Budgets, year);
        if (bad is not null)
            return (bad, null);
        if (found is null)
            return (BudgetBook.LastOf(act.Db, year) is { } sha256 ? Gone(year, sha256) : null, null);

        BatchRecord record = batch.Record;
        if (record.Payments == 0)
            return (null, found);
        if (!found.Budget.Names(record.County, record.Scheme))
        {
            return (new ActRefusal("NO-BUDGET",
                $"批次 {record.Id}：{found.File} 中没有 {record.County} 的 {record.Scheme} 指标，未列入预算的不得支出（指标文件 SHA-256 {found.Sha256}）。",
                $"Batch {record.Id}: {found.File} names no money of {record.County} for {record.Scheme}, and what is not in the budget is "
                    + $"not spent (SHA-256 of the budget {found.Sha256})."), found);
        }

        ReadBudgetUse use = new(act.Connection, act.Transaction, run => PackOf(act.Db, run));
        BudgetUse needed = new(record.County, record.Scheme,
            new(new(record.CentralFen), new(record.ProvinceFen), new(record.CityFen), new(record.CountyFen)));
        BudgetShortage? shortage = found.Budget.ShortageOf(needed, use.Used(year, record.County));
        return (shortage is null ? null : Beyond(record, found, shortage), found);
    }

    private static ActRefusal Beyond(BatchRecord batch, BudgetAtHand found, BudgetShortage shortage)
    {
        BudgetPurpose purpose = shortage.Limit.Purpose;
        string documents = string.Join("、", shortage.Limit.Documents), scheme = purpose.Scheme ?? "*", needed = shortage.Needed.Grouped(),
            granted = shortage.Limit.Granted.Grouped(), left = shortage.Left.Grouped();
        return new ActRefusal("BEYOND-BUDGET",
            $"批次 {batch.Id} 需要 {needed} 元，指标（{purpose.County} {scheme} {purpose.Level.InChinese()}，下达 "
                + $"{granted} 元，{documents}）只剩 {left} 元，不能审批（{found.File}，SHA-256 {found.Sha256}）。",
            $"Batch {batch.Id} needs {needed} yuan, and {left} are left of the {granted} granted to "
                + $"{purpose.County} for {scheme} ({purpose.Level.English()}; {documents}): it is not approved ({found.File}, SHA-256 "
                + $"{found.Sha256}).");
    }

    /// <summary>What nobody can do unseen: approve without the budget that stood when others did.</summary>
    private static ActRefusal Gone(int year, string sha256) => new("BUDGET-GONE",
        $"{year} 年此前的审批依据的指标文件（SHA-256 {sha256}）不见了；请放回 budgets/{year}.csv。",
        $"Approvals of {year} rested on a budget (SHA-256 {sha256}) that is gone; put budgets/{year}.csv back.");

    private PolicyPack PackOf(DisbursementDb db, int run) => setting.Archived.PackOf(db.Runs.Single(one => one.Number == run));
}
