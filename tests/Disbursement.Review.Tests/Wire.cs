using System.Net;
using System.Net.Sockets;

namespace Disbursement.Review.Tests;

/// <summary>A wire to a console that can be cut: what is under way breaks off, and nobody gets through until it is mended.</summary>
internal sealed class Wire : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<TcpClient> _ends = [];
    private readonly TcpListener _here = new(IPAddress.Loopback, 0);
    private readonly int _there;
    private bool _isCut;

    public Wire(Uri console)
    {
        _there = console.Port;
        _here.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_here.LocalEndpoint).Port}");
        _ = Accept();
    }

    public Uri Address { get; }

    public void Cut()
    {
        lock (_gate)
        {
            _isCut = true;
            _ends.ForEach(end => end.Dispose());
            _ends.Clear();
        }
    }

    public void Mend()
    {
        lock (_gate)
            _isCut = false;
    }

    public void Dispose()
    {
        Cut();
        _here.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
                _ = Carry(await _here.AcceptTcpClientAsync());
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task Carry(TcpClient near)
    {
        TcpClient far = new();
        lock (_gate)
        {
            if (_isCut)
            {
                near.Dispose();
                return;
            }

            _ends.AddRange([near, far]);
        }

        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _there);
            NetworkStream one = near.GetStream(), other = far.GetStream();
            await Task.WhenAny(one.CopyToAsync(other), other.CopyToAsync(one));
        }
        catch (Exception exception)
            when (exception is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // It was cut.
        }

        near.Dispose();
        far.Dispose();
    }
}
