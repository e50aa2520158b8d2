using System.Globalization;

namespace Disbursement.Domain.Periods;

/// <summary>How a moment is written and shown. Books and files say UTC to the second; people see the time of China.</summary>
public static class Instants
{
    private const string Written = "yyyy-MM-ddTHH:mm:ssZ";

    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    /// <summary>In UTC, such as <c>2026-06-01T00:00:00Z</c>; parts of a second are cut off.</summary>
    public static string Utc(DateTimeOffset instant) => instant.UtcDateTime.ToString(Written, CultureInfo.InvariantCulture);

    /// <summary>The same of seconds since 1970.</summary>
    public static string Utc(long seconds) => Utc(DateTimeOffset.FromUnixTimeSeconds(seconds));

    /// <summary>The moment of a text that <see cref="Utc(DateTimeOffset)"/> wrote.</summary>
    /// <exception cref="FormatException">It is written otherwise.</exception>
    public static DateTimeOffset ParseUtc(string text) =>
        DateTimeOffset.ParseExact(text, Written, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>The same moment as clocks in China show it, which know no summer time.</summary>
    public static DateTimeOffset InChina(DateTimeOffset instant) => instant.ToOffset(China);

    /// <summary>The day that it is in China at that moment.</summary>
    public static DateOnly DayInChina(DateTimeOffset instant) => DateOnly.FromDateTime(InChina(instant).DateTime);
}
