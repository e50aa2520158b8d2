using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Net.WebSockets;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Runs;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Serilog;

namespace Disbursement.Jobs.Review.Host;

/// <summary>
/// Listens for verbs on a socket of this machine. It is a server of its own beside the console's: neither has a way to what the other
/// offers. Who may connect is the group of the socket; whoever connects still signs in for each verb.
/// </summary>
internal sealed class VerbDoor : IAsyncDisposable
{
    /// <summary>Connections of all users of the machine at once, and of one of them.</summary>
    public const int Most = 64, MostOfOne = 8;

    private const UnixFileMode OwnerAndGroup =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite;

    /// <summary>A verb that has not ended by then is cut off; what it did stays done.</summary>
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ToAsk = TimeSpan.FromSeconds(5), Alive = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<string, int> _open = new();
    private readonly WebApplication _app;

    private VerbDoor(string path, Func<WebSocket, string, CancellationToken, Task> answer, ILogger log) =>
        _app = Compose(path, answer, log);

    /// <summary>Listens from now on.</summary>
    /// <param name="path">The path of the socket.</param>
    /// <param name="answer">Serves one caller, known as the system knows the user at the other end.</param>
    /// <param name="log">Where the service says what it does.</param>
    /// <exception cref="RunRefusal">The place is not safe, or somebody listens there.</exception>
    public static async Task<VerbDoor> Open(string path, Func<WebSocket, string, CancellationToken, Task> answer, ILogger log)
    {
        if (SocketPlace.WhyNot(path) is { } reason)
            throw Refusal(path, reason);
        if (Path.Exists(path))
        {
            if (await Answers(path).ConfigureAwait(false))
                throw Refusal(path, new FileRemark("another service listens there", "另有服务在该处监听"));
            File.Delete(path);
        }

        VerbDoor door = new(path, answer, log);
        try
        {
            await door._app.StartAsync().ConfigureAwait(false);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, OwnerAndGroup);
            log.Information("Verbs are taken at {Socket}", path);
            return door;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SocketException)
        {
            await door.DisposeAsync().ConfigureAwait(false);
            throw Refusal(path, new FileRemark(exception.Message, exception.Message));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync().ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }

    private WebApplication Compose(string path, Func<WebSocket, string, CancellationToken, Task> answer, ILogger log)
    {
        WebApplicationBuilder builder =
            WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "disburse-verbs" });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = kestrel.Limits.MaxConcurrentUpgradedConnections = Most;
            kestrel.Limits.RequestHeadersTimeout = kestrel.Limits.KeepAliveTimeout = ToAsk;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Limits.MaxRequestHeaderCount = 32;
            kestrel.Limits.MaxRequestHeadersTotalSize = 8 << 10;
            kestrel.ListenUnixSocket(path, listening =>
            {
                listening.Protocols = HttpProtocols.Http1;
                listening.Use(next => connection => Counted(connection, next));
            });
        });
        builder.Services.AddSerilog(log);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopsWithin);
        WebApplication app = builder.Build();
        app.UseWebSockets(new WebSocketOptions { KeepAliveInterval = Alive, KeepAliveTimeout = Alive * 2 });
        CancellationToken stopping = app.Lifetime.ApplicationStopping;
        app.Run(context => Serve(context, answer, stopping));
        return app;
    }

    private static async Task Serve(
        HttpContext context, Func<WebSocket, string, CancellationToken, Task> answer, CancellationToken stopping)
    {
        if (!context.WebSockets.IsWebSocketRequest || context.Request.Path != "/verbs")
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        using CancellationTokenSource ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync().ConfigureAwait(false);
        await answer(socket, PeerOf(context.Features.Get<IConnectionSocketFeature>()), ends.Token).ConfigureAwait(false);
    }

    /// <summary>One user of the machine keeps no other out: whatever they open beyond their number is closed at once.</summary>
    private async Task Counted(ConnectionContext connection, ConnectionDelegate next)
    {
        string peer = PeerOf(connection.Features.Get<IConnectionSocketFeature>());
        try
        {
            if (_open.AddOrUpdate(peer, 1, (_, open) => open + 1) <= MostOfOne)
                await next(connection).ConfigureAwait(false);
        }
        finally
        {
            _open.AddOrUpdate(peer, 0, (_, open) => open - 1);
        }
    }

    private static string PeerOf(IConnectionSocketFeature? connection) => connection is not null
        && SocketPlace.PeerOf(connection.Socket) is { } user ? string.Create(CultureInfo.InvariantCulture, $"uid {user}") : "local user";

    private static async Task<bool> Answers(string path)
    {
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path)).ConfigureAwait(false);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static RunRefusal Refusal(string path, FileRemark reason) =>
        new($"The service cannot take verbs at {path}: {reason.English}. Acts:Socket names another place.")
        {
            Chinese = $"服务无法在 {path} 接收命令：{reason.Chinese}。可用 Acts:Socket 另设位置。",
        };
}
