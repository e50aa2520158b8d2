using System.Data.Common;
using System.Globalization;
using System.Text;
using Disbursement.Domain.Households;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Sorting;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Store.Standings;

/// <summary>Looks up who the absent are, as the last run that settled money of theirs knew them, and puts them in order.</summary>
internal sealed class GatherAbsent : IDisposable
{
    private const int Budget = 4 << 20;

    private readonly SortedSegments _segments;
    private readonly SegmentWriter _writer;
    private readonly Sealer _sealer;
    private readonly DbCommand _command;

    public GatherAbsent(string folder, DbConnection connection, Sealer sealer)
    {
        _segments = new SortedSegments(folder, "absent", 0);
        _writer = new SegmentWriter(_segments, Budget);
        _sealer = sealer;
        _command = Sql.Command(
            connection, null, "SELECT region_code, household_no, role, personal FROM claimants WHERE number = @number", ("@number", 0L));
    }

    public void Add(AbsentScheme absent)
    {
        _command.Parameters[0].Value = absent.LastClaimantNumber;
        using DbDataReader reader = _command.ExecuteReader();
        if (!reader.Read())
            throw new InvalidDataException($"Claimant {absent.LastClaimantNumber}, named by a standing, is not in the database.");

        byte[] opened = _sealer.Open((byte[])reader.GetValue(3), SealedPlace.Claimant(absent.LastClaimantNumber));
        string[] personal = Encoding.UTF8.GetString(opened).Split('\n');
        string key = $"{reader.GetString(0)}{reader.GetString(1)}\0{(int)RoleCodes.Of(reader.GetString(2))}{absent.Key}{absent.Place:000}";
        string payload = string.Create(CultureInfo.InvariantCulture,
            $"{reader.GetString(0)}\n{reader.GetString(1)}\n{reader.GetString(2)}\n{personal[1]}\n{personal[0]}\n{absent.Scheme}"
                + $"\n{absent.Settled.Fen}");
        _writer.Add(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(payload));
    }

    /// <summary>The absent in the order of region, household and role.</summary>
    public IEnumerable<(string RegionCode, string HouseholdNo, Role Role, string Name, string Id, Scheme Scheme, long SettledFen)> InOrder()
    {
        _writer.Finish();
        using SegmentMerge merge = _segments.Open();
        while (merge.MoveNext())
        {
            string[] parts = Encoding.UTF8.GetString(merge.Payload).Split('\n');
            yield return (parts[0], parts[1], RoleCodes.Of(parts[2]), parts[3], parts[4],
                Scheme.Of(parts[5]), long.Parse(parts[6], CultureInfo.InvariantCulture));
        }
    }

    public void Dispose() => _command.Dispose();
}
