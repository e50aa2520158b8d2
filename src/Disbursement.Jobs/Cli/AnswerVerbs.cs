using System.CommandLine;
using System.Globalization;
using System.Net.WebSockets;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Cli.Screens;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Review.Access;
using Serilog;

namespace Disbursement.Jobs.Cli;

/// <summary>
/// The service's end of a verb that goes through it: the very code of the verb runs here, with the service's rights, for the officer who
/// signs in. No path of the caller is ever opened: what the verb reads has come over the socket, what it writes goes back over it.
/// </summary>
/// <param name="own">Options that name the places of the service, with their values.</param>
internal sealed class AnswerVerbs(IReadOnlyList<(string Name, string Value)> own) : IDisposable
{
    /// <summary>Verbs that run at once; the others wait.</summary>
    public const int AtOnce = 8;

    /// <summary>Bytes of all files that a caller may send for one verb.</summary>
    public const long MostBytes = 1L << 30;

    /// <summary>Files that a caller may send for one verb.</summary>
    public const int MostFiles = 256;

    /// <summary>The longest line of input, in bytes: longer than any password, code or number.</summary>
    private const int LongestLine = 4096;

    private static readonly TimeSpan ToSayHello = TimeSpan.FromSeconds(10), ToAnswer = TimeSpan.FromMinutes(2),
        ToRead = TimeSpan.FromSeconds(60), ToHangUp = TimeSpan.FromSeconds(10);

    // Options are shared by all command lines of the process, so one tree of them serves every call.
    private readonly RootCommand _root = CommandLine.Root();
    private readonly SignInGate _gate = new();
    private readonly SemaphoreSlim _turn = new(AtOnce, AtOnce);
    private long _calls;

    /// <summary>The version of this program, to the build.</summary>
    public static string Version { get; } =
        typeof(AnswerVerbs).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    /// <summary>Serves one caller to the end.</summary>
    public async Task Run(WebSocket socket, string peer, CancellationToken stop)
    {
        using Frames frames = new(socket, ToRead);
        using CancellationTokenSource ends = CancellationTokenSource.CreateLinkedTokenSource(stop);
        if (await Hello(frames, ends.Token).ConfigureAwait(false) is { } hello)
            await Answer(socket, frames, hello, peer, ends).ConfigureAwait(false);
    }

    public void Dispose()
    {
        _gate.Dispose();
        _turn.Dispose();
    }

    private async Task Answer(WebSocket socket, Frames frames, VerbHello hello, string peer, CancellationTokenSource ends)
    {
        Channel<Frame> heard = Channel.CreateBounded<Frame>(8);
        Task hearing = Hear(frames, heard.Writer, ends);
        string folder = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture,
            $"through-{Environment.ProcessId}-{Interlocked.Increment(ref _calls)}"));
        try
        {
            // A verb blocks its thread while it works; it has one of its own, so that no number of them keeps the console waiting.
            int code = await Task.Factory.StartNew(() => Carry(frames, heard.Reader, hello, peer, folder, ends.Token), ends.Token,
                TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
            Log.Information("A verb of {Peer} ended with {Code}", peer, code);
            await frames.Send(FrameKind.Exit, BitConverter.GetBytes(code), ends.Token).ConfigureAwait(false);
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, ends.Token).ConfigureAwait(false);

            // What is on its way is thrown away where the connection is cut, so the caller hangs up first.
            await hearing.WaitAsync(ToHangUp, ends.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or WebSocketException or TimeoutException)
        {
            // The caller is gone; what was done stays done.
        }
        finally
        {
            await ends.CancelAsync().ConfigureAwait(false);
            await hearing.ConfigureAwait(false);
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<VerbHello?> Hello(Frames frames, CancellationToken stop)
    {
        using CancellationTokenSource wait = CancellationTokenSource.CreateLinkedTokenSource(stop);
        wait.CancelAfter(ToSayHello);
        try
        {
            return await frames.Receive(wait.Token).ConfigureAwait(false) is { Kind: FrameKind.Hello } first
                ? JsonSerializer.Deserialize<VerbHello>(first.Content) is { } hello && IsSound(hello) ? hello : null
                : null;
        }
        catch (Exception exception) when (exception is JsonException or OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>JSON may hold null where no value is optional.</summary>
    private static bool IsSound(VerbHello hello) => hello is { Version: not null, Words.Length: > 0, Variables: not null, Files: not null }
        && hello.Words.All(word => word is not null) && hello.Variables.All(one => one.Value is not null)
        && hello.Files.Length <= MostFiles && hello.Files.All(file => file is { Name: not null, Bytes: >= 0 });

    private static async Task Hear(Frames frames, ChannelWriter<Frame> heard, CancellationTokenSource ends)
    {
        try
        {
            while (await frames.Receive(ends.Token).ConfigureAwait(false) is { } frame)
                await heard.WriteAsync(frame, ends.Token).ConfigureAwait(false);
            await ends.CancelAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The verb is over.
        }
        finally
        {
            heard.TryComplete();
        }
    }

    /// <summary>One verb, on a thread of its own; the exit code.</summary>
    private int Carry(Frames frames, ChannelReader<Frame> heard, VerbHello hello, string peer, string folder, CancellationToken stop)
    {
        ParseResult asked = _root.Parse(hello.Words, CommandLine.AsTyped);
        bool isChinese = asked.Errors.Count == 0 && asked.GetValue(CommonOptions.Language) == "zh";
        if (hello.Version != Version)
            return Tell(frames, OtherVersion, isChinese, stop);
        if (asked.Errors.Count > 0)
            return Tell(frames, Unknown, isChinese, stop);

        WayOfVerb way = VerbWays.Of(asked);
        KeptForCaller files = new(way, folder, hello.Files);
        ParseResult ordered = _root.Parse(
            VerbWays.Words(asked, (name, value) => files.PlaceOf(name, value), Own(asked.CommandResult.Command)), CommandLine.AsTyped);
        if (way.Way != VerbWay.Through || ordered.Errors.Count > 0 || WhyNot(asked, ordered, way, files) is not null)
            return Tell(frames, WhyNot(asked, ordered, way, files) ?? Unknown, isChinese, stop);

        FarTerminal terminal = new((bytes, isError) => Send(frames, isError ? FrameKind.Errors : FrameKind.Output, bytes, stop),
            isUnseen => Ask(frames, heard, isUnseen, stop))
        {
            Width = Math.Clamp(hello.Width, 1, 10_000), IsInputRedirected = hello.IsInputRedirected,
            IsOutputRedirected = hello.IsOutputRedirected, Names = files.Names,
            Variables = hello.Variables.Where(one => FarTerminal.Known.Contains(one.Key)).ToDictionary(),
        };
        bool isRunning = false;
        Caller caller = new(peer, way, _gate, () =>
        {
            // Whoever still types a password keeps nobody waiting.
            _turn.Wait(stop);
            isRunning = true;
            files.Take(index => Fetch(frames, heard, index, stop));
        }, stop);
        try
        {
            caller.Begin(terminal);
            int code = ordered.InvokeAsync(
                new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stop)
                .GetAwaiter().GetResult();
            if (code is ExitCode.Done or ExitCode.NeedsPerson)
                GiveBack(frames, files, stop);
            return code;
        }
        finally
        {
            if (isRunning)
                _turn.Release();
        }
    }

    /// <summary>Why a command line is not carried out here, looked at as it would be carried out; null where it may be.</summary>
    private (string Chinese, string English)? WhyNot(ParseResult asked, ParseResult ordered, WayOfVerb way, KeptForCaller files)
    {
        if (TellHelp.PathOf(asked.CommandResult.Command) != TellHelp.PathOf(ordered.CommandResult.Command)
            || VerbWays.Given(ordered).Any(one => !way.IsKnown(one.Name)))
            return Unknown;
        if (VerbWays.Given(asked).Any(one => WayOfVerb.IsOfService(one.Name)))
            return ("--data、--logs、--config、--inputs 由服务自己决定，请勿给出。",
                "--data, --logs, --config and --inputs are the service's own here: leave them out.");
        if (way.MustName && VerbWays.Given(asked).All(one => one.Name != way.Writes))
            return ($"请用 {way.Writes} 指明写到哪里。", $"Say with {way.Writes} where it is written to.");

        // The last word, on what will be carried out: no path but of this call, or of the service itself.
        return VerbWays.Given(ordered).All(one => WayOfVerb.IsOfService(one.Name)
            ? one.Values.All(value => own.Contains((one.Name, value)))
            : one.Name != way.Reads && one.Name != way.Writes || one.Values.All(files.IsPlace)) ? null : Unknown;
    }

    private IEnumerable<(string, string)> Own(Command verb) =>
        own.Where(one => one.Name != "--inputs" || verb.Options.Any(option => option.Name == one.Name));

    private static (string Chinese, string English) Unknown => (
        "服务不认识此命令或其选项。", "The service does not know this verb, or one of its words.");

    private static (string Chinese, string English) OtherVersion => (
        $"服务的程序版本是 {Version}，与此命令的不同。请使用同一版本。", $"The service is of version {Version}, this command of another: use the same.");

    private static int Tell(Frames frames, (string Chinese, string English) why, bool isChinese, CancellationToken stop)
    {
        Send(frames, FrameKind.Errors, Encoding.UTF8.GetBytes((isChinese ? why.Chinese : why.English) + Environment.NewLine), stop);
        return ExitCode.Usage;
    }

    private static void Send(Frames frames, FrameKind kind, ReadOnlyMemory<byte> content, CancellationToken stop) =>
        frames.Send(kind, content, stop).GetAwaiter().GetResult();

    private static string? Ask(Frames frames, ChannelReader<Frame> heard, bool isUnseen, CancellationToken stop)
    {
        Send(frames, isUnseen ? FrameKind.AskUnseen : FrameKind.AskLine, default, stop);
        return Next(heard, stop) is { Kind: FrameKind.Line, Content.Length: <= LongestLine } line ? line.Text : null;
    }

    private static IEnumerable<byte[]> Fetch(Frames frames, ChannelReader<Frame> heard, int index, CancellationToken stop)
    {
        Send(frames, FrameKind.AskFile, BitConverter.GetBytes(index), stop);
        for (Frame part = Next(heard, stop); part.Kind == FrameKind.Bytes; part = Next(heard, stop))
            yield return part.Content;
    }

    private static Frame Next(ChannelReader<Frame> heard, CancellationToken stop)
    {
        using CancellationTokenSource wait = CancellationTokenSource.CreateLinkedTokenSource(stop);
        wait.CancelAfter(ToAnswer);
        try
        {
            return heard.ReadAsync(wait.Token).AsTask().GetAwaiter().GetResult();
        }
        catch (ChannelClosedException exception)
        {
            throw new OperationCanceledException("The caller is gone.", exception);
        }
    }

    private static void GiveBack(Frames frames, KeptForCaller files, CancellationToken stop)
    {
        byte[] buffer = new byte[Frames.Longest - 1];
        foreach ((string name, string place) in files.Written())
        {
            Send(frames, FrameKind.File, Encoding.UTF8.GetBytes(name), stop);
            using FileStream content = File.OpenRead(place);
            for (int read = content.Read(buffer); read > 0; read = content.Read(buffer))
                Send(frames, FrameKind.Bytes, buffer.AsMemory(0, read), stop);
            Send(frames, FrameKind.End, default, stop);
        }
    }
}
