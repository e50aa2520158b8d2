namespace Disbursement.Jobs.Notices;

/// <summary>A notice in the outbox, for one channel: what became of it so far.</summary>
internal sealed record KeptNotice
{
    /// <summary>The first pause after a try that failed; each further one is twice as long, up to a day.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromMinutes(1), LongestPause = TimeSpan.FromDays(1);

    public required Notice Notice { get; init; }

    public required string Channel { get; init; }

    public required DateTimeOffset KeptAt { get; init; }

    /// <summary>Tries that failed.</summary>
    public int Tries { get; init; }

    /// <summary>Not to be tried before.</summary>
    public required DateTimeOffset NextTry { get; init; }

    /// <summary>When it was sent or given up; null while it waits.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What the last try failed for.</summary>
    public SendProblem? Problem { get; init; }

    /// <summary>
    /// After a try that failed: with the next pause, or given up where trying again changes nothing or the pause of a day is behind it.
    /// </summary>
    public KeptNotice After(SendProblem problem, DateTimeOffset now)
    {
        KeptNotice next = this with { Tries = Tries + 1, Problem = problem };
        return problem.IsFinal || (Tries > 0 && Pause(Tries) == LongestPause)
            ? next with { EndedAt = now }
            : next with { NextTry = now + Pause(next.Tries) };
    }

    /// <summary>How long it rests after so many tries.</summary>
    public static TimeSpan Pause(int tries)
    {
        TimeSpan pause = FirstPause;
        for (int i = 1; i < tries && pause < LongestPause; i++)
            pause *= 2;
        return pause < LongestPause ? pause : LongestPause;
    }
}
