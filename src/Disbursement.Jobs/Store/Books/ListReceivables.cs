using System.Data.Common;
using Disbursement.Domain.Periods;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Books;

/// <summary>An open receivable with its age and what waits for a reviewer.</summary>
internal sealed record ListedReceivable(Receivable Receivable, int Days, ReceivableRequest? Pending);

/// <summary>The open receivables by age, the oldest first.</summary>
internal static class ListReceivables
{
    public static IReadOnlyList<ListedReceivable> Run(DisbursementDb db, DbConnection connection, DateOnly today)
    {
        ILookup<string, ReceivableRequest> pending =
            ReceivableBook.All(db).Where(request => request.Outcome is null).ToLookup(request => request.Number);
        return
        [
            .. ReadReceivables.Run(connection, null).Select(receivable => new ListedReceivable(receivable,
                today.DayNumber - Instants.DayInChina(receivable.Since).DayNumber, pending[receivable.Number].LastOrDefault())),
        ];
    }
}
