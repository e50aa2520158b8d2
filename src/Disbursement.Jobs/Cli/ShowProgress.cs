using System.Diagnostics;
using System.Globalization;
using Disbursement.Domain.Amounts;
using Disbursement.Jobs.Cli.Screens;
using Disbursement.Jobs.Runs;

namespace Disbursement.Jobs.Cli;

/// <summary>Shows on stderr how far a work has come: a bar for each stage on a terminal, a plain line now and then elsewhere.</summary>
internal sealed class ShowProgress : IDisposable
{
    private static readonly TimeSpan Elsewhere = TimeSpan.FromSeconds(5);

    private readonly LiveBars? _bars;
    private readonly Timer? _timer;

    /// <param name="stages">The stages up to the present one.</param>
    /// <param name="line">The same as one plain line.</param>
    /// <param name="isChinese">The language.</param>
    public ShowProgress(Func<IReadOnlyList<StageShown>> stages, Func<string> line, bool isChinese)
    {
        if (Screen.CanDraw)
            _bars = new LiveBars(Screen.OnErrors(), stages, isChinese);
        else
            _timer = new Timer(_ => Screen.Say(line() + Environment.NewLine), null, Elsewhere, Elsewhere);
    }

    /// <summary>How far a run has come.</summary>
    public static ShowProgress Of(RunProgress progress, bool isChinese)
    {
        RunStages stages = new(progress, isChinese);
        RunLine line = new(progress, isChinese);
        return new ShowProgress(stages.Look, line.Look, isChinese);
    }

    public void Dispose()
    {
        _bars?.Dispose();
        if (_timer is null)
            return;

        using ManualResetEvent ended = new(false);
        _timer.Dispose(ended);
        ended.WaitOne();
    }

    /// <summary>The stages of a run, with what a person counts of each.</summary>
    private sealed class RunStages(RunProgress progress, bool isChinese)
    {
        private readonly List<string> _begun = [];

        /// <summary>Parts that nodes have done, by stage.</summary>
        private readonly Dictionary<string, (int Done, int Of)> _parts = [];

        public IReadOnlyList<StageShown> Look()
        {
            string now = Now();
            if (!_begun.Contains(now))
                _begun.Add(now);
            if (progress.Parts is { } parts)
                _parts[now] = parts;
            return [.. _begun.Select(stage => Shown(stage) with { IsOver = stage != now })];
        }

        /// <summary>The stage of a run; rosters that are read are put together to households.</summary>
        private string Now() => progress is { Stage: "reading", Reading: { Gathered: > 0 } } ? "gathering" : progress.Stage;

        private StageShown Shown(string stage) => _parts.TryGetValue(stage, out (int Done, int Of) parts)
            ? Counted(stage) with { Done = parts.Done, Total = parts.Of, Count = parts.Done, Unit = Say("部分", "parts") }
            : Counted(stage);

        private StageShown Counted(string stage) => stage switch
        {
            "starting" => new(Say("启动", "Starting"), 0, 0, 0, ""),
            "reading" => new(Say("读取名册", "Reading"), progress.Reading.Bytes, progress.Reading.TotalBytes, progress.Reading.Rows,
                Say("行", "rows")),
            "gathering" => new(Say("并户", "Gathering"), progress.Reading.Gathered, progress.Reading.Rows, progress.Reading.Gathered,
                Say("行", "rows")),
            "assessing" => Households(Say("逐人认定", "Assessing")),
            "forecasting" => Households(Say("推算", "Forecasting")),
            "paying" => new(Say("编制付款", "Paying"), progress.Paid, progress.Payable, progress.Payments, Say("笔", "payments")),
            "sealing" => new(Say("封存", "Sealing"), 0, 0, progress.Payments, Say("笔", "payments")),
            "comparing" => new(Say("比对", "Comparing"), 0, 0, progress.Decisions, Say("项决定", "decisions")),
            _ => new(stage, 0, 0, 0, ""),
        };

        private StageShown Households(string name) =>
            new(name, progress.Households, progress.TotalHouseholds, progress.Households, Say("户", "households"));

        private string Say(string chinese, string english) => isChinese ? chinese : english;
    }

    /// <summary>One line about a run, with what came since the line before.</summary>
    private sealed class RunLine(RunProgress progress, bool isChinese)
    {
        private readonly Stopwatch _watch = Stopwatch.StartNew();
        private (TimeSpan At, long Rows, long Households, long Decisions, long Fen) _before;

        public string Look()
        {
            (TimeSpan At, long Rows, long Households, long Decisions, long Fen) now =
                (_watch.Elapsed, progress.Reading.Rows, progress.Households, progress.Decisions, progress.Fen);
            if (progress.Parts is (int done, int parts))
                return string.Create(
                    CultureInfo.InvariantCulture, $"{Stage()}  {now.At:mm\\:ss}  parts {done}{(parts > 0 ? $"/{parts}" : "")}");

            double seconds = Math.Max((now.At - _before.At).TotalSeconds, 0.001);
            string Rate(long after, long before) => ((after - before) / seconds).ToString("N0", CultureInfo.InvariantCulture);
            string line = string.Create(CultureInfo.InvariantCulture,
                $"{Stage()}  {now.At:mm\\:ss}  rows {now.Rows:N0} ({Rate(now.Rows, _before.Rows)}/s)  households {now.Households:N0}{Of()} "
                    + $"({Rate(now.Households, _before.Households)}/s)  decisions {now.Decisions:N0} "
                    + $"({Rate(now.Decisions, _before.Decisions)}/s)  yuan {new Money(now.Fen).Grouped()} "
                    + $"({Rate(now.Fen / 100, _before.Fen / 100)}/s)");
            _before = now;
            return line;
        }

        private string Stage() => isChinese
            ? progress.Stage switch
            {
                "reading" => "读取", "gathering" => "并户", "assessing" => "审核", "paying" => "编制付款", "sealing" => "封存",
                "comparing" => "比对", "forecasting" => "推算", _ => "启动",
            }
            : progress.Stage;

        private string Of() => progress.TotalHouseholds > 0
            ? $"/{progress.TotalHouseholds.ToString("N0", CultureInfo.InvariantCulture)}"
            : "";
    }
}
