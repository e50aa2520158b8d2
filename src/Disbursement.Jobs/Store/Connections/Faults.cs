using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace Disbursement.Jobs.Store.Connections;

/// <summary>What an error of a database means, told by its number and never by its words.</summary>
internal static class Faults
{
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteError = 1;
    private const int SqliteCorrupt = 11;
    private const int SqliteMismatch = 20;
    private const int SqliteNotADatabase = 26;
    private const byte Fatal = 20;
    private const int NoSuchDatabase = 4060;
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

    /// <summary>
    /// No such column, no such object; a value too wide, no date, no number, no text; an overflow; pages that fail their check.
    /// </summary>
    private static readonly HashSet<int> OfRows = [207, 208, 220, 241, 242, 245, 248, 257, 605, 823, 824, 825, 8114, 8115, 8152, 9803];

    public static bool IsBusy(DbException exception) => exception switch
    {
        SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked } => true,
        SqlException sql => Numbers(sql).Any(Busy.Contains),
        _ => false,
    } || exception.IsTransient;

    /// <summary>Whether it may pass by itself. What somebody has waited for already, as long as he may, is told as a refusal.</summary>
    public static bool IsTransient(Exception exception) => exception is not StoreRefusal && InChain(exception).Any(one => one.IsTransient
        || one is SqlException sql && (IsBroken(sql) || Numbers(sql).Any(number => Busy.Contains(number) || Passing.Contains(number))));

    /// <summary>
    /// Whether the connection is gone: where the driver speaks to the network by itself, as it does but on Windows, such an error has no
    /// number, and is known by its severity alone. A damaged page is as severe, and has one.
    /// </summary>
    private static bool IsBroken(SqlException sql) => sql.Class >= Fatal && !IsOfRows(sql);

    /// <summary>Whether the server answers and has no database of that name, as in a fail-over or by a wrong name.</summary>
    public static bool IsOfName(Exception exception) =>
        InChain(exception).OfType<SqlException>().Any(sql => Numbers(sql).Contains(NoSuchDatabase));

    /// <summary>
    /// Whether an error tells of the rows themselves: a table or column that is gone, a value that cannot be what it should, a damaged
    /// page. Any other tells of the machine, and proves nothing of what is recorded.
    /// </summary>
    public static bool IsOfRows(DbException exception) => exception switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is SqliteError or SqliteCorrupt or SqliteMismatch or SqliteNotADatabase,
        SqlException sql => Numbers(sql).Any(OfRows.Contains),
        _ => false,
    };

    /// <summary>The first error of a database that is behind an exception and does not tell of rows; null for none.</summary>
    public static DbException? OfMachine(Exception exception) => InChain(exception).FirstOrDefault(one => !IsOfRows(one));

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
