using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Disbursement.Jobs.Cli;
using Disbursement.Jobs.Tests.Acts;

namespace Disbursement.Jobs.Tests.Through;

/// <summary>Speaks to the socket of a service as a program of one's own would.</summary>
internal static class TestCaller
{
    public static async Task<ClientWebSocket> Reach(string path)
    {
        ClientWebSocket socket = new();
        using SocketsHttpHandler handler = new()
        {
            ConnectCallback = async (_, stop) =>
            {
                Socket raw = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await raw.ConnectAsync(new UnixDomainSocketEndPoint(path), stop);
                return new NetworkStream(raw, ownsSocket: true);
            },
        };
        await socket.ConnectAsync(new Uri("ws://localhost/verbs"), new HttpMessageInvoker(handler, false), CancellationToken.None);
        return socket;
    }

    /// <summary>A caller that says these words, gives the usual password, and three bytes for any file.</summary>
    public static async Task<(int Exit, string Said)> Talk(string path, string[] words, VerbFile[] files, string? version = null)
    {
        using ClientWebSocket socket = await Reach(path);
        using Frames frames = new(socket, TimeSpan.FromSeconds(20));
        await frames.Send(FrameKind.Hello, JsonSerializer.SerializeToUtf8Bytes(new VerbHello
        {
            Version = version ?? AnswerVerbs.Version, Words = words, Width = 100, IsInputRedirected = true, IsOutputRedirected = true,
            Variables = [], Files = files,
        }), CancellationToken.None);
        StringBuilder said = new();
        while (await frames.Receive(CancellationToken.None) is { } frame)
        {
            if (frame.Kind == FrameKind.Exit)
                return (BitConverter.ToInt32(frame.Content), said.ToString());
            if (frame.Kind is FrameKind.Output or FrameKind.Errors)
                said.Append(frame.Text);
            if (frame.Kind is FrameKind.AskLine)
                await frames.Send(FrameKind.Line, Encoding.UTF8.GetBytes(TestOffice.Password), CancellationToken.None);
            if (frame.Kind is FrameKind.AskFile)
            {
                await frames.Send(FrameKind.Bytes, new byte[3], CancellationToken.None);
                await frames.Send(FrameKind.End, default, CancellationToken.None);
            }
        }

        return (-1, said.ToString());
    }
}
