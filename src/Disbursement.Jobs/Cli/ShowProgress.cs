using System.Diagnostics;
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
    /// <param name="isChinese">The language.</param>
    public ShowProgress(Func<IReadOnlyList<StageShown>> stages, bool isChinese)
    {
        if (Screen.CanDraw)
        {
            _bars = new LiveBars(Screen.OnErrors(), stages, isChinese);
            return;
        }

        PlainProgress line = new(stages);
        Stopwatch watch = Stopwatch.StartNew();
        _timer = new Timer(_ => Screen.Say(line.Look(watch.Elapsed) + Environment.NewLine), null, Elsewhere, Elsewhere);
    }

    /// <summary>How far a run has come.</summary>
    public static ShowProgress Of(RunProgress progress, bool isChinese) =>
        new(new RunStages(progress, isChinese).Look, isChinese);

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
}
