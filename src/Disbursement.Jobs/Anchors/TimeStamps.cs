using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Disbursement.Jobs.Anchors;

/// <summary>An authority that states when something was there (RFC 3161).</summary>
/// <param name="Authority">Where it is asked.</param>
/// <param name="Roots">A PEM file of the certificates that stand behind it; null where nobody checks who it was.</param>
internal sealed record TimeStampSettings(Uri Authority, string? Roots)
{
    /// <summary>How long it may take to answer.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);
}

/// <summary>
/// Time stamps of heads, in a file beside them: whoever rewrites the past with the key in hand cannot have it stamped in the past.
/// A line is the head's content and the token, base 64.
/// </summary>
internal sealed class TimeStamps(string path, TimeStampSettings settings)
{
    public const string Ending = ".stamps";

    private const string TimeStamping = "1.3.6.1.5.5.7.3.8";

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>Bytes of an answer at most; a stamp with its certificates has a few thousand.</summary>
    private const int LongestAnswer = 1 << 20;

    /// <summary>Authorities that did not answer, and until when nobody waits for them.</summary>
    private static readonly ConcurrentDictionary<Uri, DateTimeOffset> Away = new();

    /// <summary>Whether it is checked who the authority was.</summary>
    public bool HasRoots => settings.Roots is not null;

    /// <summary>Asks for a stamp over a head, and keeps it.</summary>
    /// <returns>Why there is none; null where there is one.</returns>
    public string? Ask(string content, DateTimeOffset now)
    {
        if (Away.TryGetValue(settings.Authority, out DateTimeOffset until) && now < until && now >= until - Pause)
            return $"{settings.Authority.Host} did not answer a moment ago.";

        try
        {
            Rfc3161TimestampRequest request = Rfc3161TimestampRequest.CreateFromData(
                Encoding.UTF8.GetBytes(content), HashAlgorithmName.SHA256, requestSignerCertificates: true);
            using SocketsHttpHandler way = new() { AllowAutoRedirect = false, UseCookies = false, UseProxy = false };
            using HttpClient client = new(way, disposeHandler: false) { Timeout = settings.Patience, MaxResponseContentBufferSize = LongestAnswer };
            using HttpRequestMessage query = new(HttpMethod.Post, settings.Authority)
            {
                Content = new ByteArrayContent(request.Encode()),
            };
            query.Content.Headers.ContentType = new MediaTypeHeaderValue("application/timestamp-query");
            using HttpResponseMessage answer = client.Send(query);
            _ = answer.EnsureSuccessStatusCode();
            using MemoryStream body = new();
            answer.Content.ReadAsStream().CopyTo(body);
            Rfc3161TimestampToken token = request.ProcessResponse(body.ToArray(), out _);
            HeadCopy.AppendLines(path, [$"{content} {Convert.ToBase64String(token.AsSignedCms().Encode())}"]);
            _ = Away.TryRemove(settings.Authority, out _);
            return null;
        }
        catch (Exception exception)
            when (exception is HttpRequestException or CryptographicException or IOException or UnauthorizedAccessException
                or OperationCanceledException)
        {
            Away[settings.Authority] = now + Pause;
            return $"{settings.Authority.Host} gave none ({exception.GetType().Name}).";
        }
    }

    /// <summary>How many stamps there are, the newest one's time, and the first that does not stand.</summary>
    /// <param name="isHead">Whether a content is that of a head that is kept.</param>
    public (int Count, DateTimeOffset? Newest, string? FirstBreak) Prove(Func<string, bool> isHead)
    {
        int count = 0;
        DateTimeOffset? newest = null;
        if (!File.Exists(path))
            return (0, null, null);

        string[] lines = File.ReadAllLines(path);
        for (int i = 0; i < lines.Length; i++)
        {
            int space = lines[i].LastIndexOf(' ');
            string place = $"{path}, line {i + 1}";
            if (space < 0 || !isHead(lines[i][..space]))
                return (count, newest, $"{place}: it stamps a head that is not kept");

            (DateTimeOffset? at, string? wrong) = Read(lines[i][..space], lines[i][(space + 1)..]);
            if (wrong is not null)
                return (count, newest, $"{place}: {wrong}");

            count++;
            newest = newest > at ? newest : at;
        }

        return (count, newest, null);
    }

    private (DateTimeOffset? At, string? Wrong) Read(string content, string token)
    {
        try
        {
            byte[] bytes = Convert.FromBase64String(token);
            if (Convert.ToBase64String(bytes) != token
                || !Rfc3161TimestampToken.TryDecode(bytes, out Rfc3161TimestampToken? stamp, out int read) || read != bytes.Length)
                return (null, "it is no time stamp");
            if (!stamp.VerifySignatureForData(Encoding.UTF8.GetBytes(content), out X509Certificate2? signer))
                return (null, "the time stamp is not one of this head");

            return settings.Roots is { } roots && !IsVouchedFor(signer, stamp, roots)
                ? (null, $"the time stamp is signed by {signer.Subject}, behind whom none of {roots} stands")
                : (stamp.TokenInfo.Timestamp, null);
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException or IOException)
        {
            return (null, exception.Message);
        }
    }

    private static bool IsVouchedFor(X509Certificate2 signer, Rfc3161TimestampToken stamp, string roots)
    {
        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.ImportFromPemFile(roots);
        chain.ChainPolicy.ExtraStore.AddRange(stamp.AsSignedCms().Certificates);
        _ = chain.ChainPolicy.ApplicationPolicy.Add(new Oid(TimeStamping));
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = stamp.TokenInfo.Timestamp.UtcDateTime;
        return chain.Build(signer);
    }
}
