namespace Disbursement.Jobs.Review;

/// <summary>A page that goes on by itself: it looks again and again at what is shared by all who watch.</summary>
public abstract class LivePage : ConsolePage, IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(700);

    private readonly CancellationTokenSource _gone = new();

    /// <summary>Something to be shown anew; false where nothing moves.</summary>
    private protected abstract bool Moves();

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
        bool hasMoved = false;
        try
        {
            CancellationToken stop = _gone.Token;
            while (await timer.WaitForNextTickAsync(stop))
            {
                bool moves = Moves();
                if (moves || hasMoved)
                {
                    await InvokeAsync(() =>
                    {
                        if (!moves && Viewer is not null)
                            Look();
                        StateHasChanged();
                    });
                }

                hasMoved = moves;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The page was left.
        }
    }
}
