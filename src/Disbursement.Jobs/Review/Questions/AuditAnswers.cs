using Disbursement.Jobs.Questions.Audits;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Microsoft.Extensions.Hosting;

namespace Disbursement.Jobs.Review.Questions;

/// <summary>An answer as a page shows it: its sums and its first lines.</summary>
/// <param name="Report">What was asked, what it cannot see, and its remarks.</param>
/// <param name="Totals">Sums of all lines.</param>
/// <param name="Lines">The first lines.</param>
/// <param name="Columns">Which columns say something; those to fill in on paper do not.</param>
/// <param name="At">When it was given.</param>
internal sealed record AuditAnswer(
    AuditReport? Report, ReportTotals Totals, IReadOnlyList<ReportLine> Lines, IReadOnlyList<int> Columns, DateTimeOffset At)
{
    /// <summary>Why there is no answer.</summary>
    public Trouble? Trouble { get; init; }
}

/// <summary>
/// Answers the audit office's questions as the <c>report</c> verbs do, one at a time, and keeps the last answers until the next act or the
/// end of the day.
/// </summary>
internal sealed class AuditAnswers(Desk desk, IHostApplicationLifetime life) : IDisposable
{
    /// <summary>The number of lines that a page shows; the file has all.</summary>
    public const int MostLines = 1000;

    private const int MostKept = 8;

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Dictionary<Asked, Task<AuditAnswer>> _kept = [];

    private sealed record Asked(string Question, AuditOrder Order, long State, DateOnly Day);

    public AuditSetting Setting => new(desk.Work.Data, desk.Store, desk.Ring, desk.Work.Clock);

    /// <summary>The answer. Equal questions at the same time share one computation.</summary>
    public Task<AuditAnswer> Ask(AuditQuestion question, AuditOrder order)
    {
        using DisbursementDb db = desk.Read();
        Asked asked = new(question.Name, order, ReadPictures.StateOf(db), AuditTask.Day(desk.Now));
        lock (_gate)
        {
            if (_kept.TryGetValue(asked, out Task<AuditAnswer>? kept))
                return kept;

            if (_kept.Count >= MostKept)
                _kept.Clear();
            return _kept[asked] = Task.Run(() => InTurn(question, asked, life.ApplicationStopping));
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<AuditAnswer> InTurn(AuditQuestion question, Asked asked, CancellationToken stop)
    {
        bool isMine = false;
        try
        {
            await _turn.WaitAsync(stop).ConfigureAwait(false);
            isMine = true;
            AuditReport report = AskAudit.Run(question, Setting, asked.Order, stop);
            using FirstLines first = new(MostLines);
            ReportTotals totals = report.Run(first);
            int[] columns =
                [.. Enumerable.Range(0, report.Columns.Count).Where(i => first.Lines.Any(line => line.Cells[i] is not (null or "")))];
            return new AuditAnswer(report, totals, first.Lines, columns, desk.Now);
        }
        catch (Exception exception)
        {
            lock (_gate)
                _kept.Remove(asked);
            Serilog.Log.Error("A question came to nothing: {Kind}", exception.GetType().Name);
            return new AuditAnswer(null, new ReportTotals(), [], [], desk.Now) { Trouble = Trouble.Of(exception) };
        }
        finally
        {
            if (isMine)
                _turn.Release();
        }
    }

    /// <summary>Keeps the first lines.</summary>
    private sealed class FirstLines(int most) : IReportFile
    {
        public List<ReportLine> Lines { get; } = [];

        public void Add(ReportLine line)
        {
            if (Lines.Count < most)
                Lines.Add(line);
        }

        public void Finish(AuditReport report, ReportTotals totals)
        {
            // The kept lines need no end.
        }

        public void Dispose()
        {
            // Nothing is open.
        }
    }
}
