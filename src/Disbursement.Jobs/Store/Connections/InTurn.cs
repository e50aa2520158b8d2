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
        for (int tries = 1; ; tries++)
        {
            ActTransaction? act = null;
            try
            {
                act = ActTransaction.Begin(store, clock);
                return body(act);
            }
            catch (Exception exception) when (tries < MostTries && act is null or { MayBeginAnew: true } && Database.IsTransient(exception))
            {
                Log.Warning("The database gave way ({Kind}); the act is carried out anew, try {Try} of {Tries}", exception.GetType().Name,
                    tries + 1, MostTries);
            }
            finally
            {
                act?.Dispose();
            }

            Faults.Pause(tries);
        }
    }
}
