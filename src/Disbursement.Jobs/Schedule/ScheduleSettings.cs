using System.Globalization;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Configuration;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Runs;
using Microsoft.Extensions.Configuration;
using Quartz;

namespace Disbursement.Jobs.Schedule;

/// <summary>When one schedule starts, and for whom it acts.</summary>
internal sealed record ScheduleSetting
{
    public required ScheduleName Name { get; init; }

    /// <summary>Seconds, minutes, hours, day, month, weekday.</summary>
    public required string Cron { get; init; }

    public required TimeZoneInfo Zone { get; init; }

    /// <summary>Whether a start that was missed while the service was down is made, once, when it is up again.</summary>
    public bool MakesUpOnce { get; init; } = true;

    public bool IsEnabled { get; init; } = true;

    /// <summary>Whether a yearly run pays through the month before its start; the whole year otherwise.</summary>
    public bool IsThroughLastMonth { get; init; }

    /// <summary>The officer for whom it acts; null where the configuration names none.</summary>
    public string? As { get; init; }
}

/// <summary>The schedules of the configuration (section <c>Schedules</c>), and what their jobs go by.</summary>
internal sealed record ScheduleSettings
{
    public const string Section = "Schedules";

    private const string DefaultZone = "Asia/Shanghai";
    private const string Once = "FireOnce";
    private const string Never = "DoNothing";
    private const string Through = "Through";
    private const string LastMonth = "lastMonth";
    private const string December = "december";
    private const string ReplayMinutes = "ReplayMinutes";
    private const int DefaultReplayMinutes = 60;
    private const int DefaultStableSeconds = 5;
    private const int LongestDays = 3650;
    private const string DeadlineSection = "Deadlines";

    private static readonly string[] Keys = ["Cron", "TimeZone", "Misfire", "Enabled", "As"];
    private static readonly string[] DeadlineKeys = ["Days", "AnswerDays", "QuarantineDays", "ReceivableDays", "StopDays", "BudgetPercent"];
    private static readonly string[] InboxKeys = ["Folder", "StableSeconds"];
    private static readonly string[] ProofKeys = [ReplayMinutes];

    public required IReadOnlyList<ScheduleSetting> All { get; init; }

    /// <summary>The folder in which banks' files arrive; null for <c>returns</c> in the inputs folder.</summary>
    public string? InboxFolder { get; init; }

    /// <summary>How long a file's size must stand still before it is taken.</summary>
    public TimeSpan StableFor { get; init; } = TimeSpan.FromSeconds(DefaultStableSeconds);

    /// <summary>How long the nightly verification computes the newest runs again; none for not at all.</summary>
    public TimeSpan ReplayFor { get; init; } = TimeSpan.FromMinutes(DefaultReplayMinutes);

    /// <summary>From when on things lie too long.</summary>
    public OverdueLimits Overdue { get; init; } = OverdueLimits.Usual;

    public ScheduleSetting Of(ScheduleName name) => All.First(one => one.Name == name);

    /// <summary>Reads the schedules.</summary>
    /// <exception cref="RunRefusal">A zone, a cron expression or another value is wrong; every one is named.</exception>
    public static ScheduleSettings Read(IConfiguration configuration)
    {
        List<string> mistakes = [];
        IConfigurationSection schedules = configuration.GetSection(Section);
        foreach (IConfigurationSection section in schedules.GetChildren()
            .Where(section => ScheduleName.All.All(name => !IsSame(name.Section, section.Key))))
            mistakes.Add($"{section.Path} is no schedule; there are {string.Join(", ", ScheduleName.All.Select(name => name.Section))}.");

        IConfigurationSection deadlines = configuration.GetSection(DeadlineSection);
        mistakes.AddRange(deadlines.UnknownKeys(DeadlineKeys));
        OverdueLimits usual = OverdueLimits.Usual;
        ScheduleSettings settings = new()
        {
            All = [.. ScheduleName.All.Select(name => Read(name, schedules.GetSection(name.Section), mistakes))],
            InboxFolder = schedules.GetSection(ScheduleName.ReturnInbox.Section).Text("Folder"),
            StableFor = TimeSpan.FromSeconds(
                Number(schedules.GetSection(ScheduleName.ReturnInbox.Section), "StableSeconds", DefaultStableSeconds, 1, 600, mistakes)),
            ReplayFor = TimeSpan.FromMinutes(Number(
                schedules.GetSection(ScheduleName.NightlyVerification.Section), ReplayMinutes, DefaultReplayMinutes, 0, 600, mistakes)),
            Overdue = new OverdueLimits(
                Number(deadlines, "Days", usual.BatchDays, 1, LongestDays, mistakes),
                Number(deadlines, "AnswerDays", usual.AnswerDays, 1, LongestDays, mistakes),
                Number(deadlines, "QuarantineDays", usual.QuarantineDays, 1, LongestDays, mistakes),
                Number(deadlines, "ReceivableDays", usual.ReceivableDays, 1, LongestDays, mistakes),
                Number(deadlines, "StopDays", usual.StopDays, 1, LongestDays, mistakes),
                Number(deadlines, "BudgetPercent", usual.BudgetPercent, 1, 100, mistakes)),
        };
        return mistakes.Count == 0
            ? settings
            : throw new RunRefusal($"The configuration of the schedules has {Counted.Of(mistakes.Count, "mistake")}. Nothing was started.",
                mistakes);
    }

    private static ScheduleSetting Read(ScheduleName name, IConfigurationSection section, List<string> mistakes)
    {
        string[] keys = name == ScheduleName.ReturnInbox
            ? [.. Keys, .. InboxKeys]
            : name == ScheduleName.YearlyRun
            ? [.. Keys, Through]
            : name == ScheduleName.NightlyVerification
            ? [.. Keys, .. ProofKeys]
            : Keys;
        mistakes.AddRange(section.UnknownKeys(keys));

        string cron = section.Text("Cron") ?? name.Cron, zone = section.Text("TimeZone") ?? DefaultZone,
            misfire = section.Text("Misfire") ?? Once, enabled = section.Text("Enabled") ?? "true";
        if (!CronExpression.TryParse(cron, out CronExpression? _))
            mistakes.Add($"{section.Path}:Cron '{cron}' is no cron expression of seconds, minutes, hours, day, "
                + $"month and weekday, such as '{name.Cron}'.");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out TimeZoneInfo? found))
            mistakes.Add($"{section.Path}:TimeZone '{zone}' is unknown on this machine; use a name such as {DefaultZone}.");
        if (!IsSame(misfire, Once) && !IsSame(misfire, Never))
            mistakes.Add($"{section.Path}:Misfire '{misfire}' is neither {Once} nor {Never}.");
        string? through = section.Text(Through);
        if (through is not null && !IsSame(through, LastMonth) && !IsSame(through, December))
            mistakes.Add($"{section.Path}:{Through} '{through}' is neither {LastMonth} nor {December}.");
        if (!bool.TryParse(enabled, out bool isEnabled))
            mistakes.Add($"{section.Path}:Enabled '{enabled}' is neither true nor false.");
        return new ScheduleSetting { Name = name, Cron = cron, Zone = found ?? TimeZoneInfo.Utc, MakesUpOnce = IsSame(misfire, Once),
            IsEnabled = isEnabled, IsThroughLastMonth = through is not null && IsSame(through, LastMonth), As = section.Text("As") };
    }

    private static int Number(IConfigurationSection section, string key, int otherwise, int least, int most, List<string> mistakes)
    {
        if (section.Text(key) is not { } text)
            return otherwise;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most)
            return number;

        mistakes.Add($"{section.Path}:{key} '{text}' is not a number from {least} to {most}.");
        return otherwise;
    }

    private static bool IsSame(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
