using Microsoft.EntityFrameworkCore;

namespace Disbursement.Jobs.Store.Tables;

/// <summary>Rows that are only looked at.</summary>
internal static class Reading
{
    /// <summary>Rows as they are, which nobody will change and save.</summary>
    public static IQueryable<T> ToRead<T>(this IQueryable<T> rows)
        where T : class => rows.AsNoTracking();
}
