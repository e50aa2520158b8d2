using System.Diagnostics.Metrics;
using Disbursement.Jobs.Runs;
using Microsoft.Extensions.Hosting;
using Serilog;

namespace Disbursement.Jobs.Notices;

/// <summary>
/// Sends what waits in the outbox while the service runs, each channel for itself: one that is down keeps back no other, and nothing waits
/// for either.
/// </summary>
internal sealed class SendNotices : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5), ForgetEvery = TimeSpan.FromHours(6);

    private readonly Outbox _outbox;
    private readonly IReadOnlyList<INoticeChannel> _channels;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;

    public SendNotices(Outbox outbox, IReadOnlyList<INoticeChannel> channels, TimeProvider clock, ILogger log, IMeterFactory meters)
    {
        (_outbox, _channels, _clock, _log) = (outbox, channels, clock, log);
        meters.Create(Measures.Name)
            .CreateObservableGauge("disburse.notices.waiting", Look, "{notice}", "Notices that wait to be sent, by channel");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await Task.WhenAll([.. _channels.Select(channel => Repeat(LookEvery, () => Send(channel, stoppingToken), stoppingToken)),
            Repeat(ForgetEvery, Forget, stoppingToken)]).ConfigureAwait(false);
    }

    /// <summary>Does it now and again and again; what goes wrong is said, and the next time comes all the same.</summary>
    private async Task Repeat(TimeSpan pause, Func<Task> work, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                try
                {
                    await work().ConfigureAwait(false);
                }
                catch (Exception exception) when (!stop.IsCancellationRequested)
                {
                    _log.Error("The outbox of notices could not be worked on: {Kind}", exception.GetType().Name);
                }

                await Task.Delay(pause, _clock, stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The service stops; what waits is sent after its next start.
        }
    }

    private async Task Send(INoticeChannel channel, CancellationToken stop)
    {
        foreach (KeptNotice kept in _outbox.Due(channel.Name))
        {
            stop.ThrowIfCancellationRequested();
            if (await channel.Send(kept.Notice, stop).ConfigureAwait(false) is not { } problem)
            {
                _outbox.Sent(kept);
                Measures.NoticeSent(channel.Name);
                _log.Information("Notice {Notice} ({Kind}) is sent by {Channel}", kept.Notice.Id, kept.Notice.Kind, channel.Name);
                continue;
            }

            KeptNotice next = _outbox.Failed(kept, problem);
            Measures.NoticeFailed(channel.Name, next.EndedAt is not null);
            if (next.EndedAt is null)
                _log.Warning("Notice {Notice} ({Kind}) could not be sent by {Channel}, try {Try}: {Problem} Next try at {Next:yyyy-MM-dd "
                    + "HH:mm:ss} UTC", kept.Notice.Id, kept.Notice.Kind, channel.Name, next.Tries, problem.English, next.NextTry);
            else
                _log.Warning("Notice {Notice} ({Kind}) is given up by {Channel} after {Tries} tries: {Problem}", kept.Notice.Id,
                    kept.Notice.Kind, channel.Name, next.Tries, problem.English);
        }
    }

    private Task Forget()
    {
        _outbox.Forget();
        return Task.CompletedTask;
    }

    private IEnumerable<Measurement<long>> Look()
    {
        try
        {
            return [.. _channels.Select(channel => new Measurement<long>(
                _outbox.CountWaiting(channel.Name), new KeyValuePair<string, object?>("channel", channel.Name)))];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
