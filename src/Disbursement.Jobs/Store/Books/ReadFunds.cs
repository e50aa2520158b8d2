using System.Data.Common;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Store.Books;

/// <summary>
/// Reads the money of a run's batches: what is asked for from the batches, what became of it from the transfers of the ledger.
/// </summary>
internal sealed class ReadFunds(DbConnection connection)
{
    private const string OfRun = "JOIN batches b ON b.id = t.batch JOIN runs r ON r.number = b.run_number WHERE r.id = @run";

    /// <summary>The batches of a run that were not rejected, by county and scheme.</summary>
    /// <param name="run">The run.</param>
    /// <param name="county">Only this county; null for all.</param>
    /// <param name="pack">The run's pack, for who funds a scheme.</param>
    /// <exception cref="StoreRefusal">Batches and ledger disagree.</exception>
    public IReadOnlyList<BatchFunds> Run(string run, string? county, PolicyPack pack)
    {
        Dictionary<(string Batch, string Event), CountedSum> moved = Moved(run);
        Dictionary<string, CountedSum> held = Held(run);
        Dictionary<string, Layered> paid = Paid(run);
        List<(Scheme Scheme, BatchFunds Funds)> funds = [];
        using StoredRows rows = StoredRows.Of(connection, $"""
            SELECT b.id, b.county, b.scheme, b.payments, b.total_fen, b.central_fen, b.province_fen, b.city_fen, b.county_fen
            FROM batches b JOIN runs r ON r.number = b.run_number WHERE r.id = @run AND b.state
              <> {BatchState.Rejected.Quoted()} AND (@county IS NULL
              OR b.county = @county)
            """, ("@run", run), ("@county", county));
        while (rows.Read())
        {
            string batch = rows.GetString(0);
            _ = Scheme.TryParse(rows.GetString(2), out Scheme scheme);
            Layered layers = paid.GetValueOrDefault(batch);
            BatchFunds one = new(
                batch, rows.GetString(1), rows.GetString(2), new CountedSum(rows.Long(3), new Money(rows.Long(4))),
                new LevelSums(new Money(rows.Long(5)), new Money(rows.Long(6)), new Money(rows.Long(7)), new Money(rows.Long(8))),
                held.GetValueOrDefault(batch),
                moved.GetValueOrDefault((batch, "release")), Net(moved, batch, "paid", "late", "bounced"),
                Net(moved, batch, "failed", "bounced", "late"),
                pack.TermsOf(scheme).Funding.Split(layers.Base) + new LevelSums(Money.Zero, layers.Province, layers.City, layers.County));
            if (!one.IsWhole)
                throw Disagreeing(batch, one);
            funds.Add((scheme, one));
        }

        return [.. funds.OrderBy(one => one.Funds.County, StringComparer.Ordinal).ThenBy(one => pack.PlaceOf(one.Scheme))
            .Select(one => one.Funds)];
    }

    private static StoreRefusal Disagreeing(string batch, BatchFunds one)
    {
        string asked = one.Requested.Sum.Grouped(), levels = one.Funding.Total.Grouped(), sent = one.Released.Sum.Grouped(),
            paid = one.Paid.Sum.Grouped(), failed = one.Failed.Sum.Grouped(), payments = one.PaidBy.Total.Grouped();
        return new StoreRefusal($"Batch {batch}: asked for {asked} yuan, by level {levels} yuan; the ledger sent {sent} yuan, paid {paid} "
            + $"yuan, failed {failed} yuan; paid payments are {payments} yuan. These disagree: give the command verify.")
        {
            Chinese = $"批次 {batch}：申请 {asked} 元，各级合计 {levels} 元；账簿已放行 {sent} 元，到账 {paid} 元，失败 {failed} 元；"
                + $"到账付款合计 {payments} 元。数字不符，请运行 verify。",
        };
    }

    /// <summary>What an answer comes to with what later answers added to it and took from it.</summary>
    private static CountedSum Net(Dictionary<(string Batch, string Event), CountedSum> moved, string batch, string said, string added,
        string taken) =>
        moved.GetValueOrDefault((batch, said)) + moved.GetValueOrDefault((batch, added)) - moved.GetValueOrDefault((batch, taken));

    private Dictionary<(string Batch, string Event), CountedSum> Moved(string run)
    {
        Dictionary<(string, string), CountedSum> moved = [];
        using StoredRows rows = StoredRows.Of(connection, $"SELECT t.batch, t.event, COUNT(*), SUM(t.fen) FROM transfers t {OfRun} AND "
            + $"t.event IN ('release', 'paid', 'failed', 'bounced', 'late') GROUP BY t.batch, t.event", ("@run", run));
        while (rows.Read())
            moved[(rows.GetString(0), rows.GetString(1))] = new CountedSum(rows.Long(2), new Money(rows.Long(3)));
        return moved;
    }

    private Dictionary<string, CountedSum> Held(string run)
    {
        Dictionary<string, CountedSum> held = [];
        using StoredRows rows = StoredRows.Of(connection, $"""
            SELECT b.id, COUNT(*), SUM(p.amount_fen) FROM payments p JOIN batches b ON b.number = p.batch_number
              JOIN runs r ON r.number = b.run_number
            WHERE r.id = @run AND p.state = {PaymentState.Held.Quoted()} GROUP BY b.id
            """, ("@run", run));
        while (rows.Read())
            held[rows.GetString(0)] = new CountedSum(rows.Long(1), new Money(rows.Long(2)));
        return held;
    }

    /// <summary>What was paid, by who set it; the base takes what the other layers leave.</summary>
    private Dictionary<string, Layered> Paid(string run)
    {
        Dictionary<string, Layered> paid = [];
        using StoredRows rows = StoredRows.Of(connection, $"""
            SELECT b.id, SUM(p.amount_fen), SUM(p.province_fen), SUM(p.city_fen), SUM(p.county_fen) FROM payments p
              JOIN batches b ON b.number = p.batch_number JOIN runs r ON r.number = b.run_number
            WHERE r.id = @run AND p.state = {PaymentState.Paid.Quoted()} GROUP BY b.id
            """, ("@run", run));
        while (rows.Read())
        {
            Money province = new(rows.Long(2)), city = new(rows.Long(3)), county = new(rows.Long(4));
            paid[rows.GetString(0)] = new Layered(new Money(rows.Long(1)) - province - city - county, province, city, county);
        }

        return paid;
    }
}
