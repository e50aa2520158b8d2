using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Disbursement.Jobs.Tests.Store;

/// <summary>A break that passes by itself, as a connection breaks or a server fails over.</summary>
internal sealed class PassingFault : DbException
{
    public PassingFault()
        : this("the connection was lost")
    {
    }

    public PassingFault(string message)
        : base(message)
    {
    }

    public PassingFault(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public override bool IsTransient => true;
}

/// <summary>Breaks real transactions of a real database at chosen moments.</summary>
internal sealed class PassingFaults : DbTransactionInterceptor
{
    /// <summary>Commits that break before the database hears of them.</summary>
    public int BeforeCommit { get; set; }

    /// <summary>Commits that the database carries out and that nobody is told of.</summary>
    public int AfterCommit { get; set; }

    /// <summary>Transactions that break as they begin.</summary>
    public int AtBegin { get; set; }

    /// <summary>Whether, once a commit broke, nothing can be begun any more.</summary>
    public bool StaysDown { get; set; }

    public int Broken { get; private set; }

    public override InterceptionResult TransactionCommitting(DbTransaction transaction, TransactionEventData eventData,
        InterceptionResult result)
    {
        if (BeforeCommit == 0)
            return result;

        BeforeCommit--;
        throw Fault();
    }

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData)
    {
        if (AfterCommit == 0)
            return;

        AfterCommit--;
        if (StaysDown)
            AtBegin = int.MaxValue;
        throw Fault();
    }

    public override InterceptionResult<DbTransaction> TransactionStarting(DbConnection connection, TransactionStartingEventData eventData,
        InterceptionResult<DbTransaction> result)
    {
        if (AtBegin == 0)
            return result;

        AtBegin--;
        throw Fault();
    }

    private PassingFault Fault()
    {
        Broken++;
        return new PassingFault();
    }
}

/// <summary>Breaks a statement of the model in the middle of an act.</summary>
internal sealed class PassingStatementFault(string part) : DbCommandInterceptor
{
    private bool _isBroken;

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData,
        InterceptionResult<DbDataReader> result)
    {
        if (_isBroken || !command.CommandText.Contains(part, StringComparison.Ordinal))
            return result;

        _isBroken = true;
        throw new PassingFault();
    }
}

/// <summary>A database of which nothing can be read for as long as it is away.</summary>
internal sealed class PassingProofFault : DbCommandInterceptor
{
    public bool IsAway { get; set; }

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData,
        InterceptionResult<DbDataReader> result) => IsAway ? throw new PassingFault() : result;
}
