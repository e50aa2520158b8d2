using System.Diagnostics;
using System.Globalization;
using Disbursement.Domain.Amounts;
using Disbursement.Jobs.Runs;

namespace Disbursement.Jobs.Cli;

/// <summary>Shows on stderr how far a run has come: a line that renews itself on a terminal, a plain line now and then elsewhere.</summary>
internal sealed class ShowProgress : IDisposable
{
    private static readonly TimeSpan OnTerminal = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Elsewhere = TimeSpan.FromSeconds(5);

    private readonly RunProgress _progress;
    private readonly bool _isChinese;
    private readonly bool _isTerminal = !Console.IsErrorRedirected;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly Timer _timer;
    private (TimeSpan At, long Rows, long Households, long Decisions, long Fen) _before;

    public ShowProgress(RunProgress progress, bool isChinese)
    {
        _progress = progress;
        _isChinese = isChinese;
        TimeSpan every = _isTerminal ? OnTerminal : Elsewhere;
        _timer = new Timer(_ => Show(), null, every, every);
    }

    public void Dispose()
    {
        using ManualResetEvent ended = new(false);
        _timer.Dispose(ended);
        ended.WaitOne();
        if (_isTerminal)
            Console.Error.Write("\r\u001b[K");
    }

    private void Show()
    {
        (TimeSpan At, long Rows, long Households, long Decisions, long Fen) now =
            (_watch.Elapsed, _progress.Reading.Rows, _progress.Households, _progress.Decisions, _progress.Fen);
        double seconds = Math.Max((now.At - _before.At).TotalSeconds, 0.001);
        string Rate(long after, long before) => ((after - before) / seconds).ToString("N0", CultureInfo.InvariantCulture);
        string stage = _isChinese
            ? _progress.Stage switch { "reading" => "读取", "assessing" => "审核", "paying" => "编制付款", "comparing" => "比对", _ => "启动" }
            : _progress.Stage;
        string line = string.Create(CultureInfo.InvariantCulture,
            $"{stage}  {now.At:mm\\:ss}  rows {now.Rows:N0} ({Rate(now.Rows, _before.Rows)}/s)  households {now.Households:N0}{Of()} "
                + $"({Rate(now.Households, _before.Households)}/s)  decisions {now.Decisions:N0} "
                + $"({Rate(now.Decisions, _before.Decisions)}/s)  yuan {new Money(now.Fen).Grouped()} "
                + $"({Rate(now.Fen / 100, _before.Fen / 100)}/s)");
        Console.Error.Write(_isTerminal ? $"\r\u001b[K{line}" : line + Environment.NewLine);
        _before = now;
    }

    private string Of() => _progress.TotalHouseholds > 0
        ? $"/{_progress.TotalHouseholds.ToString("N0", CultureInfo.InvariantCulture)}"
        : "";
}
