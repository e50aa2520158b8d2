using Disbursement.Jobs.Runs.Parts;
using Serilog;

namespace Disbursement.Jobs.Runs;

/// <summary>The front door of a run: whatever starts one, the shell, the schedule or the console, comes in here.</summary>
/// <param name="clock">The time.</param>
/// <param name="log">Where stages are told.</param>
/// <param name="engine">The engine of the cluster; null where one process does the run.</param>
internal sealed class StartRun(TimeProvider clock, ILogger log, IRunEngine? engine = null)
{
    /// <summary>Carries out the run that is asked for, or goes on with one of the year that did not end.</summary>
    /// <exception cref="RunRefusal">The run did not come about; or it is sealed, by the cluster or by the start that was made before,
    /// which <see cref="RunRefusal.MadeAs"/> tells.</exception>
    public RunSummary Run(RunOrder order, RunProgress progress, CancellationToken stop)
    {
        RunInputs inputs = RunInputs.Read(order);
        if (order.IsDryRun)
            return new RunDry(clock, log).Run(order, inputs, progress, stop);
        if (engine is not null)
            throw new RunOnCluster(clock, log, engine).Run(order, inputs, progress, stop);

        return new RunAlone(clock, log).Run(order, inputs, progress, stop);
    }
}
