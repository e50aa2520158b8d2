using System.Data.Common;
using Disbursement.Domain.Households;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store.Payments;

/// <summary>Where a claimant stands in a later run than the one that paid them.</summary>
/// <remarks>Without sealed personal data where that run had nothing to pay them: then only the archived roster tells.</remarks>
internal sealed record NewerRow(
    long Number, ClaimantKey Key, string RegionCode, string HouseholdNo, string Role, byte[]? Personal, int Run, int InputOrdinal,
    RowNumber Line, RosterSpan? Rows);

/// <summary>Finds the newest row of claimants, by one look through the rows of later runs.</summary>
internal static class NewestRows
{
    /// <summary>
    /// The newest row of each claimant after the row that they were paid by, and who stood twice in the newest run that knows them: nobody
    /// can tell which of their rows is right.
    /// </summary>
    public static (IReadOnlyDictionary<ClaimantKey, NewerRow> Rows, IReadOnlySet<ClaimantKey> Twice) Of(ActTransaction act,
        CarriedPayments carried)
    {
        Dictionary<ClaimantKey, NewerRow> newest = [];
        int first = new ClaimantNumber(carried.All.Min(payment => payment.Before.ClaimantNumber)).Run;
        HashSet<ClaimantKey> twice = [];
        using (DbCommand command = act.Command(
            """
            SELECT number, claimant_key, region_code, household_no, role, personal, run_number, input_ordinal, line, rows_from, rows_length,
                rows_above
            FROM claimants WHERE number > @after ORDER BY number
            """, ("@after", ClaimantNumber.OfRun(first).End)))
        {
            command.CommandTimeout = 0;
            using DbDataReader reader = command.ExecuteReader();
            while (reader.Read())
            {
                ClaimantKey key = ClaimantKey.Read((byte[])reader.GetValue(1));
                if (!carried.Concern(key))
                    continue;

                NewerRow row = new(
                    reader.Long(0), key, reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.IsDBNull(5)
                        ? null
                        : (byte[])reader.GetValue(5), reader.Int(6), reader.Int(7), reader.Long(8),
                    ClaimantsTable.SpanOf(reader, 9, reader.Long(8)));
                bool isTwice = newest.TryGetValue(key, out NewerRow? before) && before.Run == row.Run;
                _ = isTwice ? twice.Add(key) : twice.Remove(key);
                newest[key] = row;
            }
        }

        // A run of some counties has only one of the two rows; its refusal tells.
        twice.UnionWith(newest.Values.Where(row => IsRefusedAsDouble(act, row)).Select(row => row.Key));
        return (newest, twice);
    }

    private static bool IsRefusedAsDouble(ActTransaction act, NewerRow row)
    {
        (long first, long end) = DecisionId.OfClaimant(new(row.Number));
        using DbCommand command = act.Command(
            "SELECT COUNT(*) FROM decisions WHERE id >= @first AND id < @end AND codes = 'DUP-CLAIMANT'", ("@first", first), ("@end", end));
        return Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture) > 0;
    }
}
