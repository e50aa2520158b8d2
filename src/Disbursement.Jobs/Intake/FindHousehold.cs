using System.Globalization;
using System.Text;
using Disbursement.Domain.Households;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Sorting;

namespace Disbursement.Jobs.Intake;

/// <summary>Reads one household that a run accepted again from its archived roster, by the very steps that the run took.</summary>
internal static class FindHousehold
{
    private const int Budget = 16 << 20;

    /// <summary>The household as accepted then, or null where the archive no longer holds it.</summary>
    /// <param name="kept">The roster in the archive; read in part where it is known where the household's rows stand.</param>
    /// <param name="work">An empty folder for transcripts.</param>
    /// <param name="name">The roster's name, which tells its kind.</param>
    /// <param name="county">The county code.</param>
    /// <param name="number">The household number.</param>
    /// <param name="year">The run's year.</param>
    /// <param name="form">The columns that rosters may have under the run's pack.</param>
    /// <param name="stop">Stops the reading.</param>
    public static AcceptedHousehold? Run(
        KeptInput kept, string work, string name, string county, string number, int year, RosterForm form, CancellationToken stop)
    {
        RosterFile file = RosterFile.Of(0, kept, name);
        OpenedRoster opened = new OpenRoster(null, work).Run(file, form.Table, stop);
        if (opened.Sha256 != kept.Sha256)
            return null;

        RosterReading reading = new(file);
        SortedSegments fragments = new(work, "explained", FragmentKey.CountyLength);
        SegmentWriter writer = new(fragments, Budget);
        Orphans orphans = new();
        HashSet<uint> counties = [uint.Parse(county, CultureInfo.InvariantCulture)];
        new ReadRoster(counties, year, form, writer, orphans, new ReadingProgress()) { Only = Encoding.ASCII.GetBytes(number) }
            .Run(opened, reading, stop);
        writer.Finish();
        using HouseholdReader households = new(fragments.Open(county), [reading], new Orphans());
        BuildHousehold build = new(form);
        while (households.MoveNext())
        {
            if (households.Current.NumberText() == number)
                return households.Current.IsRejected ? null : build.Run(households.Current);
        }

        return null;
    }
}
