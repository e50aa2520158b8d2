using System.CommandLine;
using System.ComponentModel;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Cli.Screens;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Runs;

namespace Disbursement.Jobs.Cli;

/// <summary>
/// The caller's end of a verb that goes through the service: hands over the words, answers what is asked on this terminal, reads and writes
/// the caller's files with the caller's own rights.
/// </summary>
internal sealed class HandOver(ThroughSettings settings)
{
    private static readonly TimeSpan ToConnect = TimeSpan.FromSeconds(5), ToRead = TimeSpan.FromSeconds(60);

    /// <summary>The exit code of the verb.</summary>
    public int Run(ParseResult parsed, bool isChinese)
    {
        WayOfVerb way = VerbWays.Of(parsed);
        if (way.Way != VerbWay.Through)
            throw new ActNotDone(Refusal(way));

        string[] files = [.. Values(parsed, way.Reads)];
        string? target = Values(parsed, way.Writes).FirstOrDefault();
        VerbFile[] offered = [.. files.Where(file => Path.Exists(file) || LyingFile.Exists(file))
            .Select(file => new VerbFile(file, Length(file)))];
        VerbHello hello = new()
        {
            Version = AnswerVerbs.Version,
            Words = VerbWays.Words(parsed, Sent, [("--lang", isChinese ? "zh" : "en")]),
            Width = Screen.Width, IsInputRedirected = Console.IsInputRedirected, IsOutputRedirected = Console.IsOutputRedirected,
            Variables = FarTerminal.Known.Where(name => Console.Variable(name) is not null)
                .ToDictionary(name => name, name => Console.Variable(name)!),
            Files = offered,
        };
        byte[] words = JsonSerializer.SerializeToUtf8Bytes(hello);
        if (words.Length >= Frames.Longest || offered.Length > AnswerVerbs.MostFiles)
            throw new RunRefusal("The command line is too long for the service: give it in parts.")
            {
                Chinese = "命令行太长，服务不接受：请分次给出。",
            };

        return Talk(words, offered, target, way).GetAwaiter().GetResult();
    }

    /// <summary>Why a verb is not carried out where acts go through the service alone, and who can.</summary>
    public static ActRefusal Refusal(WayOfVerb way) => way.IsOnConsole
        ? new ActRefusal("ONLY-THROUGH-SERVICE", $"已设定操作只能经由服务（{ThroughSettings.OnKey}）：请在审核台办理。",
            $"Acts go through the service alone ({ThroughSettings.OnKey}): use the console for this.")
        : new ActRefusal("ONLY-THROUGH-SERVICE",
            $"已设定操作只能经由服务（{ThroughSettings.OnKey}），数据文件夹不直接打开：请找数据文件夹的管理人；其取消设定后方可运行，且会留下记录。",
            $"Acts go through the service alone ({ThroughSettings.OnKey}), and the data folder is not opened: ask the owner of the data "
                + "folder, who can lift the setting, which is recorded.");

    private async Task<int> Talk(byte[] words, VerbFile[] files, string? target, WayOfVerb way)
    {
        using ClientWebSocket socket = new();
        using SocketsHttpHandler handler = new() { UseProxy = false, ConnectTimeout = ToConnect, ConnectCallback = Connect };
        using HttpMessageInvoker invoker = new(handler);
        try
        {
            await socket.ConnectAsync(new Uri("ws://localhost/verbs"), invoker, StopSignals.Asked).ConfigureAwait(false);
        }
        catch (WebSocketException exception)
        {
            throw Find<ActNotDone>(exception) ?? (Exception)NotThere(exception);
        }

        using Frames frames = new(socket, ToRead);
        await frames.Send(FrameKind.Hello, words, CancellationToken.None).ConfigureAwait(false);
        // Where this process is asked to stop it hangs up, and the service asks the verb.
        while (await frames.Receive(StopSignals.Asked).ConfigureAwait(false) is { } frame)
        {
            switch (frame.Kind)
            {
                case FrameKind.Output:
                    using (Stream output = Console.OpenStandardOutput())
                        output.Write(frame.Content);
                    break;
                case FrameKind.Errors:
                    using (Stream errors = System.Console.OpenStandardError())
                        errors.Write(frame.Content);
                    break;
                case FrameKind.AskLine or FrameKind.AskUnseen:
                    string? line = frame.Kind == FrameKind.AskUnseen ? Console.ReadUnseen() : Console.ReadLine();
                    await frames.Send(line is null ? FrameKind.End : FrameKind.Line, Encoding.UTF8.GetBytes(line ?? ""),
                        CancellationToken.None).ConfigureAwait(false);
                    break;
                case FrameKind.AskFile when BitConverter.ToInt32(frame.Content) is var index && index >= 0 && index < files.Length:
                    await Give(frames, files[index]).ConfigureAwait(false);
                    break;
                case FrameKind.File when target is not null:
                    await Take(frames, frame.Text, target, way).ConfigureAwait(false);
                    break;
                case FrameKind.Exit:
                    return BitConverter.ToInt32(frame.Content);
                default:
                    throw Broken();
            }
        }

        throw Broken();
    }

    private async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(settings.Socket), stop).ConfigureAwait(false);
            if (SocketPlace.WhyNotTrusted(settings.Socket, socket) is { } reason)
                throw new ActNotDone(new ActRefusal("SOCKET", $"不信任 {settings.Socket}：{reason.Chinese}。未发送任何内容。",
                    $"{settings.Socket} is not trusted: {reason.English}. Nothing was sent."));

            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private RunRefusal NotThere(Exception exception) =>
        new($"The service does not answer at {settings.Socket} ({Reason(exception)}). Start it (systemctl start disburse), or ask for the "
            + $"right on the socket: membership of its group; {ThroughSettings.SocketKey} says where it is.", exception)
        {
            Chinese = $"服务在 {settings.Socket} 没有应答（{Reason(exception)}）。请启动服务（systemctl start disburse），或申请加入该套接字的用户组；"
                + $"位置由 {ThroughSettings.SocketKey} 设定。",
            IsResumable = true,
        };

    private static string Reason(Exception exception) =>
        Find<SocketException>(exception) is { } error ? new Win32Exception(error.NativeErrorCode).Message : exception.Message;

    private static T? Find<T>(Exception? exception)
        where T : Exception
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is T found)
                return found;
        }

        return null;
    }

    private static RunRefusal Broken() => new("The connection to the service broke off. See with a listing verb whether the act was done; "
        + "then give the same command again if it was not.")
    {
        Chinese = "与服务的连接中断。请先用查询命令确认操作是否已完成；若未完成，再用同一命令重试。", IsResumable = true,
    };

    /// <summary>The language is told as it is chosen here; the configuration of this end is not that of the service.</summary>
    private static string? Sent(string name, string value) =>
        name == CommonOptions.Language.Name || name == Settings.ConfigurationFile.Name ? null : value;

    /// <summary>What the command line gives for an option or an argument.</summary>
    public static IEnumerable<string> Values(ParseResult parsed, string name) =>
        VerbWays.Given(parsed).Where(one => one.Name == name).SelectMany(one => one.Values);

    private static long Length(string file)
    {
        string name = Path.GetFileName(file);
        if (RegularFile.WhyNot(file) is { } remark)
            throw new ActNotDone(new ActRefusal("UNREADABLE", $"{name}：{remark.Chinese}", $"{name}: {remark.English}") { IsUsage = true });

        using FileStream content = LyingFile.OpenRead(file);
        return content.Length;
    }

    private static async Task Give(Frames frames, VerbFile file)
    {
        byte[] buffer = new byte[Frames.Longest - 1];
        using FileStream content = LyingFile.OpenRead(file.Name);
        long left = file.Bytes;
        for (int read = content.Read(buffer); read > 0 && left > 0; read = content.Read(buffer))
        {
            await frames.Send(FrameKind.Bytes, buffer.AsMemory(0, (int)Math.Min(read, left)), CancellationToken.None).ConfigureAwait(false);
            left -= read;
        }

        await frames.Send(FrameKind.End, default, CancellationToken.None).ConfigureAwait(false);
    }

    private static async Task Take(Frames frames, string name, string target, WayOfVerb way)
    {
        string place = way.WritesFolder ? Inside(target, name) : target;
        if (way.WritesFolder)
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        using FileStream file = way.Writes == "--to" && !way.WritesFolder ? PrivateFile.CreateNew(place) : PrivateFile.Create(place);
        while (await frames.Receive(CancellationToken.None).ConfigureAwait(false) is { } part)
        {
            if (part.Kind == FrameKind.End)
                return;
            if (part.Kind != FrameKind.Bytes)
                break;

            file.Write(part.Content);
        }

        throw Broken();
    }

    /// <summary>A file in the caller's folder, and nowhere else, whatever the service says.</summary>
    private static string Inside(string folder, string name) =>
        name.Split('/').All(part => part is not ("" or "." or "..") && !part.Contains('\\', StringComparison.Ordinal)
            && !part.Contains(':', StringComparison.Ordinal))
            ? Path.Combine(folder, name)
            : throw Broken();
}
