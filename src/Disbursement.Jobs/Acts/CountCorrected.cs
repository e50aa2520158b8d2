using System.Globalization;
using Disbursement.Domain.Batches;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Policies;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Counts the rejected rows of a year's newest run whose households would be accepted from a file that is handed in. A household that
/// another file has corrected since the run does not count again.
/// </summary>
internal sealed class CountCorrected
{
    private readonly Dictionary<(string County, string Household), long> _open;

    private CountCorrected(string run, Dictionary<(string County, string Household), long> open) => (Run, _open) = (run, open);

    /// <summary>The run.</summary>
    public string Run { get; }

    /// <summary>How many rows have been counted.</summary>
    public long Rows { get; private set; }

    /// <summary>Over the newest sealed run of a year; null where there is none, or where it rejected nothing.</summary>
    /// <param name="db">The books.</param>
    /// <param name="inputs">The inputs folder, in which the corrections since lie.</param>
    /// <param name="year">The year.</param>
    /// <param name="stop">Stops the reading.</param>
    public static CountCorrected? Of(DisbursementDb db, string inputs, int year, CancellationToken stop)
    {
        RunRecord? run = db.Runs.ToRead().Where(one => one.Year == year && one.Kind == RunKind.Yearly && one.State == RunState.Sealed)
            .OrderByDescending(one => one.Number).FirstOrDefault();
        if (run is null)
            return null;

        Dictionary<(string, string), long> open = ReadRejects.Run(run.OutFolder).GroupBy(row => (row.County, row.Household))
            .ToDictionary(household => household.Key, household => household.LongCount());
        if (open.Count == 0)
            return null;

        CountCorrected count = new(run.Id, open);
        long since = run.StartedAt.ToUnixTimeSeconds();
        RosterPlace place = new(inputs, year);
        foreach (string path in db.RosterImports.ToRead().Where(import => import.Year == year && import.RecordedAt >= since)
            .OrderBy(import => import.Id).Select(import => import.Path).AsEnumerable().Distinct()
            .Where(path => File.Exists(place.Of(path))))
            count.Earlier(place.Of(path), path, inputs, year, stop);
        count.Rows = 0;
        return count;
    }

    /// <summary>Looks at a household of the file.</summary>
    public void See(HouseholdCopy copy)
    {
        if (copy.IsRejected || copy.IsReplaced || copy.Number.Length == 0)
            return;

        string number = copy.NumberText(),
            county = (copy.Row(0).Values.Region / 1_000_000).ToString("000000", CultureInfo.InvariantCulture);
        Rows += Take((county, number)) + Take((ReadRejects.NoCounty, number));
    }

    private long Take((string County, string Household) household) => _open.Remove(household, out long rows) ? rows : 0;

    private void Earlier(string file, string name, string inputs, int year, CancellationToken stop)
    {
        string work = Directory.CreateTempSubdirectory("disburse-earlier-").FullName;
        try
        {
            RosterForm form = RosterForm.Of(PackFolder.FactsIn(Path.Combine(inputs, "policy")));
            TryRoster.Run(file, name, year, Path.Combine(inputs, "bureaus.csv"), form, work, stop, See);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }
}
