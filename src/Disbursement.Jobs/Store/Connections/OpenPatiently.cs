using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Disbursement.Jobs.Store.Connections;

/// <summary>
/// Opens connections; where the server gives way for a moment, again after a pause that grows. Nothing has been written by then, so nothing
/// can be written twice.
/// </summary>
internal sealed class OpenPatiently(DatabaseSettings settings, string name) : DbConnectionInterceptor
{
    private const int MostTries = 5;

    /// <summary>Opens another connection beside one that is open: a few tries, since the server was there a moment ago.</summary>
    public static void RunBriefly(DbConnection connection)
    {
        Patience patience = new(DatabaseSettings.Default, MostTries);
        while (true)
        {
            try
            {
                connection.Open();
                return;
            }
            catch (DbException exception) when (patience.Bears(exception))
            {
                patience.Wait();
            }
        }
    }

    /// <exception cref="StoreRefusal">The server was away for as long as it may be.</exception>
    public void Run(DbConnection connection)
    {
        Patience patience = new(settings, MostTries);
        while (true)
        {
            try
            {
                connection.Open();
                return;
            }
            catch (DbException exception) when (Faults.IsTransient(exception))
            {
                if (!patience.Bears(exception))
                    throw Away(exception);
            }

            patience.Wait();
        }
    }

    /// <summary>The refusal of a server that cannot be used.</summary>
    public StoreRefusal Away(DbException exception) => new(
        $"{name} cannot be used: {exception.Message.TrimEnd('.')}. Check that the server can be reached and "
            + $"that the login may use the database, then give the same command again.", exception)
    {
        IsResumable = true,
        Chinese = $"{name} 无法使用：{exception.Message} 请检查服务器是否可达、登录名是否可用该数据库，然后用同一命令重新开始。",
    };

    public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result)
    {
        Run(connection);
        return InterceptionResult.Suppress();
    }
}
