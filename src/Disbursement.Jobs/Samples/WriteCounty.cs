using Disbursement.Jobs.Samples.Faults;
using Disbursement.Jobs.Samples.Rows;

namespace Disbursement.Jobs.Samples;

/// <summary>Writes the roster files of one county.</summary>
internal sealed class WriteCounty(
    SampleCounty county, FaultsInTurn faults, IOtherHouseholds neighbours, ComposeFamily compose, ulong seed, int year, string folder)
{
    private const long HouseholdsPerFile = 100_000;
    private const int ReportEvery = 5_000;
    private const int RowsLength = 1 << 13;

    private readonly RowBytes _clean = new(RowsLength);
    private long _rows;
    private long _bytes;
    private int _files;
    private SampleFile? _twice;

    /// <param name="written">Told how many households were written since it was last told.</param>
    /// <param name="stop">Leaves the files as far as they are.</param>
    public SampleSummary Run(Action<long> written, CancellationToken stop)
    {
        try
        {
            for (long first = 0; first < county.Households; first += HouseholdsPerFile)
                WriteFile(first, Math.Min(first + HouseholdsPerFile, county.Households), written, stop);
        }
        finally
        {
            Close(_twice);
        }

        long faulty = faults.Before(county.FirstHousehold + county.Households) - faults.Before(county.FirstHousehold);
        return new SampleSummary(county.Households, _rows, faulty, _bytes, _files);
    }

    private void WriteFile(long first, long end, Action<long> written, CancellationToken stop)
    {
        SampleFile file = new(Path.Combine(folder, FileName(first)));
        try
        {
            for (long household = first; household < end; household++)
            {
                if ((household - first) % ReportEvery == ReportEvery - 1)
                {
                    stop.ThrowIfCancellationRequested();
                    written(ReportEvery);
                }

                Write(file, household);
            }
        }
        finally
        {
            Close(file);
        }

        written((end - first) % ReportEvery);
    }

    private void Write(SampleFile file, long household)
    {
        Family family = compose.Run(household);
        if (!faults.Hits(county.FirstHousehold + household))
        {
            file.MakeRoom();
            _rows += FamilyRows.Write(family, file.Rows);
            return;
        }

        _clean.Clear();
        FamilyRows.Write(family, _clean);
        SpoiltHousehold spoilt = SpoiltHousehold.Of(_clean.Written);
        SeededDraws draws = new(seed, Streams.Fault(county.FirstHousehold + household));
        faults.Apply(spoilt, county.FirstHousehold + household, year, neighbours, ref draws);
        Append(file, spoilt);
        if (spoilt.StandsTwice)
            Append(_twice ??= new SampleFile(Path.Combine(folder, $"{county.Code}-twice.csv")), spoilt);
    }

    private void Append(SampleFile file, SpoiltHousehold spoilt)
    {
        _rows += spoilt.Rows.Count;
        file.Append(spoilt.ToBytes());
    }

    private string FileName(long first) =>
        county.Households > HouseholdsPerFile ? $"{county.Code}-{first / HouseholdsPerFile + 1:D3}.csv" : $"{county.Code}.csv";

    private void Close(SampleFile? file)
    {
        if (file is null)
            return;

        _bytes += file.Length;
        _files++;
        file.Dispose();
    }
}
