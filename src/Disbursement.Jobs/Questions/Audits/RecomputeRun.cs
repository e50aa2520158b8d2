using Disbursement.Domain.Households;
using Disbursement.Jobs.Assessment;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Runs.Parts;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Questions.Audits;

/// <summary>The archived rosters of a sealed run, read again by the steps of a run; stored decisions play no part in it.</summary>
internal sealed class RecomputeRun : IDisposable
{
    private readonly RunFolders _folders;
    private readonly OwnWork _work;
    private readonly YearRead _read;
    private readonly KeyRing _ring;
    private readonly CancellationToken _stop;

    private RecomputeRun(RunFolders folders, OwnWork work, RunInputs inputs, YearRead read, string[] counties, AuditTask task)
    {
        (_folders, _work, _read, Inputs, Counties) = (folders, work, read, inputs, counties);
        (_ring, _stop) = (task.Setting.Ring, task.Stop);
    }

    /// <summary>The pack, the bureaus and the rosters of the run, each with the hash it was recorded with.</summary>
    public RunInputs Inputs { get; }

    /// <summary>The counties that the run paid.</summary>
    public IReadOnlyList<string> Counties { get; }

    /// <summary>Reads the rosters; null, with a remark, where the archive does not hold them as they were.</summary>
    public static RecomputeRun? Open(AuditTask task, RunRecord run)
    {
        (RunInputs? inputs, string? unread) = new ArchivedInputs(task.Setting.Inputs)
            .Read(run, new RunBook(task.Setting.Store).Inputs(run), task.Stop);
        if (inputs is null)
        {
            task.Remark($"批次 {run.Id} 未能核对：{unread}", $"Run {run.Id} was not checked: {unread}");
            return null;
        }

        string[] counties = inputs.CountiesOf(run.Counties.Split(',', StringSplitOptions.RemoveEmptyEntries));
        RunFolders folders = RunFolders.Pass();
        OwnWork work = folders.Alone(Sealing.Discarding, Environment.ProcessorCount);
        try
        {
            YearRead read = new ReadYear(inputs, null, work, task.Order.IsChinese)
                .Run(run.Year, counties, new ReadingProgress(), task.Stop);
            return new RecomputeRun(folders, work, inputs, read, counties, task);
        }
        catch
        {
            work.Dispose();
            folders.Dispose();
            throw;
        }
    }

    /// <summary>The claimants of some households of a county, in the order of households, without what earlier runs left behind.</summary>
    /// <param name="county">The county.</param>
    /// <param name="isWanted">Which household numbers are asked for.</param>
    public IEnumerable<ClaimantAtHand> Claimants(string county, Func<string, bool> isWanted)
    {
        using TakeUpHouseholds takeUp = _read.TakeUp(Inputs.Pack, store: null, _ring);
        foreach (HouseholdAtHand household in takeUp.Run(_read.Accepted(county, _stop, isWanted)))
        {
            foreach (ClaimantAtHand claimant in household.Claimants)
                yield return claimant;
        }
    }

    public void Dispose()
    {
        _work.Dispose();
        _folders.Dispose();
    }
}
