using System.Data.Common;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Store.Payments;

/// <summary>A payment as the database keeps it, the person sealed: whoever needs them opens them.</summary>
internal sealed record StoredLine(
    string PaymentNo, string RegionCode, string HouseholdNo, string Role, string Months, Money Current, Money Arrears, Money Offset,
    Money Amount, Layered Layers, string Flags, SealedPerson Person);

/// <summary>Reads the payments of a batch that stand in its files, one by one, in the order of their numbers.</summary>
internal static class StoredLines
{
    public static IEnumerable<StoredLine> Of(DbConnection connection, DbTransaction? transaction, int batch)
    {
        (long first, long end) = PaymentId.OfBatch(new(batch));
        using StoredRows reader = StoredRows.Of(
            connection, transaction,
            """
            SELECT p.payment_no, c.region_code, c.household_no, COALESCE(p.months, ''), p.current_fen, p.arrears_fen, p.offset_fen,
              p.amount_fen, p.province_fen, p.city_fen, p.county_fen, COALESCE(p.flags, ''), COALESCE(-g.id, c.number),
              COALESCE(g.personal, c.personal), c.role
            FROM payments p JOIN claimants c ON c.number = p.claimant_number LEFT JOIN payees g ON g.id = p.payee
            WHERE p.id > @first AND p.id < @end AND p.is_left_out = @in ORDER BY p.id
            """,
            ("@first", first), ("@end", end), ("@in", false));
        while (reader.Read())
        {
            Money current = new(reader.Long(4)), arrears = new(reader.Long(5)), province = new(reader.Long(8)), city = new(reader.Long(9)),
                county = new(reader.Long(10));
            yield return new StoredLine(
                reader.GetString(0), reader.Repeated(1), reader.GetString(2), reader.Repeated(14), reader.Repeated(3), current, arrears,
                new(reader.Long(6)), new(reader.Long(7)), new Layered(current + arrears - province - city - county, province, city, county),
                reader.Repeated(11), SealedPerson.Read(reader, 12));
        }
    }

    /// <summary>What they come to.</summary>
    public static ControlTotals Totals(DbConnection connection, DbTransaction? transaction, int batch)
    {
        (long first, long end) = PaymentId.OfBatch(new(batch));
        using StoredRows reader = StoredRows.Of(
            connection, transaction,
            """
            SELECT COUNT(*), COALESCE(SUM(current_fen), 0), COALESCE(SUM(arrears_fen), 0), COALESCE(SUM(offset_fen), 0),
              COALESCE(SUM(province_fen), 0), COALESCE(SUM(city_fen), 0), COALESCE(SUM(county_fen), 0)
            FROM payments WHERE id > @first AND id < @end AND is_left_out = @in
            """,
            ("@first", first), ("@end", end), ("@in", false));
        reader.Read();
        return new ControlTotals(reader.Int(0), new(reader.Long(1)), new(reader.Long(2)), new(reader.Long(3)),
            new Layered(Money.Zero, new(reader.Long(4)), new(reader.Long(5)), new(reader.Long(6))));
    }
}
