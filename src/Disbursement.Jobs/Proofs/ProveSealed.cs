using System.Data.Common;
using System.Security.Cryptography;
using Disbursement.Domain.Households;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Proofs;

/// <summary>
/// Every sealed person opens in the row where it stands, and is the one whom the row's claimant key names: nobody's name and account stand
/// in another's row. A child is held against its key by a replay alone: the key may be of its birth date and name.
/// </summary>
internal sealed class ProveSealed(DbConnection connection, KeyRing ring)
{
    private static readonly string Child = Role.Child.Code();

    /// <summary>How many were opened, and the first that does not belong where it stands.</summary>
    public (long Checked, string? FirstBreak) Run(CancellationToken stop)
    {
        using Sealer sealer = new(ring);
        using ClaimantKeys keys = new(ring);
        long opened = 0;
        foreach (string rows in new[]
        {
            "SELECT number, personal, claimant_key, role FROM claimants WHERE personal IS NOT NULL ORDER BY number",
            $"""
            SELECT -g.id, g.personal, g.claimant_key, COALESCE(c.role, '') FROM payees g
              LEFT JOIN payments p ON p.id = {PackedIds.PaymentOf("g.payment_no")}
              LEFT JOIN claimants c ON c.number = p.claimant_number AND c.claimant_key = g.claimant_key
            ORDER BY g.id
            """,
        })
        {
            using StoredRows reader = StoredRows.Of(connection, rows);
            while (reader.Read())
            {
                stop.ThrowIfCancellationRequested();
                opened++;
                SealedPerson person = SealedPerson.Read(reader, 0);
                if (Wrong(person, ClaimantKey.Read(reader.BytesInPlace(2)), reader.Repeated(3), sealer, keys) is { } wrong)
                    return (opened, $"row {person.Place.Row} of {person.Place.Table}: {wrong}");
            }
        }

        return (opened, null);
    }

    private static string? Wrong(SealedPerson person, ClaimantKey key, string role, Sealer sealer, ClaimantKeys keys)
    {
        string number;
        try
        {
            number = person.OpenId(sealer);
        }
        catch (Exception exception) when (exception is CryptographicException or InvalidDataException)
        {
            return "what is sealed there was altered, or is from another row";
        }

        return role == Child || CitizenId.TryParse(number, out CitizenId id) && keys.Of(id) == key
            ? null
            : "the person who is sealed there is not the one whom the row is about";
    }
}
