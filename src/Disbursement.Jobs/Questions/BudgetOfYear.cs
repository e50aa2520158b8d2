using System.Data.Common;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Questions;

/// <summary>A limit of a budget, and how it stands.</summary>
/// <param name="Limit">What may be approved, for what.</param>
/// <param name="Used">What approved batches use up.</param>
/// <param name="Waiting">What batches that wait for an approval will need.</param>
internal sealed record BudgetStanding(BudgetLimit Limit, Money Used, Money Waiting)
{
    /// <summary>What is left; below zero where more is used than granted.</summary>
    public Money Left => Limit.Granted - Used;

    /// <summary>Whether what waits cannot all be approved.</summary>
    public bool IsShort => Waiting > Left || Left < Money.Zero;

    /// <summary>How much of it is used up, in whole percent, rounded down; all of a limit of nothing is used up.</summary>
    public long PercentUsed => Limit.Granted.Fen == 0 ? 100 : (long)((decimal)Used.Fen * 100 / Limit.Granted.Fen);
}

/// <summary>The budget of a year 指标 with what is used of it.</summary>
/// <param name="Year">The year of the runs.</param>
/// <param name="File">The file.</param>
/// <param name="Sha256">Of its bytes.</param>
/// <param name="PaidThrough">The furthest month that a sealed run of the year has paid; null where none has.</param>
/// <param name="Limits">Its limits in the order of the file.</param>
internal sealed record BudgetOfYear(
    int Year, string File, string Sha256, Month? PaidThrough, IReadOnlyList<BudgetStanding> Limits)
{
    /// <summary>How the budget of a year stands.</summary>
    /// <param name="data">The data folder.</param>
    /// <param name="store">The database.</param>
    /// <param name="folder">The folder of budgets.</param>
    /// <param name="year">The year.</param>
    /// <param name="sha256">The kept bytes of an approval in place of the file; null for the file.</param>
    /// <returns>Nothing where there is no file; or why it cannot be read.</returns>
    public static (BudgetOfYear? Budget, ActRefusal? Refusal) Read(string data, Database store, string? folder, int year, string? sha256)
    {
        (BudgetAtHand? found, ActRefusal? refusal) = sha256 is null
            ? BudgetAtHand.Read(folder, year)
            : BudgetAtHand.Kept(data, sha256);
        if (found is null)
            return (null, refusal);

        using DisbursementDb db = store.Model();
        using DbConnection connection = store.Connect();
        ArchivedTerms archived = new(data);
        ReadBudgetUse use = new(connection, null, run => archived.PackOf(db.Runs.Single(one => one.Number == run)));
        IReadOnlyList<BudgetUse> used = use.Used(year, null), waiting = use.Waiting(year, null);
        return (new BudgetOfYear(year, found.File, found.Sha256, new RunBook(store).Furthest(year)?.Through,
        [
            .. found.Budget.Limits.Select(limit => new BudgetStanding(limit, Budget.UsedOf(limit, used), Budget.UsedOf(limit, waiting))),
        ]), null);
    }
}
