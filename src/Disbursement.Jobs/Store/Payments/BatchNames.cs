using Disbursement.Domain.Batches;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Payments;

/// <summary>
/// Finds payments of a batch by name. Names are sealed in the database, so those of a batch are opened once and kept in memory: they never
/// change, at most
/// <see cref="MostNames"/> are kept, and the batch that was asked for longest ago goes first.
/// </summary>
internal sealed class BatchNames
{
    public const int MostFound = 1000;
    private const int MostNames = 1_000_000;

    private readonly Lock _gate = new();
    private readonly LinkedList<Opened> _opened = [];

    /// <summary>Ids of payments whose person's name holds a text, in order; at most <see cref="MostFound"/>.</summary>
    public IReadOnlyList<long> Find(Database store, KeyRing ring, int batch, string part)
    {
        Opened names = Of(store, ring, batch);
        List<long> found = [];
        for (int i = 0; i < names.Names.Length && found.Count < MostFound; i++)
        {
            if (names.Names[i].Contains(part, StringComparison.Ordinal))
                found.Add(names.Ids[i]);
        }

        return found;
    }

    private Opened Of(Database store, KeyRing ring, int batch)
    {
        lock (_gate)
        {
            Opened? known = _opened.FirstOrDefault(one => one.Batch == batch);
            if (known is null)
                known = Open(store, ring, batch);
            else
                _opened.Remove(known);
            _opened.AddFirst(known);
            while (_opened.Count > 1 && _opened.Sum(one => one.Names.Length) > MostNames)
                _opened.RemoveLast();
            return known;
        }
    }

    private static Opened Open(Database store, KeyRing ring, int batch)
    {
        (long first, long end) = PaymentId.OfBatch(new(batch));
        using DisbursementDb db = store.Model();
        using Sealer sealer = new(ring);
        List<long> ids = [];
        List<string> names = [];
        var rows = from payment in db.Payments.ToRead()
                   join claimant in db.Claimants.ToRead() on payment.ClaimantNumber equals claimant.Number
                   where payment.Id > first && payment.Id < end
                   orderby payment.Id
                   select new { payment.Id, claimant.Personal };
        foreach (var row in rows)
        {
            ids.Add(row.Id);
            names.Add(Person.Open(row.Personal!, sealer).Name);
        }

        return new Opened(batch, [.. ids], [.. names]);
    }

    private sealed record Opened(int Batch, long[] Ids, string[] Names);
}
