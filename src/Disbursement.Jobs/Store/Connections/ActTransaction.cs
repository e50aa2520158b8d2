using System.Data.Common;
using Disbursement.Domain.Ledger;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Tables;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Disbursement.Jobs.Store.Connections;

/// <summary>
/// One act, whole or not at all: states, transfers, audit row and the record of files. It takes the write lock at once, so that two
/// officers go one after the other. Files are written beside their place first and moved there after the commit.
/// </summary>
internal sealed class ActTransaction : IDisposable
{
    private readonly IDbContextTransaction _transaction;
    private readonly Dictionary<string, AppendTransfers> _books = [];
    private readonly List<IWaitingRows> _waiting = [];
    private WaitingTransfers? _transfers;
    private readonly List<(string From, string To)> _staged = [];
    private readonly List<(string From, string To)> _stagedFolders = [];
    private readonly Database _store;
    private RecordedAct? _recorded;
    private bool _isCommitted;
    private bool _isInDoubt;

    private ActTransaction(Database store, DateTimeOffset now)
    {
        _store = store;
        Now = now;
        Db = store.Model();
        try
        {
            _transaction = store.TakeTurn(Db);
        }
        catch
        {
            Db.Dispose();
            throw;
        }
    }

    public DisbursementDb Db { get; }

    /// <summary>Whether it has certainly left nothing behind, so that the act can be carried out anew.</summary>
    public bool MayBeginAnew => !_isCommitted && !_isInDoubt;

    /// <summary>The time of everything the act records: UTC, whole seconds.</summary>
    public DateTimeOffset Now { get; }

    public long NowSeconds => Now.ToUnixTimeSeconds();

    public DbConnection Connection => Db.Database.GetDbConnection();

    public DbTransaction Transaction => _transaction.GetDbTransaction();

    public static ActTransaction Begin(Database store, TimeProvider clock) =>
        new(store, DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds()));

    public DbCommand Command(string text, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Sql.Command(Connection, Transaction, text, parameters);

    /// <summary>Executes a statement and tells how many rows it touched.</summary>
    public int Execute(string text, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Sql.Execute(Connection, Transaction, text, parameters);

    /// <summary>
    /// The writer of a county's book. What it appends is in the database when the act is committed, and some of it before: an act reads
    /// the ledger first, and books then.
    /// </summary>
    public AppendTransfers Book(string county)
    {
        if (!_books.TryGetValue(county, out AppendTransfers? book))
            _books[county] = book = new AppendTransfers(this, county);
        return book;
    }

    /// <summary>Where a county's book stands, with what this act appended.</summary>
    public TransferChain ChainOf(string county) => _books.TryGetValue(county, out AppendTransfers? book)
        ? book.Chain
        : AppendTransfers.Head(this, county);

    public void Audit(AuditEntry entry) => _recorded = AuditTrail.Append(Connection, Transaction, entry);

    /// <summary>A file that moves to its place once the act is committed. Staged files bear the ending <c>.staged</c>.</summary>
    public void Stage(string from, string to) => _staged.Add((from, to));

    /// <summary>
    /// A folder that moves to its place once the act is committed; a folder that an act left growing beside its place is moved by whoever
    /// comes next.
    /// </summary>
    public void StageFolder(string from, string to) => _stagedFolders.Add((from, to));

    /// <summary>Takes a transfer that stands in its chain.</summary>
    public void Append(Transfer transfer, ClaimantKey claimant, ReadOnlySpan<byte> hash)
    {
        if (_transfers is null)
            Keep(_transfers = new WaitingTransfers(this, _store));
        _transfers.Add(transfer, claimant, hash);
    }

    /// <summary>Takes rows that wait; they are written before the commit at the latest, and go with the act.</summary>
    public void Keep(IWaitingRows rows) => _waiting.Add(rows);

    public void Commit()
    {
        WriteWaiting();
        Db.SaveChanges();
        CommitOrFindOut();
        _isCommitted = true;
        foreach ((string from, string to) in _staged)
            MoveToPlace(from, to);
        foreach ((string from, string to) in _stagedFolders)
            MoveFolder(from, to);
        _store.Heads.Keep(_store, Now);
    }

    /// <summary>Puts what waits into the database, for an act that reads the ledger or payments after it has booked.</summary>
    public void WriteWaiting()
    {
        foreach (IWaitingRows rows in _waiting)
            rows.Write();
    }

    /// <summary>
    /// Where a connection breaks in the middle of a commit nobody knows whether it came about: the act's entry in the chain of acts tells.
    /// As long as not even that can be asked, staged files stay where they are; whoever comes next knows by their hashes where they belong.
    /// </summary>
    private void CommitOrFindOut()
    {
        try
        {
            _transaction.Commit();
        }
        catch (Exception exception) when (Database.IsTransient(exception))
        {
            _isInDoubt = true;
            _transaction.Dispose();
            bool isDone = _recorded is { } act && HasRecorded(act);
            _isInDoubt = false;
            if (!isDone)
                throw;
        }
    }

    private bool HasRecorded(RecordedAct act)
    {
        try
        {
            return _store.HasRecorded(act.Sequence, act.Hash);
        }
        catch (Exception exception) when (Database.IsTransient(exception))
        {
            throw new StoreRefusal(
                $"The connection to {_store.Name} broke in the middle of a commit, and the database cannot be asked yet whether the act "
                    + $"came about. Look with 'disburse acts' when it can be reached again, before the command is given again.", exception)
                {
                    IsResumable = true,
                };
        }
    }

    /// <summary>Moves a staged file, or finds that whoever came next has done so.</summary>
    public static void MoveToPlace(string from, string to)
    {
        try
        {
            File.Move(from, to, overwrite: true);
        }
        catch (FileNotFoundException) when (File.Exists(to))
        {
            // The next act found it, saw by its hash where it belongs, and moved it.
        }
    }

    private static void MoveFolder(string from, string to)
    {
        try
        {
            Directory.Move(from, to);
        }
        catch (IOException) when (!Directory.Exists(from) && Directory.Exists(to))
        {
            // Whoever looked at the sealed run first moved it.
        }
    }

    public void Dispose()
    {
        foreach (IWaitingRows rows in _waiting)
            rows.Dispose();
        _transaction.Dispose();
        Db.Dispose();
        if (_isCommitted || _isInDoubt)
            return;

        foreach ((string from, _) in _staged)
            File.Delete(from);
        foreach ((string from, _) in _stagedFolders.Where(folder => Directory.Exists(folder.From)))
            Directory.Delete(from, recursive: true);
    }
}
