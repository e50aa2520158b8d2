using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace Disbursement.Jobs.Store.Connections;

/// <summary>What an error of a database means, told by its number and never by its words.</summary>
internal static class Faults
{
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqlitePrimaryKey = 1555;
    private const int SqliteUnique = 2067;

    /// <summary>A row of that key is there: by a unique index, by a key.</summary>
    private static readonly HashSet<int> Taken = [2601, 2627];

    /// <summary>Locks of others: chosen as the victim of a deadlock, waited too long for a lock, waited too long altogether.</summary>
    private static readonly HashSet<int> Busy = [1205, 1222, -2];

    /// <summary>
    /// The connection, or the server for a moment: broken or refused connections, a server that starts, stops, fails over or has too much
    /// to do. A superset of what the driver calls transient, because a transaction that is carried out anew as a whole can be tried after
    /// any of them.
    /// </summary>
    private static readonly HashSet<int> Passing =
    [
        -1, 2, 20, 53, 64, 121, 233, 258, 596, 921, 997, 1203, 1204, 1221, 3935, 3957, 3960, 3966, 4060, 4221, 4891, 6005, 8628, 8645, 8651,
        10053, 10054, 10060, 10061, 10922, 10928, 10929,
        10936, 11001, 14355, 17197, 17830, 17889, 18401, 19494, 20041, 30053, 40020, 40143, 40166, 40197, 40501, 40540, 40613, 40615, 40648,
        41301, 41302, 41305, 41325, 41839, 42108, 42109, 49918, 49919, 49920,
    ];

    public static bool IsBusy(DbException exception) => exception switch
    {
        SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked } => true,
        SqlException sql => Numbers(sql).Any(Busy.Contains),
        _ => false,
    } || exception.IsTransient;

    public static bool IsTransient(Exception exception) => InChain(exception).Any(one => one.IsTransient || one is SqlException sql
        && Numbers(sql).Any(number => Busy.Contains(number) || Passing.Contains(number)));

    public static bool IsTaken(Exception exception) => InChain(exception).Any(one => one switch
    {
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is SqlitePrimaryKey or SqliteUnique,
        SqlException sql => Numbers(sql).Any(Taken.Contains),
        _ => false,
    });

    /// <summary>A pause that grows with each try.</summary>
    public static void Pause(int tries) => Thread.Sleep(TimeSpan.FromMilliseconds(100L << Math.Min(tries - 1, 6)));

    /// <summary>
    /// The database errors behind an exception: the model wraps them, and a break seen by several threads comes as one of many.
    /// </summary>
    private static IEnumerable<DbException> InChain(Exception exception)
    {
        IEnumerable<Exception> inner = exception is AggregateException many
            ? many.InnerExceptions
            : exception.InnerException is { } one
            ? [one]
            : [];
        return (exception is DbException own ? [own] : Array.Empty<DbException>()).Concat(inner.SelectMany(InChain));
    }

    private static IEnumerable<int> Numbers(SqlException exception) => exception.Errors.Cast<SqlError>().Select(error => error.Number);
}
