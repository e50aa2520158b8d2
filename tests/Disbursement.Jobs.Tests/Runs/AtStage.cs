using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Disbursement.Jobs.Tests.Runs;

/// <summary>A log by which something happens as a run enters a stage.</summary>
/// <param name="stage">The stage, as the log calls it.</param>
/// <param name="act">What happens.</param>
internal sealed class AtStage(string stage, Action act) : ILogEventSink
{
    public static Logger Log(string stage, Action act) => new LoggerConfiguration().WriteTo.Sink(new AtStage(stage, act)).CreateLogger();

    public void Emit(LogEvent logEvent)
    {
        if (logEvent.MessageTemplate.Text.StartsWith("Stage", StringComparison.Ordinal)
            && logEvent.Properties["Stage"].ToString().Contains(stage, StringComparison.Ordinal))
            act();
    }
}
