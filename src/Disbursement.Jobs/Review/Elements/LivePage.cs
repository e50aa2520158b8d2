namespace Disbursement.Jobs.Review.Elements;

/// <summary>A page that goes on by itself: it looks again and again at what is shared by all who watch.</summary>
public abstract class LivePage : ConsolePage, IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(700);

    private readonly CancellationTokenSource _gone = new();

    /// <summary>Whether it moves just now, so that it is shown anew at each beat.</summary>
    private protected abstract bool Moves();

    /// <summary>What is watched, and whether it has ended: however short it was, nobody misses its end.</summary>
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

        // What came about between the page's own look and the first beat is seen at that beat.
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
