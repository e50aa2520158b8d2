using System.Data.Common;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Standings;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Questions;

/// <summary>Names persons of whom a list holds the key alone: a stop, a receivable.</summary>
internal static class NamePersons
{
    /// <param name="db">The books.</param>
    /// <param name="connection">A connection to them.</param>
    /// <param name="ring">The keys of what is sealed.</param>
    /// <param name="keys">The persons, as many as a page shows.</param>
    /// <param name="officer">Who reads it.</param>
    /// <returns>
    /// Each by the newest row in the officer's counties, with the name of the newest row there that has one; nobody who never stood there.
    /// </returns>
    public static IReadOnlyDictionary<ClaimantKey, FoundPerson> Run(
        DisbursementDb db, DbConnection connection, KeyRing ring, IEnumerable<ClaimantKey> keys, Officer officer)
    {
        using Sealer sealer = new(ring);
        Dictionary<ClaimantKey, FoundPerson> found = [];
        foreach (ClaimantKey key in keys.Distinct())
        {
            long[] numbers = [.. FindClaimant.Seen(connection, key, null).Where(row => officer.Covers(row.RegionCode[..6]))
                .Select(row => row.Number)];
            ClaimantRecord[] rows =
                [.. db.Claimants.ToRead().Where(row => numbers.Contains(row.Number)).OrderByDescending(row => row.Number)];
            if (rows.Length == 0)
                continue;

            FoundPerson newest = FoundPerson.Of(rows[0], sealer);
            found[key] = newest.Name.Length == 0 && rows.FirstOrDefault(row => row.Personal is not null) is { } named
                ? FoundPerson.Of(named, sealer) with { Claimant = newest.Claimant }
                : newest;
        }

        return found;
    }
}
