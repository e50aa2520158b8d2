using System.Data.Common;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Bulk;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Runs.Parts;

/// <summary>
/// One part of a run, done by a job of a cluster. What it makes, rows included, stays in a folder of its firing. Whoever finds a stage
/// complete goes on with the story from what was recorded, and hands the next stage out; the job that seals the run puts the products
/// that were recorded, and no others, into one transaction.
/// </summary>
/// <param name="store">The database.</param>
/// <param name="parts">What has been made of the run.</param>
/// <param name="job">The part.</param>
/// <param name="firing">Names this firing of the job, and no other one.</param>
/// <param name="places">Where the start works, and where the files of this attempt grow.</param>
/// <param name="counties">Every county that may have claimants: each has numbers of its own.</param>
/// <param name="engine">Gets the jobs of the next stage.</param>
internal sealed class ClusterWork(
    Database store, RunParts parts, PartJob job, string firing, ClusterPlaces places, IEnumerable<string> counties, IRunEngine engine)
    : IDivideWork
{
    private const string Product = "product.json", Rows = "rows.bin", Files = "files";

    private readonly string[] _counties = [.. counties.Order(StringComparer.Ordinal)];

    /// <summary>The products that this story went by.</summary>
    private readonly List<(string Stage, string Product)> _taken = [];
    private Sealing? _sealing;

    public T[] Each<T>(RunStage stage, IReadOnlyList<string> names, Func<PartPlace, T> carry, CancellationToken stop)
        where T : class, IProduct<T>
    {
        string key = DoneParts.KeyOf(stage);
        IReadOnlyDictionary<string, string> made = parts.Of(key);
        if (job.Stage == stage && names.Contains(job.Name) && !made.ContainsKey(job.Name))
        {
            Do(stage, carry);
            made = parts.Of(key);
        }

        stop.ThrowIfCancellationRequested();
        string[] open = [.. names.Where(name => !made.ContainsKey(name))];
        if (open.Length > 0)
        {
            // Whoever died while handing this stage out is given the same job again, and hands out the rest.
            if (job.Stage != stage)
                engine.HandOut([.. open.Select(name => job.Other(stage, name))]);
            throw new HandedOn();
        }

        _taken.AddRange(names.Select(name => (key, made[name])));
        return [.. names.Select(name => Load<T>(name, made[name]))];
    }

    /// <exception cref="LedgerMoved">Decisions were made by another state of the ledger.</exception>
    public void HoldLedger()
    {
        switch (parts.HoldLedger())
        {
            case null:
                throw new HandedOn();
            case false:
                throw new LedgerMoved();
        }
    }

    public (T[] Products, Sealing Sealing) Last<T>(IReadOnlyList<string> names, Func<PartPlace, T> carry, Action<Sealing> close,
        CancellationToken stop)
        where T : class, IProduct<T>
    {
        T[] products = Each(RunStage.Paying, names, carry, stop);
        if (job.Stage != RunStage.Sealing)
        {
            engine.HandOut([job.Other(RunStage.Sealing, PartJob.Whole)]);
            throw new HandedOn();
        }

        _sealing = store.BeginSealing();
        if (!parts.IsCurrent())
            throw new HandedOn();
        if (!parts.IsLedgerHeld())
            throw new LedgerMoved();

        foreach ((string stage, string product) in _taken)
        {
            string folder = Path.Combine(places.Folder, product);
            Gather(Path.Combine(folder, Files), stop);
            if (stage == DoneParts.KeyOf(RunStage.Assessing) || stage == DoneParts.KeyOf(RunStage.Paying))
                RowSpool.Load(Path.Combine(folder, Rows), _sealing, stop);
        }

        _sealing.Last = TakeAll;
        close(_sealing);
        return (products, _sealing);
    }

    public void Dispose() => _sealing?.Dispose();

    private void Do<T>(RunStage stage, Func<PartPlace, T> carry)
        where T : class, IProduct<T>
    {
        string product = $"{DoneParts.KeyOf(stage)}-{job.Name}-{firing}", folder = Path.Combine(places.Folder, product);
        Directory.CreateDirectory(folder);
        using RowSpool? rows = stage is RunStage.Assessing or RunStage.Paying
            ? new RowSpool(Path.Combine(folder, Rows), Array.IndexOf(_counties, job.Name))
            : null;
        PartPlace place = new(job.Name, folder, Path.Combine(folder, Files), rows, IsKept: true);
        T made = carry(place);
        rows?.Finish();
        using (FileStream file = PrivateFile.Create(Path.Combine(folder, Product)))
        {
            file.Write(made.Save(place));
            file.Flush(flushToDisk: true);
        }

        PrivateFile.FlushNames(folder);
        parts.Keep(DoneParts.KeyOf(stage), job.Name, product);
    }

    private T Load<T>(string name, string product)
        where T : class, IProduct<T>
    {
        string folder = Path.Combine(places.Folder, product);
        return T.Load(new PartPlace(name, folder, Path.Combine(folder, Files), null, IsKept: true),
            File.ReadAllBytes(Path.Combine(folder, Product)));
    }

    /// <summary>Copies the files of a part to where this attempt's files grow: the next attempt finds them too.</summary>
    private void Gather(string files, CancellationToken stop)
    {
        if (!Directory.Exists(files))
            return;

        foreach (string file in Directory.EnumerateFiles(files, "*", SearchOption.AllDirectories))
        {
            stop.ThrowIfCancellationRequested();
            string place = Path.Combine(places.Growing, Path.GetRelativePath(files, file));
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            PrivateFile.Copy(file, place);
        }
    }

    private void TakeAll(DbConnection connection, DbTransaction transaction)
    {
        if (!parts.Take(connection, transaction))
            throw new HandedOn();
        places.Settle();
    }
}

/// <summary>Where a start of a run works on a cluster.</summary>
/// <param name="Folder">Gets a folder for each product.</param>
/// <param name="Growing">Where the files of this attempt at sealing grow.</param>
/// <param name="Settle">Puts those files where a sealed run's wait for their place.</param>
internal sealed record ClusterPlaces(string Folder, string Growing, Action Settle);

/// <summary>The ledger has moved since decisions were made by it.</summary>
internal sealed class LedgerMoved : Exception
{
    public LedgerMoved()
    {
    }

    public LedgerMoved(string message)
        : base(message)
    {
    }

    public LedgerMoved(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
