using System.Net;
using System.Net.Sockets;

namespace Disbursement.Jobs.Tests.Tools;

/// <summary>
/// A port that can be had again after it was given back. A system draws the ports of outgoing connections from a range of its own, from
/// 32768 on with Linux; a port from there might be another test's in the meantime.
/// </summary>
internal static class KeptPort
{
    private const int First = 20_000, End = 32_000;

    /// <summary>A port of this machine on which nobody listens.</summary>
    public static int Draw()
    {
        while (true)
        {
            int port = Random.Shared.Next(First, End);
            try
            {
                using TcpListener listener = new(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // The next one is free.
            }
        }
    }
}
