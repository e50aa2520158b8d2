using System.Buffers.Binary;
using System.Data.Common;
using Disbursement.Domain.Households;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Sorting;
using Disbursement.Jobs.Store.Bulk;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store;

/// <summary>
/// Who stands where in a shared run: the counties put it into the database, each its own, by keyed hashes, and the database finds what
/// meets.
/// </summary>
internal sealed class StoredClaims(Database store, KeyRing ring, int run) : IClaims, IDisposable
{
    private const int ClaimantKind = 1, AccountKind = 2;

    private readonly Lock _gate = new();
    private readonly ClaimantKeys _keys = new(ring);

    /// <summary>Puts a county's claims in place of what an earlier attempt has left.</summary>
    public static void Put(ActTransaction turn, int run, AcceptedCounty county, KeyRing ring)
    {
        turn.Execute("DELETE FROM run_claims WHERE run_number = @run AND county = @county", ("@run", run),
            ("@county", CodeOf(county.Count.County)));
        using ClaimantKeys keys = new(ring);
        using IBulkWriter writer = turn.BulkWriter();
        RowBuffer rows = new();
        using (SegmentMerge ids = county.Ids.Open())
        {
            while (ids.MoveNext())
            {
                ClaimantPlace place = SortedClaims.PlaceOf(ids);
                RunClaimsTable.Write(
                    rows, run, ClaimantKind, keys.Of(SortedClaims.IdOf(ids)), place.County, place.File, place.Line.Value, null);
                Flush(writer, rows, RowBuffer.Capacity);
            }
        }

        using (SegmentMerge accounts = county.Accounts.Open())
        {
            // The line only tells holders of one account apart: accounts come in order, not in lines.
            for (long number = 1; accounts.MoveNext(); number++)
            {
                RunClaimsTable.Write(rows, run, AccountKind, keys.Of(SortedClaims.AccountOf(accounts)), (uint)CodeOf(county.Count.County),
                    0, number, keys.Of(SortedClaims.HolderOf(accounts)));
                Flush(writer, rows, RowBuffer.Capacity);
            }
        }

        Flush(writer, rows, 0);
        writer.Finish();
    }

    public IEnumerable<(UInt128 Claimant, ClaimantPlace Place)> Claimants()
    {
        using DbConnection connection = store.Connect();
        using DbCommand command = Sql.Command(
            connection, null,
            """
            SELECT c.claim, c.county, c.file_ordinal, c.line FROM run_claims c
            WHERE c.run_number = @run AND c.kind = @kind
              AND c.claim IN (SELECT claim FROM run_claims WHERE run_number = @run AND kind = @kind GROUP BY claim HAVING COUNT(*) > 1)
            ORDER BY c.claim
            """,
            ("@run", run), ("@kind", ClaimantKind));
        command.CommandTimeout = 0;
        using DbDataReader reader = command.ExecuteReader();
        while (reader.Read())
            yield return (Key(reader, 0), new ClaimantPlace((uint)reader.GetInt32(1), reader.GetInt32(2), reader.GetInt64(3)));
    }

    public IEnumerable<(UInt128 Account, UInt128 Holder)> Accounts(int claimantsPerAccount)
    {
        using DbConnection connection = store.Connect();
        using DbCommand command = Sql.Command(
            connection, null,
            """
            SELECT c.claim, c.holder FROM run_claims c
            WHERE c.run_number = @run AND c.kind = @kind
              AND c.claim IN (SELECT claim FROM run_claims WHERE run_number = @run AND kind = @kind GROUP BY claim
                HAVING COUNT(DISTINCT holder) > @most)
            ORDER BY c.claim
            """,
            ("@run", run), ("@kind", AccountKind), ("@most", claimantsPerAccount));
        command.CommandTimeout = 0;
        using DbDataReader reader = command.ExecuteReader();
        while (reader.Read())
            yield return (Key(reader, 0), Key(reader, 1));
    }

    public UInt128 KeyOf(CitizenId id)
    {
        lock (_gate)
            return _keys.Of(id).Value;
    }

    public UInt128 KeyOf(BankAccount account)
    {
        lock (_gate)
            return _keys.Of(account).Value;
    }

    public void Dispose() => _keys.Dispose();

    private static int CodeOf(string county) =>
        int.TryParse(county, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int code)
        ? code
        : 0;

    private static UInt128 Key(DbDataReader reader, int column) => BinaryPrimitives.ReadUInt128BigEndian((byte[])reader.GetValue(column));

    private static void Flush(IBulkWriter writer, RowBuffer rows, int atLeast)
    {
        if (rows.Length < atLeast)
            return;

        writer.Write(rows.Bytes);
        rows.Clear();
    }
}
