using System.Diagnostics;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Disbursement.Jobs.Cli.Screens;

/// <summary>
/// A bar for each stage, drawn on standard error a few times a second by a thread of its own: workers do no more than count.
/// </summary>
internal sealed class LiveBars : IDisposable
{
    private const int BarWidth = 14;
    private const string ShowCursor = "\u001b[?25h";
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);

    private readonly IAnsiConsole _console;
    private readonly Func<IReadOnlyList<StageShown>> _read;
    private readonly bool _isChinese;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly List<Row> _rows = [];
    private readonly ManualResetEventSlim _ended = new();
    private readonly Thread _drawing;

    public LiveBars(IAnsiConsole console, Func<IReadOnlyList<StageShown>> read, bool isChinese)
    {
        (_console, _read, _isChinese) = (console, read, isChinese);
        AppDomain.CurrentDomain.ProcessExit += Leave;
        Screen.Draws(console);
        _drawing = new Thread(DrawWhileThereIsATerminal) { IsBackground = true, Name = "progress" };
        _drawing.Start();
    }

    /// <summary>The screen is as it was, but for the lines of the log.</summary>
    public void Dispose()
    {
        _ended.Set();
        _drawing.Join();
        Screen.Draws(null);
        AppDomain.CurrentDomain.ProcessExit -= Leave;
        _ended.Dispose();
    }

    /// <summary>A process that is ended in the middle leaves no terminal without its cursor.</summary>
    private void Leave(object? sender, EventArgs leaving) => Console.Error.Write(ShowCursor);

    /// <summary>A terminal that is closed takes the bars with it, and not the run.</summary>
    private void DrawWhileThereIsATerminal()
    {
        try
        {
            Draw();
        }
        catch (IOException)
        {
            Screen.Draws(null);
        }
    }

    private void Draw() => _console.Progress().AutoClear(true).AutoRefresh(false).Columns(
    [
        Cell(Justify.Left, row => row.Shown.Name),
        new ProgressBarColumn { Width = BarWidth },
        Cell(Justify.Right, row => row.HasShare ? $"{Math.Floor(row.Shown.Share * 100).ToString("N0", Plain)}%" : ""),
        Cell(Justify.Right, row => row.Shown.Unit.Length == 0 ? "" : $"{row.Shown.Count.ToString("N0", Plain)} {row.Shown.Unit}"),
        Cell(Justify.Right, row => row.Shown.IsOver || row.Shown.Unit.Length == 0
            ? "" : $"{row.Counted.PerSecond.ToString("N0", Plain)}/s"),
        Cell(Justify.Right, row => row.Time(_isChinese)),
    ]).Start(context =>
    {
        do
        {
            Look(context);
            context.Refresh();
        }
        while (!_ended.Wait(Every));
    });

    private TextCell Cell(Justify alignment, Func<Row, string> text) =>
        new(task => new Text(_rows.Find(row => row.Task == task) is { } row ? text(row) : "") { Justification = alignment });

    private static CultureInfo Plain => CultureInfo.InvariantCulture;

    private void Look(ProgressContext context)
    {
        double now = _watch.Elapsed.TotalSeconds;
        foreach (StageShown stage in _read())
        {
            Row? row = _rows.Find(row => row.Shown.Name == stage.Name);
            if (row is null)
                _rows.Add(row = new Row(context.AddTask(Markup.Escape(stage.Name), autoStart: true, maxValue: 1), now, stage));
            row.Look(now, stage);
        }
    }

    /// <summary>A stage on the screen, with how fast it goes.</summary>
    private sealed class Row(ProgressTask task, double since, StageShown shown)
    {
        private readonly SteadyRate _shared = new();
        private readonly double _since = since;
        private double _now = since;

        public ProgressTask Task => task;

        public bool HasShare => Shown.Total > 0 || Shown.IsOver;

        public StageShown Shown { get; private set; } = shown;

        public SteadyRate Counted { get; } = new();

        public void Look(double now, StageShown shown)
        {
            if (Shown.IsOver)
                return;

            (_now, Shown) = (now, shown);
            Counted.Look(now, shown.Count);
            _shared.Look(now, shown.Done);
            task.Value = shown.Share;
            task.IsIndeterminate = !HasShare;
        }

        /// <summary>The time left; of a stage that is over, or that nobody knows the end of, the time taken.</summary>
        public string Time(bool isChinese)
        {
            double left = (Shown.Total - Shown.Done) / _shared.PerSecond;
            return Shown.IsOver || Shown.Total == 0 ? Clock(_now - _since)
                : !double.IsFinite(left) || left < 0 || left > TimeSpan.FromDays(2).TotalSeconds ? ""
                : isChinese ? $"剩 {Clock(left)}" : $"{Clock(left)} left";
        }

        private static string Clock(double seconds)
        {
            TimeSpan span = TimeSpan.FromSeconds(Math.Round(seconds));
            return span.TotalHours >= 1
                ? string.Create(Plain, $"{(int)span.TotalHours}:{span.Minutes:00}:{span.Seconds:00}")
                : string.Create(Plain, $"{span.Minutes}:{span.Seconds:00}");
        }
    }

    private sealed class TextCell(Func<ProgressTask, Text> render) : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => render(task);
    }
}
