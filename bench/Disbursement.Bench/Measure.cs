using System.Diagnostics;

namespace Disbursement.Bench;

/// <summary>Wall and CPU time of a piece of work, printed as one line of <c>key=value</c>.</summary>
internal static class Measure
{
    public static void Run(string name, Func<(long Rows, long Bytes)> work)
    {
        GC.Collect();
        using Process process = Process.GetCurrentProcess();
        TimeSpan processor = process.TotalProcessorTime;
        Stopwatch watch = Stopwatch.StartNew();
        (long rows, long bytes) = work();
        double seconds = watch.Elapsed.TotalSeconds;
        process.Refresh();
        double busy = (process.TotalProcessorTime - processor).TotalSeconds;
        Console.WriteLine($"{name} seconds={seconds:0.000} cpu={busy:0.000} rows={rows} bytes={bytes} rows_per_second={rows / seconds:0}");
    }
}
