using System.Runtime.InteropServices;

namespace Disbursement.Jobs.Cli.Screens;

/// <summary>
/// What a verb hears of SIGTERM and Ctrl-C. The first one asks it to stop: it ends what cannot be cut short, takes back what is half
/// done, says so, and ends with the exit code of what is not finished. A second one, or one while somebody is asked for a word, ends the
/// process at once, as the system would.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    /// <summary>Whoever stops sooner says so by the end.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    private static readonly AsyncLocal<StopSignals?> Heard = new();
    private static int _asking;

    private readonly CancellationTokenSource _stop = new();
    private readonly Func<bool> _isChinese;
    private readonly PosixSignalRegistration[] _signals;

    /// <param name="isChinese">Whether the verb speaks Chinese.</param>
    public StopSignals(Func<bool> isChinese)
    {
        _isChinese = isChinese;
        Heard.Value = this;
        _signals = [.. new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT }.Select(signal => PosixSignalRegistration.Create(signal, Hear))];
    }

    /// <summary>Asks the verb of this flow of execution to stop; never where there is none, as in the service.</summary>
    public static CancellationToken Asked => Heard.Value?._stop.Token ?? CancellationToken.None;

    /// <summary>As long as it lasts somebody is asked for a word, and nothing is under way that has to be ended.</summary>
    /// <exception cref="OperationCanceledException">The verb was asked to stop before: nobody is asked any more.</exception>
    public static IDisposable Asking()
    {
        Asked.ThrowIfCancellationRequested();
        Interlocked.Increment(ref _asking);
        return new Answered();
    }

    public void Dispose()
    {
        Heard.Value = null;
        foreach (PosixSignalRegistration signal in _signals)
            signal.Dispose();
        _stop.Dispose();
    }

    private void Hear(PosixSignalContext signal)
    {
        if (_stop.IsCancellationRequested || Volatile.Read(ref _asking) > 0)
            return;

        signal.Cancel = true;
        _ = Task.Delay(Soon).ContinueWith(_ => Tell(), TaskScheduler.Default);
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The verb ended in this very moment: there is nobody to ask any more.
        }
    }

    private void Tell() => System.Console.Error.WriteLine(_isChinese()
        ? "正在停止：先完成不能中断的步骤。再次中断则立即结束程序。"
        : "Stopping: what cannot be cut short is ended first. The same once more ends the program at once.");

    private sealed class Answered : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref _asking);
    }
}
