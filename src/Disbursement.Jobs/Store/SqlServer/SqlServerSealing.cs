using System.Data.Common;
using Disbursement.Jobs.Store.Bulk;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Serilog;
using Database = Disbursement.Jobs.Store.Connections.Database;

namespace Disbursement.Jobs.Store.SqlServer;

/// <summary>
/// A sealing into SQL Server. The turn is taken at the beginning, so that no act changes what the run goes by; rows wait in files of the
/// data folder and are copied in bulk at the end. So the server's tables are locked for the copy alone, what the run still reads is never
/// locked by itself, and a copy that breaks off is made anew.
/// </summary>
internal sealed class SqlServerSealing : SealingTransaction
{
    private const int MostTries = 5;

    private readonly SqlServerDatabase _store;
    private readonly SpooledRows _rows;
    private SqlServerDisbursementDb? _db;
    private IDbContextTransaction? _turn;
    private readonly RecordedAct _before;

    private SqlServerSealing(SqlServerDatabase store)
    {
        _store = store;
        TakeTurn();
        try
        {
            _before = LastAct();
            _rows = SpooledRows.Make(Path.Combine(store.Data, "work"));
        }
        catch
        {
            GiveUpTurn();
            throw;
        }
    }

    public override long Rows => _rows.Count;

    /// <summary>Waits for the turn, through faults and long sealings of others, but not for ever.</summary>
    public static SqlServerSealing Begin(SqlServerDatabase store)
    {
        Patience patience = new(store.Settings, MostTries);
        while (true)
        {
            try
            {
                return new SqlServerSealing(store);
            }
            catch (Exception exception) when (patience.Bears(exception))
            {
                patience.Wait();
            }
        }
    }

    public override void Write(ReadOnlySpan<byte> rows) => _rows.Add(rows);

    public override void Commit(Func<DbConnection, DbTransaction, RecordedAct> end)
    {
        Patience patience = new(_store.Settings, MostTries);
        while (true)
        {
            RecordedAct? act = null;
            try
            {
                if (_turn is null)
                    TakeTurnAgain();
                SqlConnection connection = (SqlConnection)_db!.Database.GetDbConnection();
                SqlTransaction transaction = (SqlTransaction)_turn!.GetDbTransaction();
                foreach (BulkTable table in Enum.GetValues<BulkTable>())
                    Copy(connection, transaction, table);
                PutStandingsInPlace(connection, transaction);
                act = end(connection, transaction);
                _turn!.Commit();
                return;
            }
            catch (Exception exception) when (patience.Bears(exception))
            {
                Log.Warning("The database gave way while a run was sealed ({Kind}); it is sealed anew", exception.GetType().Name);
                GiveUpTurn();
                if (act is { } recorded && _store.HasRecorded(recorded.Sequence, recorded.Hash))
                    return;
            }

            patience.Wait();
        }
    }

    protected override void Dispose(bool isDisposing)
    {
        _rows.Dispose();
        GiveUpTurn();
    }

    private void TakeTurn()
    {
        _db = _store.Model();
        try
        {
            _turn = _store.TakeTurn(_db);
        }
        catch
        {
            GiveUpTurn();
            throw;
        }
    }

    /// <summary>
    /// After a fault: whoever had the turn meanwhile left an entry in the chain of acts, and then the run no longer goes by what is true.
    /// </summary>
    private void TakeTurnAgain()
    {
        TakeTurn();
        RecordedAct now = LastAct();
        if (now.Sequence != _before.Sequence || !now.Hash.AsSpan().SequenceEqual(_before.Hash))
            throw new StoreRefusal($"The connection to {_store.Name} was lost while the run was sealed, and somebody else acted meanwhile. "
                + $"Nothing of the run was kept; the same command starts it again.") { IsResumable = true };
    }

    private RecordedAct LastAct()
    {
        (long sequence, byte[] hash) = AuditTrail.Head(_db!.Database.GetDbConnection(), _turn!.GetDbTransaction());
        return new RecordedAct(sequence, hash);
    }

    private void GiveUpTurn()
    {
        try
        {
            _turn?.Dispose();
            _db?.Dispose();
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException)
        {
            Log.Debug("A broken connection could not be closed in order: {Kind}", exception.GetType().Name);
        }

        (_turn, _db) = (null, null);
    }

    private void Copy(SqlConnection connection, SqlTransaction transaction, BulkTable table)
    {
        bool isStaged = table == BulkTable.Standings;
        if (isStaged)
            Sql.Execute(connection, transaction, "DELETE FROM standings_staged");
        SqlServerBulkWriter.Copy(_rows, transaction, table, isStaged ? StagedStandingsTable.Table.Name : BulkTables.Name(table));
    }

    private static void PutStandingsInPlace(DbConnection connection, DbTransaction transaction)
    {
        Sql.Execute(connection, transaction, "DELETE FROM standings WHERE claimant_key IN (SELECT claimant_key FROM standings_staged)");
        Sql.Execute(connection, transaction,
            "INSERT INTO standings (claimant_key, value) SELECT claimant_key, value FROM standings_staged");
        Sql.Execute(connection, transaction, "DELETE FROM standings_staged");
    }
}
