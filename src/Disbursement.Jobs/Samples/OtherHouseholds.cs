using Disbursement.Jobs.Samples.Faults;
using Disbursement.Jobs.Samples.Rows;

namespace Disbursement.Jobs.Samples;

/// <summary>Makes any other household of the sample once more, to read a parent from it.</summary>
internal sealed class OtherHouseholds(IReadOnlyList<SampleCounty> counties, FaultsInTurn faults, ulong seed, int year,
    SampleCounty here) : IOtherHouseholds
{
    private const int Tries = 60;
    private const int RowsLength = 1 << 13;

    private readonly RowBytes _rows = new(RowsLength);

    public SpoiltRow? FindParent(bool isMother, bool inOtherCounty, ref SeededDraws draws)
    {
        for (int i = 0; i < Tries; i++)
        {
            SampleCounty county = inOtherCounty ? counties[draws.Below(counties.Count)] : here;
            bool isCandidate = county.Households > 0 && county.Index != here.Index == inOtherCounty;
            long household = isCandidate ? draws.Below((int)county.Households) : 0;
            // A household with faults is no donor, so nobody is found in the household that is being spoilt.
            if (!isCandidate || faults.Hits(county.FirstHousehold + household))
                continue;

            _rows.Clear();
            FamilyRows.Write(new ComposeFamily(seed, year, county).Run(household), _rows);
            if (SpoiltHousehold.Of(_rows.Written).Rows.Find(row => !row.IsChild && row.IsMother == isMother) is { } parent)
                return parent;
        }

        return null;
    }
}
