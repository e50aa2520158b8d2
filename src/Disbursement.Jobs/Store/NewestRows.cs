using System.Data.Common;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.Store;

/// <summary>Where a claimant stands in a later run than the one that paid them.</summary>
/// <remarks>Without sealed personal data where that run had nothing to pay them: then only the archived roster tells.</remarks>
internal sealed record NewerRow(long Number, ClaimantKey Key, string RegionCode, string HouseholdNo, string Role, byte[]? Personal, int Run, int InputOrdinal);

/// <summary>Finds the newest row of claimants, by one look through the rows of later runs.</summary>
internal static class NewestRows
{
    /// <summary>The newest row of each claimant after the row that they were paid by. A run in which somebody stands twice tells nothing about them.</summary>
    public static IReadOnlyDictionary<ClaimantKey, NewerRow> Of(ActTransaction act, CarriedPayments carried)
    {
        Dictionary<ClaimantKey, NewerRow> newest = [];
        if (carried.All.Count == 0)
            return newest;

        int first = (int)(carried.All.Min(payment => payment.Before.ClaimantNumber) >> 32);
        HashSet<(ClaimantKey, int)> twice = [];
        Dictionary<(ClaimantKey, int), NewerRow> rows = [];
        using DbCommand command = act.Command(
            "SELECT number, claimant_key, region_code, household_no, role, personal, run_number, input_ordinal FROM claimants WHERE number > @after ORDER BY number", ("@after", (long)(first + 1) << 32));
        command.CommandTimeout = 0;
        using DbDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            ClaimantKey key = ClaimantKey.Read((byte[])reader.GetValue(1));
            if (!carried.Concern(key))
                continue;

            NewerRow row = new(
                reader.GetInt64(0), key, reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.IsDBNull(5) ? null : (byte[])reader.GetValue(5), reader.GetInt32(6), reader.GetInt32(7));
            if (!rows.TryAdd((key, row.Run), row))
                twice.Add((key, row.Run));
        }

        foreach (NewerRow row in rows.Values.Where(row => !twice.Contains((row.Key, row.Run))))
        {
            if (!newest.TryGetValue(row.Key, out NewerRow? known) || known.Run < row.Run)
                newest[row.Key] = row;
        }

        return newest;
    }
}
