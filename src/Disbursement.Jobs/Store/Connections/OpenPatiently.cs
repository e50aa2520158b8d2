using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Disbursement.Jobs.Store.Connections;

/// <summary>
/// Opens connections; where the server gives way for a moment, again after a pause that grows. Nothing has been written by then, so nothing
/// can be written twice.
/// </summary>
internal sealed class OpenPatiently : DbConnectionInterceptor
{
    private const int MostTries = 5;

    public static void Run(DbConnection connection)
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                connection.Open();
                return;
            }
            catch (DbException exception) when (tries < MostTries && Database.IsTransient(exception))
            {
                Faults.Pause(tries);
            }
        }
    }

    public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        Run(connection);
        return InterceptionResult.Suppress();
    }
}
