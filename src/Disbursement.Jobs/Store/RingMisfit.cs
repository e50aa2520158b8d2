using System.Data.Common;
using System.Security.Cryptography;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Store;

/// <summary>Whether a key ring is the one of a database, told by a few looks.</summary>
internal static class RingMisfit
{
    /// <summary>
    /// Values to try the ring on, each found by key: claimants by their payments, because of all rows only theirs are sure to hold a value.
    /// </summary>
    private static readonly (string Table, string Sql)[] Samples =
    [
        ("claimants", "SELECT number, personal FROM claimants WHERE number = "
            + "(SELECT claimant_number FROM payments WHERE id = (SELECT MAX(id) FROM payments))"),
        ("claimants", "SELECT number, personal FROM claimants WHERE number = "
            + "(SELECT claimant_number FROM payments WHERE id = (SELECT MIN(id) FROM payments))"),
        ("quarantine", "SELECT id, raw FROM quarantine WHERE id = (SELECT MAX(id) FROM quarantine)"),
        ("quarantine", "SELECT id, raw FROM quarantine WHERE id = (SELECT MIN(id) FROM quarantine)"),
        ("payees", "SELECT id, personal FROM payees WHERE id = (SELECT MAX(id) FROM payees)"),
        ("payees", "SELECT id, personal FROM payees WHERE id = (SELECT MIN(id) FROM payees)"),
        ("officers", "SELECT id, factor FROM officers WHERE factor IS NOT NULL ORDER BY id"),
    ];

    /// <summary>Where nothing was ever paid.</summary>
    private const string AnyClaimant =
        "SELECT number, personal FROM claimants WHERE number = (SELECT MIN(number) FROM claimants WHERE personal IS NOT NULL)";

    /// <summary>
    /// Why the ring cannot be the one of this database: it opens none of the values that it is tried on. One that it opens is enough,
    /// because a single value may have been damaged.
    /// </summary>
    /// <returns>The end of a sentence; null where the ring fits or nothing is sealed yet.</returns>
    public static string? Of(Database store, KeyRing ring)
    {
        using DbConnection connection = store.Connect();
        using Sealer sealer = new(ring);
        SortedSet<ushort> keys = [];
        foreach ((string table, string sql) in Samples.Append(("claimants", AnyClaimant))
            .TakeWhile(sample => sample.Item2 != AnyClaimant || keys.Count == 0))
        {
            using DbCommand command = Sql.Command(connection, null, sql);
            using DbDataReader reader = command.ExecuteReader();
            if (!reader.Read() || reader.GetValue(1) is not byte[] value)
                continue;
            if (Opens(sealer, value, new SealedPlace(table, reader.Long(0))))
                return null;

            keys.Add(Sealer.KeyOf(value));
        }

        if (keys.Count == 0)
            return null;

        return keys.Any(ring.Holds)
            ? "it opens nothing that is sealed in this database, so it belongs to another one"
            : $"the database holds values sealed with key {string.Join(", ", keys)}, which this ring does not have, so it is older than "
                + $"the database or belongs to another one";
    }

    private static bool Opens(Sealer sealer, byte[] value, SealedPlace place)
    {
        try
        {
            CryptographicOperations.ZeroMemory(sealer.Open(value, place));
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
