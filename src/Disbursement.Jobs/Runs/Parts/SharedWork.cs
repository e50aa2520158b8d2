using System.Data.Common;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Bulk;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Serilog;

namespace Disbursement.Jobs.Runs.Parts;

/// <summary>
/// Parts of a run done by whichever process is free. What a part makes stays in a folder of its own, rows included, until the process that
/// takes the sealing puts all of it into one transaction. A part whose process dies is taken again; what the dead one left is not looked
/// at.
/// </summary>
internal sealed class SharedWork : IDivideWork
{
    private const string Product = "product.json", Rows = "rows.bin", Files = "files", Whole = "run";
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(200);

    private readonly Database _store;
    private readonly RunFolders _folders;
    private readonly RunRecord _run;
    private readonly KeyRing _ring;
    private readonly NodeLocks _locks;
    private readonly RunParts _parts;
    private readonly RunBook _runs;
    private readonly string[] _counties;
    private readonly int _workers;
    private readonly Timer? _renewal;
    private Sealing? _sealing;
    private StoredClaims? _claims;

    /// <param name="store">The database.</param>
    /// <param name="folders">The run's folders, which all processes see.</param>
    /// <param name="run">The run.</param>
    /// <param name="ring">Its keys.</param>
    /// <param name="counties">Every county that may have claimants: each has numbers of its own.</param>
    /// <param name="workers">Parts at a time.</param>
    /// <param name="clock">The time.</param>
    public SharedWork(
        Database store, RunFolders folders, RunRecord run, KeyRing ring, IEnumerable<string> counties, int workers, TimeProvider clock)
    {
        (_store, _folders, _run, _ring, _workers) = (store, folders, run, ring, workers);
        _counties = [.. counties.Order(StringComparer.Ordinal)];
        _locks = new NodeLocks(LocksOf(folders.Work));
        _parts = new RunParts(store, clock, run.Number);
        _runs = new RunBook(store);
        if (store.LeaseTime is { } lease)
            _renewal = new Timer(_ => Renew(), null, lease / 4, lease / 4);
    }

    /// <summary>Where the processes of a run hold their locks.</summary>
    public static string LocksOf(string work) => Path.Combine(work, "nodes");

    /// <summary>Whether any process works on a run.</summary>
    public static bool IsAlive(Database store, DisbursementDb db, RunRecord run)
    {
        long now = store.Now();
        return NodeLocks.AnyHeld(LocksOf(RunFolders.WorkOf(store.Data, run.Id)))
            || db.RunParts.Any(part => part.RunNumber == run.Number && part.State == RunParts.Taken && part.LeaseUntil > now);
    }

    /// <summary>Whether any process works on a shared run, this one left aside.</summary>
    public bool HasOthers => _parts.Busy().Any(part => part.Node != _locks.Name && IsAlive(part));

    public T[] Each<T>(RunStage stage, IReadOnlyList<string> names, Func<PartPlace, T> carry, CancellationToken stop)
        where T : class, IProduct<T>
    {
        string name = NameOf(stage);
        _parts.Open(name, names);
        using CancellationTokenSource failed = CancellationTokenSource.CreateLinkedTokenSource(stop);
        ParallelOptions sideBySide = new() { MaxDegreeOfParallelism = _workers, CancellationToken = failed.Token };
        Parallel.For(0, Math.Min(_workers, Math.Max(1, names.Count)), sideBySide, _ =>
        {
            while (!failed.IsCancellationRequested && Next(name, failed.Token) is { } part)
            {
                try
                {
                    Do(part, stage, carry);
                }
                catch
                {
                    failed.Cancel();
                    throw;
                }
            }
        });
        stop.ThrowIfCancellationRequested();
        IReadOnlyList<RunPartRecord> done = _parts.Of(name);
        return done.Count == names.Count ? [.. done.Select(part => Load<T>(stage, part))] : throw new SealedElsewhere();
    }

    public void HoldLedger(CancellationToken stop) => _parts.HoldLedger([NameOf(RunStage.Assessing), NameOf(RunStage.Paying)]);

    public IClaims Claims(IReadOnlyList<AcceptedPart> counties, KeyRing ring) => _claims ??= new StoredClaims(_store, ring, _run.Number);

    public (T[] Products, Sealing Sealing) Last<T>(IReadOnlyList<string> names, Func<PartPlace, T> carry, Action<Sealing> close,
        CancellationToken stop)
        where T : class, IProduct<T>
    {
        T[] products = Each(RunStage.Paying, names, carry, stop);
        _parts.Open(NameOf(RunStage.Sealing), [Whole]);
        TakenPart last = Next(NameOf(RunStage.Sealing), stop) ?? throw new SealedElsewhere();
        _sealing = _store.BeginSealing();
        using (DisbursementDb db = _store.Model())
        {
            if (!_parts.IsLedgerHeld(db))
                throw new RunRefusal($"Run {_run.Id} was settled against a ledger that has moved since. Start it again: it decides anew.")
                {
                    Chinese = $"发放批次 {_run.Id} 比对账簿之后，账簿又有变动。请重新启动，将重新认定。",
                    IsResumable = true,
                };
        }

        GatherFiles();
        foreach (RunStage stage in (ReadOnlySpan<RunStage>)[RunStage.Assessing, RunStage.Paying])
        {
            foreach (RunPartRecord part in _parts.Of(NameOf(stage)))
                RowSpool.Load(Path.Combine(FolderOf(stage, part.Name, part.Attempt), Rows), _sealing, stop);
        }

        _sealing.Last = (connection, transaction) => EndAll(last, connection, transaction);
        close(_sealing);
        return (products, _sealing);
    }

    /// <summary>
    /// Takes back what was being sealed: until then nobody else writes to the database, the record of why the run ended included.
    /// </summary>
    public void GiveUpSealing()
    {
        _sealing?.Dispose();
        _sealing = null;
    }

    public void Dispose()
    {
        _renewal?.Dispose();
        GiveUpSealing();
        _claims?.Dispose();
        try
        {
            _parts.LetGo(_locks.Name);
        }
        catch (Exception exception) when (exception is DbException or StoreRefusal or InvalidOperationException)
        {
            // The lock that goes next says the same to others on this machine, and the lease to those elsewhere.
            Log.Information("Parts of run {Shared} could not be let go: {Kind}", _run.Id, exception.GetType().Name);
        }

        _locks.Dispose();
    }

    private static string NameOf(RunStage stage) => stage.ToString().ToLowerInvariant();

    /// <summary>
    /// The next part of a stage; waits while others work on the rest, and is null once all are done, or the sealing has forgotten them.
    /// </summary>
    /// <exception cref="SealedElsewhere">The run is sealed.</exception>
    private TakenPart? Next(string stage, CancellationToken stop)
    {
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            if (_runs.IsSealed(_run))
                throw new SealedElsewhere();
            if (_parts.Take(stage, _locks.Name, IsAlive, LeaseUntil()) is { } taken)
                return taken;
            if (_parts.Of(stage).All(part => part.State == RunParts.Done))
                return null;

            stop.WaitHandle.WaitOne(Wait);
        }
    }

    private void Do<T>(TakenPart part, RunStage stage, Func<PartPlace, T> carry)
        where T : class, IProduct<T>
    {
        string folder = FolderOf(stage, part.Name, part.Attempt);
        Directory.CreateDirectory(folder);
        using RowSpool? rows = stage is RunStage.Assessing or RunStage.Paying
            ? new RowSpool(Path.Combine(folder, Rows), Array.IndexOf(_counties, part.Name))
            : null;
        PartPlace place = new(part.Name, folder, Path.Combine(folder, Files), rows, IsKept: true);
        T product = carry(place);
        rows?.Finish();
        using (FileStream file = PrivateFile.Create(Path.Combine(folder, Product)))
        {
            file.Write(product.Save(place));
            file.Flush(flushToDisk: true);
        }

        PrivateFile.FlushNames(folder);
        if (!_parts.End(
            part, product is AcceptedPart accepted ? turn => StoredClaims.Put(turn, _run.Number, accepted.County, _ring) : null))
            Log.Information("Part {Stage} {Part} of run {Shared} was done by another process meanwhile", part.Stage, part.Name, _run.Id);
    }

    private T Load<T>(RunStage stage, RunPartRecord part)
        where T : class, IProduct<T>
    {
        string folder = FolderOf(stage, part.Name, part.Attempt);
        try
        {
            return T.Load(new PartPlace(part.Name, folder, Path.Combine(folder, Files), null, IsKept: true),
                File.ReadAllBytes(Path.Combine(folder, Product)));
        }
        catch (IOException) when (_runs.IsSealed(_run))
        {
            throw new SealedElsewhere();
        }
    }

    /// <summary>
    /// Brings the files of all parts to where the run's files grow. A process that died in the middle of it left some there already.
    /// </summary>
    private void GatherFiles()
    {
        foreach (RunStage stage in Enum.GetValues<RunStage>())
        {
            foreach (RunPartRecord part in _parts.Of(NameOf(stage)))
                Gather(Path.Combine(FolderOf(stage, part.Name, part.Attempt), Files));
        }
    }

    private void Gather(string files)
    {
        if (!Directory.Exists(files))
            return;

        foreach (string file in Directory.EnumerateFiles(files, "*", SearchOption.AllDirectories))
        {
            string place = _folders.Grow(Path.GetRelativePath(files, file));
            try
            {
                PrivateFile.Move(file, place);
            }
            catch (FileNotFoundException) when (File.Exists(place))
            {
                // A process that was taken for dead moved it.
            }
        }
    }

    /// <summary>Ends the run's parts in the transaction that seals it: a process that was taken for dead seals nothing.</summary>
    private void EndAll(TakenPart last, DbConnection connection, DbTransaction transaction)
    {
        using (DbCommand end = Sql.Command(connection, transaction, RunParts.EndSql, _parts.Key(last)))
        {
            if (end.ExecuteNonQuery() != 1)
                throw new SealedElsewhere();
        }

        foreach (string sql in RunParts.ForgetSql)
        {
            using DbCommand forget = Sql.Command(connection, transaction, sql, ("@run", _run.Number));
            forget.CommandTimeout = 0;
            forget.ExecuteNonQuery();
        }
    }

    private string FolderOf(RunStage stage, string name, int attempt) => Path.Combine(_folders.Work, $"{NameOf(stage)}-{name}-{attempt}");

    private bool IsAlive(RunPartRecord part) =>
        NodeLocks.IsLocal(part.Node!) || _store.LeaseTime is null ? _locks.IsHeld(part.Node!) : part.LeaseUntil > _store.Now();

    private long LeaseUntil() => _store.LeaseTime is { } lease ? _store.Now() + (long)lease.TotalMilliseconds : 0;

    private void Renew()
    {
        try
        {
            _parts.Renew(_locks.Name, LeaseUntil());
        }
        catch (Exception exception) when (exception is DbException or InvalidOperationException)
        {
            Log.Warning("The lease on parts of run {Shared} could not be renewed: {Kind}", _run.Id, exception.GetType().Name);
        }
    }
}
