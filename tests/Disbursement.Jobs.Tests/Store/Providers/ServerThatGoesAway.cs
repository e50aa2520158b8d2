using System.Net;
using System.Net.Sockets;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Tests.Tools;
using Microsoft.Data.SqlClient;

namespace Disbursement.Jobs.Tests.Store.Providers;

/// <summary>
/// The server of the tests behind a door of its own, which can be shut: then every connection through it breaks, and none is made until it
/// is opened again, as where a server fails over.
/// </summary>
internal sealed class ServerThatGoesAway : IDisposable
{
    private const int UsualPort = 1433;

    private readonly string _host;
    private readonly int _port;
    private readonly List<TcpClient> _through = [];
    private TcpListener? _door;

    /// <param name="settings">How the server is reached else.</param>
    /// <param name="outageSeconds">How long it is waited for.</param>
    public ServerThatGoesAway(DatabaseSettings settings, int outageSeconds)
    {
        SqlConnectionStringBuilder builder = new(settings.ConnectionString);
        string[] place = builder.DataSource.Replace("tcp:", "", StringComparison.OrdinalIgnoreCase).Split(',');
        (_host, _port) = (place[0], place.Length > 1
            ? int.Parse(place[1], System.Globalization.CultureInfo.InvariantCulture)
            : UsualPort);
        _door = new TcpListener(IPAddress.Loopback, KeptPort.Draw());
        _door.Start();
        Port = ((IPEndPoint)_door.LocalEndpoint).Port;
        _ = Admit(_door);
        builder.DataSource = $"127.0.0.1,{Port}";
        Settings = settings with { ConnectionString = builder.ConnectionString, OutageSeconds = outageSeconds };
    }

    public int Port { get; }

    /// <summary>How it is reached through the door.</summary>
    public DatabaseSettings Settings { get; }

    /// <summary>The server goes away.</summary>
    public void Shut()
    {
        _door?.Stop();
        _door = null;
        lock (_through)
        {
            foreach (TcpClient client in _through)
                client.Dispose();
            _through.Clear();
        }
    }

    /// <summary>It is back.</summary>
    public void Open()
    {
        _door = new TcpListener(IPAddress.Loopback, Port);
        _door.Start();
        _ = Admit(_door);
    }

    /// <summary>It goes away, and is back after some time.</summary>
    public Task BeAway(TimeSpan time)
    {
        Shut();
        return Task.Run(async () =>
        {
            await Task.Delay(time).ConfigureAwait(false);
            Open();
        });
    }

    public void Dispose() => Shut();

    private async Task Admit(TcpListener door)
    {
        try
        {
            while (true)
            {
                TcpClient inside = await door.AcceptTcpClientAsync().ConfigureAwait(false), outside = new();
                await outside.ConnectAsync(_host, _port).ConfigureAwait(false);
                lock (_through)
                    _through.AddRange([inside, outside]);
                _ = Carry(inside, outside);
                _ = Carry(outside, inside);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // The door is shut.
        }
    }

    private static async Task Carry(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream()).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One side hung up.
        }

        to.Dispose();
    }
}
