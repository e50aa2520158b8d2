using Disbursement.Domain.Households;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Questions;

/// <summary>Finds what families had promised in the rosters of a run, as the archive holds them, and what the run paid them.</summary>
internal sealed class PromisesOfRun(string data, Database store, KeyRing ring)
{
    /// <param name="runId">The run; null for the newest that read rosters.</param>
    /// <param name="county">Only this county; null for all that the run paid.</param>
    /// <param name="today">Deadlines are told from this day.</param>
    /// <param name="stop">Stops the reading.</param>
    /// <exception cref="RunRefusal">There is no such run, or the archive does not hold what it read.</exception>
    public (string Run, IReadOnlyList<PromisedDocuments> Promises) Run(string? runId, string? county, DateOnly today,
        CancellationToken stop)
    {
        RunBook runs = new(store);
        RunRecord run = runs.Sealed().LastOrDefault(one => one.Kind == RunKind.Yearly && (runId is null || one.Id == runId))
            ?? throw new RunRefusal($"There is no sealed run {runId} in {store.Name} that read rosters.")
            {
                Chinese = $"{store.Name} 中没有读取过花名册的已封存批次 {runId}。",
            };
        (RunInputs? inputs, string? problem) = new ArchivedInputs(SealedInputs.Of(data, ring)).Read(run, runs.Inputs(run), stop);
        if (inputs is null)
            throw new RunRefusal($"What run {run.Id} read cannot be read again: {problem}.")
            {
                Chinese = $"批次 {run.Id} 所读取的文件已无法重新读取：{problem}。",
            };

        string[] all = inputs.CountiesOf(run.Counties.Split(',', StringSplitOptions.RemoveEmptyEntries));
        string[] counties = [.. all.Where(one => county is null || one == county)];
        List<PromisedDocuments> promises = [];
        using (YearInPassing passing = new(inputs with { Registers = [] }, run.Year, counties, Environment.ProcessorCount, isChinese: false,
            new ReadingProgress(), stop))
        {
            foreach (string one in counties)
                Read(passing.Read, one, inputs, today, promises, stop);
        }

        using System.Data.Common.DbConnection connection = store.Connect();
        Dictionary<(string, string), HouseholdSums> paid = new ReadReports(connection)
            .PaidTo(run.Id, [.. promises.Select(promise => (promise.RegionCode, promise.HouseholdNo))]);
        return (run.Id,
        [
            .. promises.Select(promise => paid.TryGetValue((promise.RegionCode, promise.HouseholdNo), out HouseholdSums? sums)
                ? promise with { Payments = sums.Payments, Yuan = sums.Sum.Yuan, Held = sums.Held }
                : promise)
                .OrderBy(promise => promise.Until).ThenBy(promise => promise.RegionCode, StringComparer.Ordinal)
                .ThenBy(promise => promise.HouseholdNo, StringComparer.Ordinal).ThenBy(promise => promise.Line),
        ]);
    }

    private static void Read(YearRead read, string county, RunInputs inputs, DateOnly today, List<PromisedDocuments> promises,
        CancellationToken stop)
    {
        foreach (AcceptedHousehold household in read.Accepted(county, stop))
        {
            promises.AddRange(household.Promises.Select(promise => new PromisedDocuments(
                county, household.Household.RegionCode, household.Household.Number, promise.Role, promise.Documents, promise.Until,
                promise.Until.DayNumber - today.DayNumber, inputs.Rosters[promise.Place.File].Name, promise.Place.Line)));
        }
    }
}
