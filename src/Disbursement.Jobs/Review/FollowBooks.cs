using System.Diagnostics;
using Disbursement.Domain.Periods;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Tables;
using Microsoft.Extensions.Hosting;

namespace Disbursement.Jobs.Review;

/// <summary>Tells one state of the books from the next, for open pages.</summary>
/// <param name="Act">The last act on record; every change of the books is one.</param>
/// <param name="Day">The day in China: what waits grows older at midnight.</param>
/// <param name="Beside">What else waits depends on, of which no act tells.</param>
internal readonly record struct BooksState(long Act, DateOnly Day, string Beside)
{
    /// <summary>Whether they differ by acts alone.</summary>
    public bool DiffersByActs(BooksState other) => (Day, Beside) == (other.Day, other.Beside);
}

/// <summary>
/// Looks once for all open pages whether somebody has acted, at this machine or another, and keeps what waits at hand for the menu.
/// </summary>
internal sealed class FollowBooks(Desk desk, KeptWaiting waiting) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);

    /// <summary>What waits is looked for so many times as seldom as it takes: large books are not scanned without end.</summary>
    private const int RestsLonger = 5;

    /// <summary>Acts that are remembered; a page that missed more reads itself again.</summary>
    private const int MostActs = 256;

    private volatile Seen _seen = new(default, [], []);

    /// <summary>What was wrong at the last look; null for nothing.</summary>
    private string? _wrong;

    /// <summary>The state as it was last seen.</summary>
    public BooksState State => _seen.State;

    /// <summary>What waited then.</summary>
    public IReadOnlyList<Waiting> Waiting => _seen.Waiting;

    /// <summary>
    /// Whether a page that was read in an earlier state has to be read again: more than acts has changed, one of the acts since is such as
    /// the page shows, or there were more of them than are remembered.
    /// </summary>
    /// <param name="read">The state in which the page was read.</param>
    /// <param name="shows">Whether an act may have changed what it shows.</param>
    public bool Outdates(BooksState read, Func<SeenAct, bool> shows)
    {
        Seen now = _seen;
        if (read == now.State)
            return false;
        if (!read.DiffersByActs(now.State) || now.Acts.Count == 0 || now.Acts[0].Sequence > read.Act + 1)
            return true;

        return now.Acts.Where(act => act.Sequence > read.Act).Any(shows);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(Beat);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
            {
                Stopwatch watch = Stopwatch.StartNew();
                if (Look())
                    await Task.Delay(watch.Elapsed * RestsLonger, stoppingToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The service stops.
        }
    }

    private bool Look()
    {
        try
        {
            using DisbursementDb db = desk.Read();
            BooksState state = new(ReadPictures.StateOf(db), Instants.DayInChina(desk.Now), waiting.Stamp(desk.Store));
            if (state == State)
                return false;

            _seen = new Seen(state, waiting.Of(db, desk.Store), LastActs(db, state.Act));
            _wrong = null;
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Whatever it is, pages and schedules go on without it: the database may be away for a moment. The next beats look again.
            if (_wrong != exception.Message)
                desk.Work.Log.Warning(exception, "What waits could not be looked for");
            _wrong = exception.Message;
            return true;
        }
    }

    private static IReadOnlyList<SeenAct> LastActs(DisbursementDb db, long until) =>
    [
        .. db.Audit.ToRead().Where(act => act.Sequence > until - MostActs && act.Sequence <= until).OrderBy(act => act.Sequence)
            .Select(act => new SeenAct(act.Sequence, act.Act, act.Subject)),
    ];

    private sealed record Seen(BooksState State, IReadOnlyList<Waiting> Waiting, IReadOnlyList<SeenAct> Acts);
}
