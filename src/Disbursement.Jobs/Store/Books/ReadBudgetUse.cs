using System.Data.Common;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Books;

/// <summary>
/// What batches use up of a year's budget, by county, scheme and level: approved payments that wait for the bank or were paid. What is
/// rejected, cancelled, failed or voided is given back; what is paid again is used up by the batch that pays it again.
/// </summary>
/// <param name="connection">The database.</param>
/// <param name="transaction">The act under way, or null.</param>
/// <param name="packOf">The pack of a run by its number, for who funds a scheme.</param>
internal sealed class ReadBudgetUse(DbConnection connection, DbTransaction? transaction, Func<int, PolicyPack> packOf)
{
    private static readonly string Standing = $"""
        SELECT b.county, b.scheme, b.run_number, b.payments, b.central_fen, b.province_fen, b.city_fen, b.county_fen,
          COUNT(p.id), COALESCE(SUM(p.amount_fen), 0), COALESCE(SUM(p.province_fen), 0), COALESCE(SUM(p.city_fen), 0),
          COALESCE(SUM(p.county_fen), 0)
        FROM runs r JOIN batches b ON b.run_number = r.number
          LEFT JOIN payments p ON {PackedIds.IsOfBatch("p.id", "b.number")}
            AND p.state IN ({StoredWords.Listed([PaymentState.Approved, .. LifeCycle.Sent])})
        WHERE r.year = @year AND (@county IS NULL OR b.county = @county)
          AND b.state IN ({StoredWords.Listed([BatchState.Approved, BatchState.Released, BatchState.Settled])})
        GROUP BY b.number, b.county, b.scheme, b.run_number, b.payments, b.central_fen, b.province_fen, b.city_fen, b.county_fen
        ORDER BY b.number
        """;

    private static readonly string Proposed = $"""
        SELECT b.county, b.scheme, b.central_fen, b.province_fen, b.city_fen, b.county_fen
        FROM runs r JOIN batches b ON b.run_number = r.number
        WHERE r.year = @year AND (@county IS NULL OR b.county = @county)
          AND b.state = {BatchState.Proposed.Quoted()} ORDER BY b.number
        """;

    /// <summary>What is used up by the batches of the runs of a year.</summary>
    /// <param name="year">The year of the runs.</param>
    /// <param name="county">Only this county; null for all.</param>
    public IReadOnlyList<BudgetUse> Used(int year, string? county)
    {
        List<Func<BudgetUse>> uses = [];
        using (DbCommand command = Sql.Command(connection, transaction, Standing, ("@year", year), ("@county", county)))
        {
            command.CommandTimeout = 0;
            using DbDataReader rows = command.ExecuteReader();
            while (rows.Read())
            {
                string of = rows.GetString(0), scheme = rows.GetString(1);
                LevelSums whole = Sums(rows, 4);
                int run = rows.Int(2);
                bool isWhole = rows.Long(8) == rows.Long(3);
                Money total = new(rows.Long(9)), province = new(rows.Long(10)), city = new(rows.Long(11)), own = new(rows.Long(12));

                // A batch of which every payment stands is what its manifest says; of any other the levels are split anew.
                uses.Add(() => new(of, scheme, isWhole ? whole : Split(scheme, run, total, province, city, own)));
            }
        }

        return [.. uses.Select(use => use())];
    }

    /// <summary>What batches that wait for an approval will need.</summary>
    public IReadOnlyList<BudgetUse> Waiting(int year, string? county)
    {
        List<BudgetUse> uses = [];
        using DbCommand command = Sql.Command(connection, transaction, Proposed, ("@year", year), ("@county", county));
        using DbDataReader rows = command.ExecuteReader();
        while (rows.Read())
            uses.Add(new BudgetUse(rows.GetString(0), rows.GetString(1), Sums(rows, 2)));
        return uses;
    }

    private static LevelSums Sums(DbDataReader rows, int from) => new(new(rows.Long(from)), new(rows.Long(from + 1)),
        new(rows.Long(from + 2)), new(rows.Long(from + 3)));

    private LevelSums Split(string code, int run, Money total, Money province, Money city, Money county)
    {
        _ = Scheme.TryParse(code, out Scheme scheme);
        return packOf(run).TermsOf(scheme).Funding.Split(total - province - city - county)
            + new LevelSums(Money.Zero, province, city, county);
    }
}
