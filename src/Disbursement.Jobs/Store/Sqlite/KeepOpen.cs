using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Disbursement.Jobs.Store.Sqlite;

/// <summary>
/// Leaves the connection of a model open from its first query until the model is disposed of. Else each query would open the file anew, and
/// SQLite reads the whole schema, triggers included, each time: a millisecond or two, more than most queries take.
/// </summary>
internal sealed class KeepOpen : DbConnectionInterceptor
{
    public override InterceptionResult ConnectionClosing(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result) => InterceptionResult.Suppress();

    public override ValueTask<InterceptionResult> ConnectionClosingAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result) => new(InterceptionResult.Suppress());
}
