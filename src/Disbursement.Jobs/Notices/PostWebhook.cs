using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;
using Disbursement.Jobs.Printing;

namespace Disbursement.Jobs.Notices;

/// <summary>
/// Posts a notice as signed JSON. It goes to the address of the settings and nowhere else: no redirect, no proxy, no cookie.
/// </summary>
internal sealed class PostWebhook(WebhookSettings settings, TimeProvider clock) : INoticeChannel
{
    public const string Channel = "webhook";
    public const string SignatureHeader = "X-Disburse-Signature";
    public const string TimestampHeader = "X-Disburse-Timestamp";

    public string Name => Channel;

    /// <summary>How long the receiver may take.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(15);

    public async Task<SendProblem?> Send(Notice notice, CancellationToken stop)
    {
        string now = Notice.Time(clock.GetUtcNow());
        byte[] body = Body(notice, now);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Limit);
        using SocketsHttpHandler way = new() { AllowAutoRedirect = false, UseCookies = false, UseProxy = false };
        way.SslOptions.RemoteCertificateValidationCallback =
            (_, certificate, chain, errors) => TrustAuthorities.Believes(settings.Authorities, certificate, chain, errors);
        using HttpClient client = new(way, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        using HttpRequestMessage request = new(HttpMethod.Post, settings.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("disburse", null));
        request.Headers.Add(TimestampHeader, now);
        request.Headers.Add(SignatureHeader, Signature(settings.Secret, body));
        try
        {
            using HttpResponseMessage answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token)
                .ConfigureAwait(false);
            return answer.IsSuccessStatusCode ? null : Refused(answer.StatusCode);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new("接收方没有及时应答。", "The receiver did not answer in time.");
        }
        catch (HttpRequestException exception) when (exception.InnerException is AuthenticationException)
        {
            return new("接收方的证书不可信（Notices:Webhook:CaFile）。", "The receiver's certificate is not trusted (Notices:Webhook:CaFile).");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new("无法连接接收方，或连接中断（Notices:Webhook:Url）。",
                "The receiver cannot be reached, or the connection broke off (Notices:Webhook:Url).");
        }
    }

    /// <summary>
    /// The body. <c>sentAt</c> is the time of the header too, so the signature covers it and an old body cannot be passed off as new.
    /// </summary>
    public static byte[] Body(Notice notice, string sentAt) => JsonBytes.Of(new
    {
        notice.Id,
        notice.Kind,
        notice.Subject,
        At = Notice.Time(notice.At),
        SentAt = sentAt,
        notice.Reason,
        Title = new { Zh = notice.Chinese.Title, En = notice.English.Title },
        Text = new { Zh = notice.Chinese.Lines, En = notice.English.Lines },
        notice.Numbers,
        notice.Batches,
        notice.Checks,
        notice.Head,
    });

    /// <summary>What a receiver computes again over the bytes it got.</summary>
    public static string Signature(string secret, ReadOnlySpan<byte> body) =>
        $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body))}";

    private static SendProblem Refused(HttpStatusCode status)
    {
        int code = (int)status;
        if (code is >= 300 and < 400)
        {
            return new(
                string.Create(CultureInfo.InvariantCulture, $"接收方要求转到别处（{code}），通知不会跟随；请更正 Notices:Webhook:Url。"),
                string.Create(CultureInfo.InvariantCulture,
                    $"The receiver points elsewhere ({code}), and notices do not follow; correct Notices:Webhook:Url."),
                IsFinal: true);
        }

        bool isPassing = code >= 500 || status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || code == 425;
        return new(
            string.Create(CultureInfo.InvariantCulture, $"接收方不接受（{code}）。"),
            string.Create(CultureInfo.InvariantCulture, $"The receiver does not take it ({code})."),
            IsFinal: !isPassing);
    }
}
