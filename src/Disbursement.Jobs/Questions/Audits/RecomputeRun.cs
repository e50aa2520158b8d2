using Disbursement.Domain.Households;
using Disbursement.Jobs.Assessment;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Questions.Audits;

/// <summary>The archived rosters of a sealed run, read again by the steps of a run; stored decisions play no part in it.</summary>
internal sealed class RecomputeRun : IDisposable
{
    private readonly YearInPassing _passing;
    private readonly KeyRing _ring;
    private readonly CancellationToken _stop;

    private RecomputeRun(YearInPassing passing, RunInputs inputs, AuditTask task)
    {
        (_passing, Inputs) = (passing, inputs);
        (_ring, _stop) = (task.Setting.Ring, task.Stop);
    }

    /// <summary>The pack, the bureaus and the rosters of the run, each with the hash it was recorded with.</summary>
    public RunInputs Inputs { get; }

    /// <summary>The counties that the run paid.</summary>
    public IReadOnlyList<string> Counties => _passing.Counties;

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
        return new RecomputeRun(new YearInPassing(inputs, run.Year, counties, Environment.ProcessorCount, task.Order.IsChinese,
            new ReadingProgress(), task.Stop), inputs, task);
    }

    /// <summary>The claimants of some households of a county, in the order of households, without what earlier runs left behind.</summary>
    /// <param name="county">The county.</param>
    /// <param name="isWanted">Which household numbers are asked for.</param>
    public IEnumerable<ClaimantAtHand> Claimants(string county, Func<string, bool> isWanted)
    {
        using TakeUpHouseholds takeUp = _passing.Read.TakeUp(Inputs.Pack, store: null, _ring);
        foreach (HouseholdAtHand household in takeUp.Run(_passing.Read.Accepted(county, _stop, isWanted)))
        {
            foreach (ClaimantAtHand claimant in household.Claimants)
                yield return claimant;
        }
    }

    public void Dispose() => _passing.Dispose();
}
