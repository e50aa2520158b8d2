using Disbursement.Domain.Batches;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Standings;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Payments;

/// <summary>
/// Finds payments of a batch by name or account. Both are sealed in the database, so those of a batch are opened once and kept in memory,
/// an account as its keyed hash: they never change, at most <see cref="MostNames"/> are kept, and the batch that was asked for longest ago
/// goes first.
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

    /// <summary>Ids of payments of a batch whose claimant's row has an account, in order; at most <see cref="MostFound"/>.</summary>
    /// <param name="store">The database.</param>
    /// <param name="ring">The keys.</param>
    /// <param name="batch">Number of the batch.</param>
    /// <param name="account">The keyed hash of the account.</param>
    public IReadOnlyList<long> WithAccount(Database store, KeyRing ring, int batch, ulong account)
    {
        Opened opened = Of(store, ring, batch);
        return [.. Enumerable.Range(0, opened.Ids.Length).Where(i => opened.Accounts[i] == account).Take(MostFound)
            .Select(i => opened.Ids[i])];
    }

    /// <summary>Whether the names of a batch are open already.</summary>
    public bool Holds(int batch)
    {
        lock (_gate)
            return _opened.Any(one => one.Batch == batch);
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
        List<ulong> accounts = [];
        using ClaimantKeys keys = new(ring);
        var rows = from payment in db.Payments.ToRead()
                   join claimant in db.Claimants.ToRead() on payment.ClaimantNumber equals claimant.Number
                   where payment.Id > first && payment.Id < end
                   orderby payment.Id
                   select new { payment.Id, claimant.Number, claimant.Personal };
        foreach (var row in rows)
        {
            ids.Add(row.Id);
            Person person = new SealedPerson(row.Number, row.Personal!).Open(sealer);
            names.Add(person.Name);
            accounts.Add(KnownAccount.HashOf(person.BankAccount, keys));
        }

        return new Opened(batch, [.. ids], [.. names], [.. accounts]);
    }

    private sealed record Opened(int Batch, long[] Ids, string[] Names, ulong[] Accounts);
}
