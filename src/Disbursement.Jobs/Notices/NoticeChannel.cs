namespace Disbursement.Jobs.Notices;

/// <summary>Why a notice did not arrive: a sentence of our own, never the other side's words.</summary>
/// <param name="Chinese">The sentence.</param>
/// <param name="English">The same in English.</param>
/// <param name="IsFinal">Whether trying again would change nothing.</param>
internal sealed record SendProblem(string Chinese, string English, bool IsFinal = false)
{
    public string Say(bool isChinese) => isChinese ? Chinese : English;
}

/// <summary>A way on which notices leave: e-mail, webhook.</summary>
internal interface INoticeChannel
{
    string Name { get; }

    /// <summary>Sends one notice, once; null where it arrived.</summary>
    Task<SendProblem?> Send(Notice notice, CancellationToken stop);
}

/// <summary>The channels that the configuration switches on.</summary>
internal static class NoticeChannels
{
    public static IReadOnlyList<INoticeChannel> Of(NoticeSettings settings, TimeProvider clock) =>
    [
        .. settings.Email is { } email ? new INoticeChannel[] { new SendEmail(email) } : [],
        .. settings.Webhook is { } webhook ? new INoticeChannel[] { new PostWebhook(webhook, clock) } : [],
    ];
}
