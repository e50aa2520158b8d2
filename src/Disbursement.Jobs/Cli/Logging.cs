using Disbursement.Jobs.Cli.Screens;
using Serilog;
using Serilog.Debugging;
using Serilog.Formatting.Compact;

namespace Disbursement.Jobs.Cli;

/// <summary>
/// Logs: compact JSON in rolling files, plain lines on stderr for what a person should see. Never a name, id number, account or phone.
/// </summary>
internal sealed class Logging : IDisposable
{
    private Logging()
    {
    }

    /// <summary>
    /// Starts to log. Where the files cannot be written the work goes on, and whoever stands by learns of it once, on stderr.
    /// </summary>
    public static Logging Start(string folder, bool isChinese)
    {
        int said = 0;
        SelfLog.Enable(failure =>
        {
            if (Interlocked.Exchange(ref said, 1) == 0)
                Screen.Say(Unwritten(folder, failure, isChinese) + Environment.NewLine);
        });
        Log.Logger = new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", Serilog.Events.LogEventLevel.Warning)
            .MinimumLevel.Override("Quartz", Serilog.Events.LogEventLevel.Warning)
            .Enrich.FromLogContext()
            .WriteTo.File(new CompactJsonFormatter(), Path.Combine(folder, "disburse-.jsonl"), rollingInterval: RollingInterval.Day,
                retainedFileCountLimit: 400, shared: true)
            .WriteTo.Sink(new LogLines())
            .CreateLogger();
        return new Logging();
    }

    public void Dispose()
    {
        try
        {
            Log.CloseAndFlush();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            SelfLog.WriteLine("{0}", exception);
        }

        SelfLog.Disable();
    }

    private static string Unwritten(string folder, string failure, bool isChinese)
    {
        int at = failure.IndexOf("Exception: ", StringComparison.Ordinal);
        string reason = at < 0 ? "" : failure[(at + "Exception: ".Length)..].Split('\n')[0].Trim();
        return isChinese
            ? $"日志无法写入 {folder}（{reason}）。工作照常进行，账目不受影响；请腾出空间或检查权限。"
            : $"The log in {folder} cannot be written ({reason}). The work goes on and the books are not touched by it; "
                + "make room there or mend the rights.";
    }
}
