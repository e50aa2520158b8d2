using Disbursement.Domain.Officers;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Questions;

/// <summary>Names persons of whom a list holds the key alone: a stop, a receivable. The books are asked once for all of them.</summary>
internal static class NamePersons
{
    /// <param name="db">The books.</param>
    /// <param name="ring">The keys of what is sealed.</param>
    /// <param name="keys">The persons, as many as a page shows.</param>
    /// <param name="officer">Who reads it.</param>
    /// <returns>
    /// Each by the newest row in the officer's counties, with the name of the newest row there that has one; nobody who never stood there.
    /// </returns>
    public static IReadOnlyDictionary<ClaimantKey, FoundPerson> Run(
        DisbursementDb db, KeyRing ring, IEnumerable<ClaimantKey> keys, Officer officer)
    {
        byte[][] wanted = [.. keys.Distinct().Select(key => key.ToBytes())];
        using Sealer sealer = new(ring);
        return wanted.Length == 0
            ? new Dictionary<ClaimantKey, FoundPerson>()
            : db.Claimants.ToRead().Where(row => wanted.Contains(row.ClaimantKey)).OrderByDescending(row => row.Number).AsEnumerable()
                .Where(row => officer.Covers(row.RegionCode[..6])).GroupBy(row => ClaimantKey.Read(row.ClaimantKey))
                .ToDictionary(rows => rows.Key, rows => Newest([.. rows], sealer));
    }

    private static FoundPerson Newest(ClaimantRecord[] rows, Sealer sealer)
    {
        FoundPerson newest = FoundPerson.Of(rows[0], sealer);
        return newest.Name.Length == 0 && rows.FirstOrDefault(row => row.Personal is not null) is { } named
            ? FoundPerson.Of(named, sealer) with { Claimant = newest.Claimant }
            : newest;
    }
}
