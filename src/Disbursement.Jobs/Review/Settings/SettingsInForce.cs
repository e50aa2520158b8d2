using System.Globalization;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Notices;
using Disbursement.Jobs.Review.Access;
using Disbursement.Jobs.Review.Words;
using Disbursement.Jobs.Schedule;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Review.Settings;

/// <summary>A setting by the name that the configuration gives it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">What is in force; null for nothing.</param>
/// <param name="IsSecret">Whether the value is secret. Then only its presence is shown.</param>
internal sealed record SettingInForce(string Name, string? Value, bool IsSecret = false);

/// <summary>Every setting in force, from the configuration or by default. The values of secrets are never returned.</summary>
internal static class SettingsInForce
{
    public static IReadOnlyList<(Word Group, IReadOnlyList<SettingInForce> Settings)> Of(ServeOrder order) =>
    [
        (Text.SettingsPlaces, Places(order)), (Text.SettingsStore, Store(order.Work)), (Text.SettingsSigning, Signing(order)),
        (Text.SettingsSchedules, Schedules(order.Work.Schedules)), (Text.SettingsNotices, Notices(order.Work.Notices)),
    ];

    private static SettingInForce[] Places(ServeOrder order) =>
    [
        new("Data", Path.GetFullPath(order.Work.Data)), new("Inputs", Path.GetFullPath(order.Work.Inputs)),
        new("Out", Path.GetFullPath(order.Work.Out)), new("Heads:File", order.Work.Database.Anchors.File),
        new("Heads:Copies", string.Join(", ", order.Work.Database.Anchors.Copies)), new("Urls", order.Urls),
        new("Language", order.Work.IsChinese ? "zh" : "en"), new("Sessions:IdleMinutes", Number((long)order.Sessions.Idle.TotalMinutes)),
        new("Sessions:LongestMinutes", Number((long)order.Sessions.Longest.TotalMinutes)),
        new("Telemetry:Otlp", order.TraceTo is { } address ? Address(address) : null),
    ];

    private static SettingInForce[] Store(ScheduledWork work) =>
    [
        new("Database:Provider", work.Database.ToString()), Secret("Database:ConnectionString", work.Database.ConnectionString),
        new("Database:CommandTimeoutSeconds", Number(work.Database.CommandTimeoutSeconds)),
        new("Database:MaxBatchSize", work.Database.MaxBatchSize is { } most ? Number(most) : null),
        new("Database:NodeSilenceSeconds", Number(work.Database.NodeSilenceSeconds)),
    ];

    private static SettingInForce[] Signing(ServeOrder order) =>
    [
        new("SignIn:SecondFactor", string.Join(", ", order.Work.Terms.SecondFactor.Select(StoredWords.Word).Order(StringComparer.Ordinal))),
        new("Acts:OnlyThroughService", Yes(order.Work.IsOnlyThroughService)),
        new("SignIn:OneTimeHours", Number((long)order.Work.Terms.OneTimeFor.TotalHours)),
        new(ApprovalLevels.Name, order.Work.Levels.TwoFrom?.ToString()),
        new("Signing:Certificate", order.Work.Signing.Certificate), Secret("Signing:Password", order.Work.Signing.Password),
        new("Signing:Trial", order.Work.Signing.AllowsTrial is { } trial ? Yes(trial) : null),
        new("Signing:Roots", string.Join(", ", order.Work.Signing.Roots)),
        new("Signing:Known", string.Join(", ", order.Work.Signing.Known)),
        new("Tls:Certificate", order.Certificate), Secret("Tls:Password", order.CertificatePassword),
        new("Proxies", string.Join(", ", order.Surroundings.Proxies.Select(one => $"{one}")
            .Concat(order.Surroundings.Networks.Select(one => $"{one}")))),
        new("AllowedHosts", string.Join(", ", order.Surroundings.HostsOf(order.Urls))),
    ];

    private static SettingInForce[] Schedules(ScheduleSettings schedules) =>
    [
        .. schedules.All.SelectMany(one => new SettingInForce[]
        {
            new($"Schedules:{one.Name.Section}:Enabled", Yes(one.IsEnabled)), new($"Schedules:{one.Name.Section}:Cron", one.Cron),
            new($"Schedules:{one.Name.Section}:TimeZone", one.Zone.Id),
            new($"Schedules:{one.Name.Section}:Misfire", one.MakesUpOnce ? "FireOnce" : "DoNothing"),
            new($"Schedules:{one.Name.Section}:As", one.As),
        }),
        new($"Schedules:{ScheduleName.ReturnInbox.Section}:Folder", schedules.InboxFolder),
        new($"Schedules:{ScheduleName.ReturnInbox.Section}:StableSeconds", Number((long)schedules.StableFor.TotalSeconds)),
        new("Deadlines:Days", Number(schedules.Overdue.BatchDays)),
        new("Deadlines:AnswerDays", Number(schedules.Overdue.AnswerDays)),
        new("Deadlines:QuarantineDays", Number(schedules.Overdue.QuarantineDays)),
        new("Deadlines:ReceivableDays", Number(schedules.Overdue.ReceivableDays)),
        new("Deadlines:StopDays", Number(schedules.Overdue.StopDays)),
        new("Deadlines:BudgetPercent", Number(schedules.Overdue.BudgetPercent)),
    ];

    private static SettingInForce[] Notices(NoticeSettings notices) =>
    [
        new("Notices:Email:Enabled", Yes(notices.Email is not null)),
        .. notices.Email is not { } mail ? Array.Empty<SettingInForce>() :
        [
            new("Notices:Email:Host", mail.Host), new("Notices:Email:Port", Number(mail.Port)), new("Notices:Email:Security",
                mail.Security.ToString()), new("Notices:Email:User", mail.User), Secret("Notices:Email:Password", mail.Password),
            new("Notices:Email:From", mail.From.Address), new("Notices:Email:To", string.Join(", ", mail.To.Select(one => one.Address))),
            new("Notices:Email:Language", mail.IsChinese ? "zh" : "en"),
        ],
        new("Notices:Webhook:Enabled", Yes(notices.Webhook is not null)),
        .. notices.Webhook is not { } hook
            ? Array.Empty<SettingInForce>()
            : [new("Notices:Webhook:Url", Address(hook.Url)), Secret("Notices:Webhook:Secret", hook.Secret)],
    ];

    /// <summary>An address without its user and query, which may hold a secret.</summary>
    private static string Address(Uri address) =>
        address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);

    private static SettingInForce Secret(string name, string? value) => new(name, string.IsNullOrEmpty(value) ? null : "", IsSecret: true);

    private static string Yes(bool value) => value ? "true" : "false";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
