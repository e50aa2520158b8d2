using System.Text;
using System.Text.Json;
using Disbursement.Jobs.Printing;
using Disbursement.Jobs.Privacy;
using Serilog;

namespace Disbursement.Jobs.Notices;

/// <summary>Where a kept notice stands; each state is a folder of the outbox.</summary>
internal enum NoticeState
{
    Waiting,
    Sent,
    GivenUp,
}

/// <summary>
/// Notices on their way, a file for each notice and channel in <c>notices</c> of the data folder, readable by its owner alone. A file is
/// whole or not there, and stays in
/// <c>waiting</c> until the other side has taken the notice: what was kept survives a kill, and only a kill between the other side's yes
/// and the move can send one twice, under the same id.
/// </summary>
internal sealed class Outbox(string data, TimeProvider clock)
{
    private const string Ending = ".json";

    /// <summary>How long it is remembered that a notice was sent.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new WordsInJson() },
    };

    private string Root => Path.Combine(data, "notices");

    /// <summary>
    /// What tells this data folder from all others, whoever opens it and from which machine: when and where its outbox was made.
    /// </summary>
    public string Place()
    {
        string path = Path.Combine(Root, "place");
        if (!File.Exists(path))
            Write(path, stream => stream.Write(Encoding.UTF8.GetBytes($"{clock.GetUtcNow():O} {Environment.MachineName} "
                + $"{Path.GetFullPath(data)}\n")), replacing: false);
        return File.ReadAllText(path);
    }

    /// <summary>Keeps a notice for each channel. One that is there already, in whatever state, is not kept again.</summary>
    /// <returns>The channels it was kept for.</returns>
    public IReadOnlyList<string> Keep(Notice notice, IEnumerable<string> channels)
    {
        List<string> kept = [];
        using FileStream alone = Alone();
        foreach (string channel in channels)
        {
            string name = $"{notice.Id}.{channel}{Ending}";
            DateTimeOffset now = clock.GetUtcNow();
            if (Enum.GetValues<NoticeState>().Any(state => File.Exists(Path.Combine(FolderOf(state), name))))
                continue;
            if (Write(new KeptNotice { Notice = notice, Channel = channel, KeptAt = now, NextTry = now },
                Path.Combine(FolderOf(NoticeState.Waiting), name), replacing: false))
                kept.Add(channel);
        }

        return kept;
    }

    /// <summary>Keeps others from keeping the same notice in the same moment; the operating system lets go when a process dies.</summary>
    private FileStream Alone()
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(Root);
        else
            Directory.CreateDirectory(Root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        while (true)
        {
            try
            {
                return new FileStream(Path.Combine(Root, "keep.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException exception) when (!Store.Connections.MachineFault.IsOfDisk(exception)
                && exception is not DirectoryNotFoundException)
            {
                Thread.Sleep(1);
            }
        }
    }

    /// <summary>What a channel may try now, oldest first.</summary>
    public IReadOnlyList<KeptNotice> Due(string channel) =>
        [.. List(NoticeState.Waiting, channel).Where(kept => kept.NextTry <= clock.GetUtcNow() && !HasEnded(kept))];

    /// <summary>All notices in a state, oldest first. A file that is no notice is not listed.</summary>
    public IReadOnlyList<KeptNotice> List(NoticeState state, string channel = "*") =>
        [.. FilesOf(state, channel).Select(Read).OfType<KeptNotice>().OrderBy(kept => kept.KeptAt)
            .ThenBy(kept => kept.Notice.Id, StringComparer.Ordinal)];

    public long CountWaiting(string channel) => FilesOf(NoticeState.Waiting, channel).LongLength;

    /// <summary>The other side has it.</summary>
    public void Sent(KeptNotice kept) => End(kept with { EndedAt = clock.GetUtcNow() }, NoticeState.Sent);

    /// <summary>The other side has it not.</summary>
    /// <returns>What stands in the outbox now: waiting for its next try, or ended.</returns>
    public KeptNotice Failed(KeptNotice kept, SendProblem problem)
    {
        KeptNotice next = kept.After(problem, clock.GetUtcNow());
        if (next.EndedAt is null)
            Write(next, PathOf(next, NoticeState.Waiting), replacing: true);
        else
            End(next, NoticeState.GivenUp);
        return next;
    }

    /// <summary>Forgets what was sent long ago.</summary>
    public void Forget()
    {
        foreach (string file in FilesOf(NoticeState.Sent, "*"))
        {
            if (Read(file) is not { EndedAt: { } ended } || clock.GetUtcNow() - ended > Remembered)
                File.Delete(file);
        }
    }

    /// <summary>Whether a kill came between the last word on a notice and its leaving: then it leaves now, untried.</summary>
    private bool HasEnded(KeptNotice kept)
    {
        if (!File.Exists(PathOf(kept, NoticeState.Sent)) && !File.Exists(PathOf(kept, NoticeState.GivenUp)))
            return false;

        File.Delete(PathOf(kept, NoticeState.Waiting));
        return true;
    }

    /// <summary>Its last word is written to its new place before it leaves the old one.</summary>
    private void End(KeptNotice kept, NoticeState state)
    {
        string waiting = PathOf(kept, NoticeState.Waiting), ended = PathOf(kept, state);
        Write(kept, ended, replacing: true);
        File.Delete(waiting);
        PrivateFile.FlushNames(Path.GetDirectoryName(waiting)!);
    }

    private bool Write(KeptNotice kept, string path, bool replacing) =>
        Write(path, stream => JsonSerializer.Serialize(stream, kept, Options), replacing);

    /// <summary>Writes a file whole, or not at all where another one came first.</summary>
    private bool Write(string path, Action<Stream> write, bool replacing)
    {
        string folder = Path.GetDirectoryName(path)!, beside = Path.Combine(folder,
            $".{Path.GetFileName(path)}.{Environment.MachineName}.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}.part");
        MakeFolder(Root);
        MakeFolder(folder);
        try
        {
            using (FileStream stream = PrivateFile.CreateBeside(beside))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            if (replacing)
                File.Move(beside, path, overwrite: true);
            else
                PrivateFile.MoveNew(beside, path);
        }
        catch (IOException) when (!replacing && File.Exists(path))
        {
            // Another process has kept the same notice in this moment.
            return false;
        }
        finally
        {
            File.Delete(beside);
        }

        PrivateFile.FlushNames(folder);
        return true;
    }

    private static void MakeFolder(string path)
    {
        if (Directory.Exists(path))
            return;

        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static KeptNotice? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<KeptNotice>(File.ReadAllBytes(file), Options);
        }
        catch (JsonException)
        {
            Log.Warning("{File} in the outbox is no notice", Path.GetFileName(file));
            return null;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private string PathOf(KeptNotice kept, NoticeState state) => Path.Combine(FolderOf(state), $"{kept.Notice.Id}.{kept.Channel}{Ending}");

    private string FolderOf(NoticeState state) =>
        Path.Combine(Root, state switch { NoticeState.Waiting => "waiting", NoticeState.Sent => "sent", _ => "given-up" });

    private string[] FilesOf(NoticeState state, string channel) =>
        Directory.Exists(FolderOf(state))
            ? [.. Directory.GetFiles(FolderOf(state), $"*.{channel}{Ending}").Where(file => Path.GetFileName(file)[0] != '.')]
            : [];
}
