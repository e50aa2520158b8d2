using System.Data.Common;
using Disbursement.Domain.Households;
using Disbursement.Domain.Periods;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Books;

namespace Disbursement.Jobs.Questions;

/// <summary>The lines of the list of receivables, as a command and the console write it.</summary>
internal static class ReceivableLines
{
    /// <summary>Lines in the order of the list, each with where its claimant stood last.</summary>
    public static IEnumerable<ReceivableLine> Of(
        DbConnection connection, IReadOnlyList<ListedReceivable> receivables, RegionNames regions, bool isChinese)
    {
        var places = new ReadReports(connection).Places([.. receivables.Select(one => one.Receivable.Key)]);
        foreach (ListedReceivable one in receivables)
        {
            (string region, string household, string role) = places.GetValueOrDefault(one.Receivable.Key, ("", "", ""));
            yield return new ReceivableLine(
                one.Receivable.Number, one.Receivable.County, one.Receivable.Group, one.Receivable.Open,
                Instants.DayInChina(one.Receivable.Since), one.Days, one.Receivable.Run, region,
                region.Length == 0 ? "" : regions.Name(region), household, role,
                Told(one, isChinese));
        }
    }

    /// <summary>What waits for a reviewer, in words; empty for nothing.</summary>
    public static string Told(ListedReceivable listed, bool isChinese)
    {
        string asked = listed.Pending is { } pending ? Told(pending, isChinese) : "";
        if (listed.Receivable.Unapproved == Domain.Amounts.Money.Zero)
            return asked;

        string unapproved = isChinese
            ? $"追回 {listed.Receivable.Unapproved.Grouped()} 元待审批（{listed.Receivable.Run}）"
            : $"{listed.Receivable.Unapproved.Grouped()} yuan of run {listed.Receivable.Run} to be approved";
        return asked.Length == 0 ? unapproved : $"{unapproved}; {asked}";
    }

    private static string Told(ReceivableRequest asked, bool isChinese) => isChinese
        ? $"{(asked.IsWaiver ? "核销" : "还款")} {asked.Amount.Grouped()} 元，{asked.Document}，{asked.Officer}"
        : $"{(asked.IsWaiver ? "waive" : "repaid")} {asked.Amount.Grouped()} yuan, {asked.Document}, by {asked.Officer}";
}
