using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Disbursement.Jobs.Tests.Store.Transact;

/// <summary>Every statement, our own and the model's.</summary>
internal sealed class StatementsTold : DbCommandInterceptor
{
    private readonly ConcurrentBag<string> _texts = [];

    public IEnumerable<string> Texts => _texts;

    public void Add(string text) => _texts.Add(text);

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData,
        InterceptionResult<DbDataReader> result)
    {
        Add(command.CommandText);
        return result;
    }

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData,
        InterceptionResult<int> result)
    {
        // Migrations speak through here too, on the connection of a file that is not there yet.
        if (!command.CommandText.Contains("CREATE ", StringComparison.Ordinal)
            && !command.CommandText.Contains("__EF", StringComparison.Ordinal)
            && !command.CommandText.Contains("ef_temp", StringComparison.Ordinal))
            Add(command.CommandText);
        return result;
    }
}
