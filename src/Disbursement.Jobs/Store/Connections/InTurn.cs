using Disbursement.Domain.Officers;
using Serilog;

namespace Disbursement.Jobs.Store.Connections;

/// <summary>
/// Carries acts out one after the other. Where a connection broke or a server gave way before anything was committed, the whole act is
/// carried out anew in a new transaction: its body reads and decides again, so nothing is written twice and nothing is decided by what is
/// no longer true.
/// </summary>
internal static class InTurn
{
    private const int MostTries = 6;

    /// <summary>Adds one entry to the chain of acts and nothing else.</summary>
    public static void Record(Database store, TimeProvider clock, Func<ActTransaction, AuditEntry> entry) => Run(store, clock, act =>
    {
        act.Audit(entry(act));
        act.Commit();
        return true;
    });

    /// <summary>Carries an act out; the body commits what it wants to last.</summary>
    public static T Run<T>(Database store, TimeProvider clock, Func<ActTransaction, T> body)
    {
        Patience patience = new(store.Settings, MostTries);
        while (true)
        {
            ActTransaction? act = null;
            try
            {
                act = ActTransaction.Begin(store, clock);
                return body(act);
            }
            catch (Exception exception) when (act is null or { MayBeginAnew: true } && patience.Bears(exception))
            {
                Log.Warning("The database gave way ({Kind}); the act is carried out anew", exception.GetType().Name);
            }
            finally
            {
                act?.Dispose();
            }

            patience.Wait();
        }
    }
}
