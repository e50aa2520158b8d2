using System.Data.Common;
using Serilog;

namespace Disbursement.Jobs.Store.Connections;

/// <summary>
/// Writes in many short transactions between those of others: waits where the database is busy, and steps back after each.
/// </summary>
internal static class WriteInTurn
{
    private const int MostTries = 20;

    /// <summary>Carries a transaction out, again where others held the lock, then leaves the lock alone for as long as it took.</summary>
    /// <exception cref="StoreRefusal">Others kept the lock through every try, each of which waits half a minute by itself.</exception>
    public static void Run(Action transaction, Database store, TimeProvider clock, CancellationToken stop)
    {
        for (int tries = 1; ; tries++)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                long began = clock.GetTimestamp();
                transaction();
                stop.WaitHandle.WaitOne(clock.GetElapsedTime(began));
                return;
            }
            catch (DbException exception) when (Database.IsBusy(exception))
            {
                if (tries == MostTries)
                    throw new StoreRefusal($"{store.Name} stays locked by another program. What was done stays; when the other one is "
                        + $"through, the same command goes on.", exception) { IsResumable = true };

                Log.Information("The database is busy: waiting, try {Try} of {Tries}", tries, MostTries);
            }
        }
    }
}
