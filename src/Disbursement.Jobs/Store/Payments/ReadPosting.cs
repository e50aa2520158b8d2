using System.Data.Common;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Store.Payments;

/// <summary>A payment as a public posting names it.</summary>
internal sealed record PostedPayment(string PaymentNo, string RegionCode, string Role, string Name, string Id, string Scheme, Money Amount);

/// <summary>
/// Reads the payments of a county and run in the order of villages and households, as they are posted; row by row, so a county of any size
/// costs the same memory.
/// </summary>
internal static class ReadPosting
{
    public static IEnumerable<PostedPayment> Run(DbConnection connection, KeyRing ring, int run, string county)
    {
        using Sealer sealer = new(ring);
        using DbCommand command = Sql.Command(
            connection, null,
            $"""
            SELECT p.payment_no, c.region_code, c.role, c.number, c.personal, b.scheme, p.amount_fen FROM payments p
            JOIN batches b ON b.number = p.batch_number JOIN claimants c ON c.number = p.claimant_number
            WHERE b.run_number = @run AND b.county = @county AND p.state <> {PaymentState.Cancelled.Quoted()} AND p.replaces IS NULL
            ORDER BY c.region_code, c.household_no, c.role DESC, b.scheme, p.id
            """,
            ("@run", run), ("@county", county));
        command.CommandTimeout = 0;
        using DbDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            Person person = SealedPerson.Read(reader, 3).Open(sealer);
            yield return new PostedPayment(reader.GetString(0), reader.GetString(1), reader.GetString(2), Masking.Name(person.Name),
                Masking.Id(person.Id), reader.GetString(5), new Money(reader.Long(6)));
        }
    }
}
