using Disbursement.Jobs.Runs;
using Quartz;
using Serilog;

namespace Disbursement.Jobs.Schedule;

/// <summary>Counts starts that were missed, and says so.</summary>
internal sealed class CountMisfires(ILogger log) : ITriggerListener
{
    public ValueTask TriggerMisfired(ITrigger trigger, IScheduler scheduler, CancellationToken cancellationToken = default)
    {
        Measures.Missed(trigger.JobKey.Name);
        log.Warning("{Name} has missed its start of {Due:yyyy-MM-dd HH:mm:ss} UTC", trigger.JobKey.Name, trigger.NextFireTimeUtc);
        return ValueTask.CompletedTask;
    }
}
