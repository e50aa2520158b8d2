namespace Disbursement.Jobs.Tests;

/// <summary>
/// Runs what must come to an end, on a thread of its own: while many fixtures run side by side, work that is given to the pool begins late.
/// </summary>
internal static class OwnThread
{
    /// <summary>How long it may take on a busy machine. What takes hours fails; how quick it is belongs to bench/.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>False where it has not ended by then; it goes on in the background.</summary>
    public static bool HasEnded(Action work)
    {
        Thread thread = new(() => work()) { IsBackground = true };
        thread.Start();
        return thread.Join(Longest);
    }
}
