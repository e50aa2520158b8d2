using System.Buffers;
using System.Net.WebSockets;
using System.Text;

namespace Disbursement.Jobs.Cli;

/// <summary>What a message between a verb and the service is about; its first byte.</summary>
internal enum FrameKind : byte
{
    /// <summary>The caller says what it wants.</summary>
    Hello = (byte)'h',

    /// <summary>Bytes for the caller's standard output.</summary>
    Output = (byte)'o',

    /// <summary>Bytes for the caller's standard error.</summary>
    Errors = (byte)'e',

    /// <summary>The service asks for a line of the caller's standard input.</summary>
    AskLine = (byte)'l',

    /// <summary>The service asks for a line that is typed unseen.</summary>
    AskUnseen = (byte)'u',

    /// <summary>The line.</summary>
    Line = (byte)'a',

    /// <summary>There is no more: of the input, or of a file.</summary>
    End = (byte)'z',

    /// <summary>The service asks for the bytes of one of the caller's files, by its place in the list.</summary>
    AskFile = (byte)'f',

    /// <summary>The service begins a file for the caller, by its name in the folder that it named.</summary>
    File = (byte)'n',

    /// <summary>Bytes of the file that goes over.</summary>
    Bytes = (byte)'b',

    /// <summary>The exit code, the last message.</summary>
    Exit = (byte)'x',
}

/// <summary>One message.</summary>
internal readonly record struct Frame(FrameKind Kind, byte[] Content)
{
    public string Text => Encoding.UTF8.GetString(Content);
}

/// <summary>Messages over a web socket, both ways; nothing longer than a message is ever kept.</summary>
/// <param name="socket">The connection.</param>
/// <param name="patience">How long the other side may take to read one message.</param>
internal sealed class Frames(WebSocket socket, TimeSpan patience) : IDisposable
{
    /// <summary>The longest message.</summary>
    public const int Longest = 64 << 10;

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <exception cref="OperationCanceledException">The other side is gone, or reads nothing.</exception>
    public async Task Send(FrameKind kind, ReadOnlyMemory<byte> content, CancellationToken stop)
    {
        do
        {
            int length = Math.Min(content.Length, Longest - 1);
            await SendOne(kind, content[..length], stop).ConfigureAwait(false);
            content = content[length..];
        }
        while (content.Length > 0);
    }

    /// <summary>The next message; null at the end, or where it is none of ours.</summary>
    public async Task<Frame?> Receive(CancellationToken stop)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Longest);
        try
        {
            int length = 0;
            while (true)
            {
                if (length == Longest)
                    return null;

                ValueWebSocketReceiveResult part =
                    await socket.ReceiveAsync(buffer.AsMemory(length, Longest - length), stop).ConfigureAwait(false);
                length += part.Count;
                if (part.MessageType != WebSocketMessageType.Binary)
                    return null;
                if (part.EndOfMessage)
                    return length > 0 && Enum.IsDefined((FrameKind)buffer[0])
                        ? new Frame((FrameKind)buffer[0], buffer[1..length])
                        : null;
            }
        }
        catch (WebSocketException)
        {
            return null;
        }
        finally
        {
            // A password may have gone through it.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task SendOne(FrameKind kind, ReadOnlyMemory<byte> content, CancellationToken stop)
    {
        using CancellationTokenSource wait = CancellationTokenSource.CreateLinkedTokenSource(stop);
        wait.CancelAfter(patience);
        await _turn.WaitAsync(wait.Token).ConfigureAwait(false);
        try
        {
            byte[] message = [(byte)kind, .. content.Span];
            await socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, wait.Token).ConfigureAwait(false);
        }
        catch (WebSocketException exception)
        {
            throw new OperationCanceledException("The other side of the socket is gone.", exception);
        }
        finally
        {
            _turn.Release();
        }
    }
}

/// <summary>What a caller wants of the service.</summary>
internal sealed record VerbHello
{
    /// <summary>The version of the program that asks: another one may have other verbs.</summary>
    public required string Version { get; init; }

    public required string[] Words { get; init; }

    public required int Width { get; init; }

    public required bool IsInputRedirected { get; init; }

    public required bool IsOutputRedirected { get; init; }

    public required Dictionary<string, string> Variables { get; init; }

    /// <summary>Files that the caller has opened, by the names in <see cref="Words"/>, with their bytes.</summary>
    public required VerbFile[] Files { get; init; }
}

/// <summary>A file that the caller can send.</summary>
internal sealed record VerbFile(string Name, long Bytes);
