using System.Data.Common;
using System.Diagnostics;
using Disbursement.Domain.Periods;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Microsoft.Extensions.Hosting;

namespace Disbursement.Jobs.Review;

/// <summary>Tells one state of the books from the next, for open pages.</summary>
/// <param name="Act">The last act on record; every change of the books is one.</param>
/// <param name="Day">The day in China: what waits grows older at midnight.</param>
internal readonly record struct BooksState(long Act, DateOnly Day);

/// <summary>
/// Looks once for all open pages whether somebody has acted, at this machine or another, and keeps what waits at hand for the menu.
/// </summary>
internal sealed class FollowBooks(Desk desk, KeptWaiting waiting) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);

    /// <summary>What waits is looked for so many times as seldom as it takes: large books are not scanned without end.</summary>
    private const int RestsLonger = 5;

    private volatile Seen _seen = new(default, []);

    /// <summary>The state as it was last seen.</summary>
    public BooksState State => _seen.State;

    /// <summary>What waited then.</summary>
    public IReadOnlyList<Waiting> Waiting => _seen.Waiting;

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
            BooksState state = new(ReadPictures.StateOf(db), Instants.DayInChina(desk.Now));
            if (state == State)
                return false;

            _seen = new Seen(state, waiting.Of(db, desk.Store));
            return true;
        }
        catch (Exception exception) when (exception is StoreRefusal or DbException or IOException or UnauthorizedAccessException)
        {
            // The database is away for a moment; the next beat looks again.
            return false;
        }
    }

    private sealed record Seen(BooksState State, IReadOnlyList<Waiting> Waiting);
}
