using System.Globalization;

namespace Disbursement.Jobs.Review.Words;

/// <summary>When a schedule starts, in words: for the times that offices set, by the day, the month, the year or some minutes.</summary>
internal static class CronWords
{
    private const int Fields = 6;

    /// <summary>The words; null for a time that they cannot tell, which is then shown as it is set.</summary>
    /// <param name="cron">The time, as Quartz reads it: second, minute, hour, day, month, weekday.</param>
    /// <param name="language">The language of the viewer.</param>
    public static string? Say(string cron, Language language)
    {
        if (cron.Split(' ') is not { Length: Fields } parts || parts[0] != "0" || parts[5] is not ("?" or "*"))
            return null;

        (string minute, string hour, string day, string month) = (parts[1], parts[2], parts[3], parts[4]);
        if (minute.StartsWith("0/", StringComparison.Ordinal) && Number(minute[2..]) is { } step && (hour, day, month) == ("*", "*", "*"))
            return language.Of(Text.EveryMinutes, step);
        if (Number(minute) is not { } minutes || Number(hour) is not { } hours)
            return null;

        string at = string.Create(CultureInfo.InvariantCulture, $"{hours:00}:{minutes:00}");
        return (Number(day), Number(month)) switch
        {
            (null, null) when (day, month) is ("*" or "?", "*") => language.Of(Text.EveryDay, at),
            ({ } of, null) when month == "*" => language.Of(Text.EveryMonth, of, at),
            ({ } of, { } inMonth) => language.Of(Text.EveryYear, inMonth, of, at),
            _ => null,
        };
    }

    private static int? Number(string part) =>
        int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
