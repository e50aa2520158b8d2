using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MimeKit;

namespace Disbursement.Jobs.Tests.Notices;

/// <summary>
/// A mail server on a port of this machine: it speaks EHLO, STARTTLS, AUTH, MAIL, RCPT and DATA, and fails as a test asks it to.
/// </summary>
internal sealed class TestMailServer : IAsyncDisposable
{
    public const string User = "disburse";
    public const string Password = "a mail password";

    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<byte[]> _mails = [];
    private readonly List<string> _said = [];
    private readonly Task _work;

    public TestMailServer(int port = 0)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _work = Accept();
    }

    public int Port { get; }

    /// <summary>Its certificate; with one it offers STARTTLS.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Whether mails are taken only after a sign-in.</summary>
    public bool WantsSignIn { get; init; }

    /// <summary>How many connections break off in the middle of DATA before it behaves.</summary>
    public int BreaksInData { get; set; }

    /// <summary>What it answers a sign-in with, where it is not to look at the password.</summary>
    public string? SignInAnswer { get; init; }

    /// <summary>Recipients whom it does not know.</summary>
    public string[] Unknown { get; init; } = [];

    /// <summary>What it says after DATA.</summary>
    public string DataAnswer { get; set; } = "250 2.0.0 taken";

    public IReadOnlyList<MimeMessage> Mails
    {
        get
        {
            lock (_mails)
                return [.. _mails.Select(mail => MimeMessage.Load(new MemoryStream(mail)))];
        }
    }

    /// <summary>Everything that clients said, and the mails as they came.</summary>
    public string Said
    {
        get
        {
            lock (_mails)
                return string.Join('\n', _said) + "\n" + string.Join('\n', _mails.Select(Encoding.UTF8.GetString));
        }
    }

    public string[] SettingsFor(params string[] more) =>
    [
        "Notices:Email:Enabled=true", "Notices:Email:Host=localhost",
        string.Create(CultureInfo.InvariantCulture, $"Notices:Email:Port={Port}"),
        $"Notices:Email:Security={(Certificate is null ? "None" : "StartTls")}", "Notices:Email:From=Disbursement <disburse@example.org>",
        "Notices:Email:To:0=office@example.org", .. more,
    ];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _work;
        _stop.Dispose();
    }

    private async Task Accept()
    {
        List<Task> talks = [];
        try
        {
            while (true)
                talks.Add(Talk(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException
            || _stop.IsCancellationRequested && exception is InvalidOperationException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task Talk(TcpClient client)
    {
        using TcpClient held = client;
        Stream stream = client.GetStream();
        try
        {
            await Say(stream, "220 localhost ESMTP");
            bool isSecret = false, isSignedIn = false;
            while (await Line(stream) is { } line)
            {
                lock (_mails)
                    _said.Add(line);
                switch (line.Split(' ', ':')[0].ToUpperInvariant())
                {
                    case "EHLO":
                        await Say(stream, ["250-localhost", .. Certificate is not null
                            && !isSecret
                                ? new[] { "250-STARTTLS" }
                                : [], .. WantsSignIn
                                ? new[] { "250-AUTH PLAIN" }
                                : [], "250 8BITMIME"]);
                        break;
                    case "STARTTLS":
                        await Say(stream, "220 go ahead");
                        SslStream secret = new(stream);
                        await secret.AuthenticateAsServerAsync(Certificate!);
                        (stream, isSecret) = (secret, true);
                        break;
                    case "AUTH":
                        isSignedIn = line.Split(' ') is [_, "PLAIN", var token]
                            && Encoding.UTF8.GetString(Convert.FromBase64String(token)) == $"\0{User}\0{Password}";
                        await Say(stream, SignInAnswer ?? (isSignedIn ? "235 welcome" : "535 5.7.8 who are you, office@example.org?"));
                        break;
                    case "MAIL":
                        await Say(stream, WantsSignIn && !isSignedIn ? "530 sign in first" : "250 ok");
                        break;
                    case "RCPT":
                        await Say(stream, Unknown.Any(line.Contains) ? "550 no such user" : "250 ok");
                        break;
                    case "DATA":
                        await Say(stream, "354 go on");
                        if (BreaksInData > 0)
                        {
                            BreaksInData--;
                            _ = await Line(stream);
                            return;
                        }

                        await Take(stream);
                        await Say(stream, DataAnswer);
                        break;
                    case "QUIT":
                        await Say(stream, "221 bye");
                        return;
                    default:
                        await Say(stream, "250 ok");
                        break;
                }
            }
        }
        catch (Exception exception)
            when (exception is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // The client has gone, or did not believe the certificate.
        }
        finally
        {
            await stream.DisposeAsync();
        }
    }

    private async Task Take(Stream stream)
    {
        StringBuilder mail = new();
        while (await Line(stream) is { } line && line != ".")
            mail.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        if (!DataAnswer.StartsWith('2'))
            return;

        lock (_mails)
            _mails.Add(Encoding.UTF8.GetBytes(mail.ToString()));
    }

    private async Task<string?> Line(Stream stream)
    {
        List<byte> line = [];
        byte[] one = new byte[1];
        while (await stream.ReadAsync(one, _stop.Token) == 1)
        {
            if (one[0] == '\n')
                return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            line.Add(one[0]);
        }

        return null;
    }

    private async Task Say(Stream stream, params string[] lines)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\r\n"))), _stop.Token);
        await stream.FlushAsync(_stop.Token);
    }
}
