namespace Disbursement.Jobs.Samples;

/// <summary>Day numbers of calendar days.</summary>
internal static class Days
{
    public const int PerYear = 365;

    private const int FirstYear = 1900;

    private static readonly int[] NewYears = [.. Enumerable.Range(FirstYear, 200).Select(year => new DateOnly(year, 1, 1).DayNumber)];

    /// <summary>1 January of the year.</summary>
    public static int Of(int year) => NewYears[year - FirstYear];
}
