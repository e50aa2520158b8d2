namespace Disbursement.Jobs.Samples;

/// <summary>What the roster of a year can know: nothing after 31 December, and nothing that a person did after death.</summary>
internal readonly struct KnownDays(int year)
{
    private readonly int _yearEnd = Days.Of(year + 1) - 1;

    /// <returns>The day, or 0 where the roster cannot know it.</returns>
    public int Keep(int day) => day <= _yearEnd ? day : 0;

    /// <returns>The day, or 0 where the roster cannot know it or the person was dead.</returns>
    public int Keep(int day, int death) => death == 0 || day <= death ? Keep(day) : 0;
}
