using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Disbursement.Jobs.Tests.Notices;

/// <summary>What a receiver got.</summary>
internal sealed record Posted(string Path, string Signature, string Timestamp, string ContentType, byte[] Body);

/// <summary>A receiver of webhooks on a port of this machine; it answers what a test tells it, in order, and 200 from then on.</summary>
internal sealed class TestReceiver : IAsyncDisposable
{
    public const string Secret = "a secret of the receiver";

    private readonly WebApplication _app;
    private readonly Queue<int> _answers;
    private readonly List<Posted> _posted = [];

    private TestReceiver(X509Certificate2? certificate, int[] answers)
    {
        _answers = new Queue<int>(answers);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                if (certificate is not null)
                    listen.UseHttps(certificate);
            });
        });
        if (certificate is not null)
            builder.WebHost.UseKestrelHttpsConfiguration();
        _app = builder.Build();
        _app.Run(Take);
    }

    public string Url => $"{_app.Urls.First().Replace("127.0.0.1", "localhost", StringComparison.Ordinal)}/hook";

    public TimeSpan Delay { get; set; }

    public IReadOnlyList<Posted> Posted
    {
        get
        {
            lock (_posted)
                return [.. _posted];
        }
    }

    public static Task<TestReceiver> Start(params int[] answers) => Start(null, answers);

    public static async Task<TestReceiver> Start(X509Certificate2? certificate, params int[] answers)
    {
        TestReceiver receiver = new(certificate, answers);
        await receiver._app.StartAsync();
        return receiver;
    }

    public string[] SettingsFor(params string[] more) =>
        ["Notices:Webhook:Enabled=true", $"Notices:Webhook:Url={Url}", $"Notices:Webhook:Secret={Secret}", .. more];

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task Take(HttpContext context)
    {
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body);
        int answer;
        lock (_posted)
        {
            _posted.Add(new Posted(context.Request.Path, context.Request.Headers["X-Disburse-Signature"]!,
                context.Request.Headers["X-Disburse-Timestamp"]!, context.Request.ContentType!, body.ToArray()));
            answer = _answers.TryDequeue(out int next) ? next : 200;
        }

        await Task.Delay(Delay, context.RequestAborted);
        context.Response.StatusCode = answer;
        if (answer is >= 300 and < 400)
            context.Response.Headers.Location = "/elsewhere";
    }
}
