using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Formats.Asn1;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Disbursement.Domain.Periods;

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
/// Time stamps of heads, in a file beside them: whoever rewrites the past with the key in hand cannot have it stamped in the past, and a
/// stamp of today under a head of last year is found. A line is the head's content and the token, base 64.
/// </summary>
internal sealed class TimeStamps(string path, TimeStampSettings settings)
{
    public const string Ending = ".stamps";

    /// <summary>How a token begins: a sequence, whose length stands in the next two bytes.</summary>
    private const byte Sequence = 0x30, TwoBytesOfLength = 0x82;

    private const int HeaderLength = 4;
    private const string TimeStamping = "1.3.6.1.5.5.7.3.8";

    /// <summary>
    /// How far the time of a stamp may lie from that of its head: a head is stamped at once, by clocks that need not agree.
    /// </summary>
    private static readonly TimeSpan Apart = TimeSpan.FromDays(1);

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
            using HttpClient client = new(way, disposeHandler: false)
            {
                Timeout = settings.Patience,
                MaxResponseContentBufferSize = LongestAnswer,
            };
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

    /// <summary>
    /// How many stamps there are, the newest one's time, and the first that does not stand. A line that a fault cut short proves nothing
    /// and accuses nobody: it is a stamp that there is not.
    /// </summary>
    /// <param name="heads">What is stamped, of every head that is kept; asked for where there are stamps.</param>
    /// <exception cref="CryptographicException">The certificates behind the authority cannot be read.</exception>
    /// <exception cref="IOException">The same, or the stamps cannot be read.</exception>
    public (int Count, DateTimeOffset? Newest, string? FirstBreak) Prove(Func<IReadOnlySet<string>> heads)
    {
        if (!File.Exists(path))
            return (0, null, null);

        string[] lines = File.ReadAllLines(path);
        IReadOnlySet<string> kept = heads();
        X509Certificate2Collection? roots = null;
        if (settings.Roots is { } file)
            (roots = []).ImportFromPemFile(file);

        int count = 0;
        DateTimeOffset? newest = null;
        for (int i = 0; i < lines.Length; i++)
        {
            if (IsCutShort(lines[i], kept))
                continue;

            int space = lines[i].LastIndexOf(' ');
            string place = $"{path}, line {i + 1}";
            if (space < 0 || !kept.Contains(lines[i][..space]))
                return (count, newest, $"{place}: it stamps a head that is not kept");

            (DateTimeOffset? at, string? wrong) = Read(lines[i][..space], lines[i][(space + 1)..], roots);
            if (wrong is not null)
                return (count, newest, $"{place}: {wrong}");

            count++;
            newest = newest > at ? newest : at;
        }

        return (count, newest, null);
    }

    /// <summary>Whether a line is the beginning of a head that is kept, or that head with the beginning of a token.</summary>
    private static bool IsCutShort(string line, IReadOnlySet<string> kept)
    {
        int space = line.LastIndexOf(' ');
        return space >= 0 && kept.Contains(line[..space])
            ? IsBeginning(line[(space + 1)..])
            : kept.Any(content => content.StartsWith(line, StringComparison.Ordinal));
    }

    /// <summary>Whether base 64 ends before the sequence that it begins with.</summary>
    private static bool IsBeginning(string token)
    {
        byte[] bytes = new byte[token.Length];
        if (!Convert.TryFromBase64String(token[..(token.Length / 4 * 4)], bytes, out int length))
            return false;

        ReadOnlySpan<byte> there = bytes.AsSpan(0, length);
        try
        {
            _ = AsnDecoder.ReadEncodedValue(there, AsnEncodingRules.BER, out _, out _, out _);
            return false;
        }
        catch (AsnContentException)
        {
            return length < HeaderLength || (there[0] == Sequence && there[1] == TwoBytesOfLength
                && length < HeaderLength + BinaryPrimitives.ReadUInt16BigEndian(there[2..]));
        }
    }

    private (DateTimeOffset? At, string? Wrong) Read(string content, string token, X509Certificate2Collection? roots)
    {
        try
        {
            byte[] bytes = Convert.FromBase64String(token);
            if (Convert.ToBase64String(bytes) != token
                || !Rfc3161TimestampToken.TryDecode(bytes, out Rfc3161TimestampToken? stamp, out int read) || read != bytes.Length)
                return (null, "it is no time stamp");
            if (!stamp.VerifySignatureForData(Encoding.UTF8.GetBytes(content), out X509Certificate2? signer))
                return (null, "the time stamp is not one of this head");

            if (roots is not null && !IsVouchedFor(signer, stamp, roots))
                return (null, $"the time stamp is signed by {signer.Subject}, behind whom none of {settings.Roots} stands");

            DateTimeOffset at = stamp.TokenInfo.Timestamp, written = Instants.ParseUtc(content.Split(' ')[0]);
            return (at - written).Duration() > Apart
                ? (null, $"the head of {Instants.Utc(written)} was stamped on {Instants.Utc(at)}: it is stamped at once when it is written")
                : (at, null);
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException)
        {
            return (null, exception.Message);
        }
    }

    private static bool IsVouchedFor(X509Certificate2 signer, Rfc3161TimestampToken stamp, X509Certificate2Collection roots)
    {
        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.ExtraStore.AddRange(stamp.AsSignedCms().Certificates);
        _ = chain.ChainPolicy.ApplicationPolicy.Add(new Oid(TimeStamping));
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = stamp.TokenInfo.Timestamp.UtcDateTime;
        return chain.Build(signer);
    }
}
