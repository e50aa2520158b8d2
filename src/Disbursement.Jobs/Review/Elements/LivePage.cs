namespace Disbursement.Jobs.Review.Elements;

/// <summary>A page that refreshes itself: it polls a state that all viewers share.</summary>
public abstract class LivePage : ConsolePage, IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(700);

    private readonly CancellationTokenSource _gone = new();

    /// <summary>Whether the state is changing now, so that each poll renders the page again.</summary>
    private protected abstract bool Moves();

    /// <summary>The watched state. A change of it renders the page even when it began and ended between two polls.</summary>
    private protected abstract object? Watched();

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            _ = Watch();
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private async Task Watch()
    {
        using PeriodicTimer timer = new(Beat);

        // The first poll always counts as a change: something may have happened since the page was read.
        object? before = new();
        try
        {
            CancellationToken stop = _gone.Token;
            while (await timer.WaitForNextTickAsync(stop))
            {
                bool moves = Moves();
                object? now = Watched();
                if (moves || !Equals(now, before))
                {
                    await InvokeAsync(() =>
                    {
                        if (!moves && Viewer is not null)
                            Look();
                        StateHasChanged();
                    });
                }

                before = now;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The page was left.
        }
    }
}
