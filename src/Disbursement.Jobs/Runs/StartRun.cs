using Disbursement.Jobs.Store.Connections;
using Serilog;

namespace Disbursement.Jobs.Runs;

/// <summary>The front door of a run: whatever starts one, the shell, the schedule or the console, comes in here.</summary>
internal sealed class StartRun(TimeProvider clock, ILogger log)
{
    /// <summary>Carries out the run that is asked for, or goes on with one of the year that did not end.</summary>
    /// <exception cref="RunRefusal">The run did not come about; nothing was written.</exception>
    public RunSummary Run(RunOrder order, RunProgress progress, CancellationToken stop)
    {
        RunInputs inputs = RunInputs.Read(order);
        if (order.IsDryRun)
            return new RunDry(clock, log).Run(order, inputs, progress, stop);
        if (order.IsShared || order.Database.Provider == DatabaseProvider.SqlServer)
            return new RunShared(clock, log).Run(order, inputs, progress, stop);

        return new RunAlone(clock, log).Run(order, inputs, progress, stop);
    }
}
