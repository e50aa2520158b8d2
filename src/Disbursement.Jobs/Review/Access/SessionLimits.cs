using System.Globalization;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Configuration;
using Disbursement.Jobs.Runs;
using Microsoft.Extensions.Configuration;

namespace Disbursement.Jobs.Review.Access;

/// <summary>How long a session of the console lasts (section <c>Sessions</c> of the configuration).</summary>
/// <param name="Idle">Ends a session that nobody has used for this long.</param>
/// <param name="Longest">Ends a session this long after the sign-in, however busy it is.</param>
internal sealed record SessionLimits(TimeSpan Idle, TimeSpan Longest)
{
    private const string Section = "Sessions";
    private const string IdleKey = "IdleMinutes";
    private const string LongestKey = "LongestMinutes";
    private const int MostMinutes = 7 * 24 * 60;

    private static readonly string[] Keys = [IdleKey, LongestKey];

    /// <summary>Half an hour without use; twelve hours in all.</summary>
    public static SessionLimits Default { get; } = new(TimeSpan.FromMinutes(30), TimeSpan.FromHours(12));

    /// <summary>Reads the limits.</summary>
    /// <exception cref="RunRefusal">A value is unknown or wrong; every one is named.</exception>
    public static SessionLimits Read(IConfiguration configuration)
    {
        IConfigurationSection section = configuration.GetSection(Section);
        List<string> mistakes = [.. section.UnknownKeys(Keys)];

        SessionLimits limits =
            new(Minutes(section, IdleKey, Default.Idle, mistakes), Minutes(section, LongestKey, Default.Longest, mistakes));
        return mistakes.Count == 0
            ? limits
            : throw new RunRefusal($"The configuration of the sessions has {Counted.Of(mistakes.Count, "mistake")}. Nothing was started.",
                mistakes);
    }

    private static TimeSpan Minutes(IConfigurationSection section, string key, TimeSpan otherwise, List<string> mistakes)
    {
        if (section.Text(key) is not { } text)
            return otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int minutes) && minutes is >= 1 and <= MostMinutes)
            return TimeSpan.FromMinutes(minutes);

        mistakes.Add($"{section.Path}:{key} '{text}' is not a number from 1 to {MostMinutes}.");
        return otherwise;
    }
}
