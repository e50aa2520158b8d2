using System.Globalization;
using Serilog;
using Serilog.Formatting.Compact;

namespace Disbursement.Jobs.Cli;

/// <summary>Logs: compact JSON in rolling files, plain lines on stderr for what a person should see. Never a name, id number, account or phone.</summary>
internal sealed class Logging : IDisposable
{
    private Logging()
    {
    }

    public static Logging Start(string folder)
    {
        Log.Logger = new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", Serilog.Events.LogEventLevel.Warning)
            .MinimumLevel.Override("Quartz", Serilog.Events.LogEventLevel.Warning)
            .Enrich.FromLogContext()
            .WriteTo.File(new CompactJsonFormatter(), Path.Combine(folder, "disburse-.jsonl"), rollingInterval: RollingInterval.Day, retainedFileCountLimit: 400, shared: true)
            .WriteTo.Console(
                outputTemplate: "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj}{NewLine}",
                standardErrorFromLevel: Serilog.Events.LogEventLevel.Verbose,
                formatProvider: CultureInfo.InvariantCulture)
            .CreateLogger();
        return new Logging();
    }

    public void Dispose() => Log.CloseAndFlush();
}
