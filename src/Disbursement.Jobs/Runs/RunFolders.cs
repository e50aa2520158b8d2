using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Runs.Parts;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Runs;

/// <summary>The folders of one run: where it works, where its files grow, and where they go whole.</summary>
internal sealed class RunFolders : IDisposable
{
    private bool _isSettled;

    private RunFolders(string work, string? archive, string growing, string final)
    {
        Work = work;
        Archive = archive;
        Growing = growing;
        Final = final;
    }

    /// <summary>Spill files; vanishes with the run.</summary>
    public string Work { get; }

    /// <summary>Every input under its SHA-256; null where nothing is kept.</summary>
    public string? Archive { get; }

    /// <summary>The out folder while it is written.</summary>
    public string Growing { get; private set; }

    /// <summary>The out folder once it is whole.</summary>
    public string Final { get; }

    /// <summary>Makes the folders of a run anew; what a run that died left in them is gone.</summary>
    public static RunFolders Make(RunOrder order, string runId) =>
        Anew(WorkOf(order.Data, runId), InputArchive.Of(order.Data), order.Out, runId);

    /// <summary>Makes the folders of a run on trial, which leaves nothing in the data folder.</summary>
    public static RunFolders MakeDry(RunOrder order)
    {
        string work = Path.Combine(order.Out, $".dry-{order.Year}.work");
        return Anew(work, null, order.Out, $"dry-{order.Year}");
    }

    private static RunFolders Anew(string work, string? archive, string folderOut, string name)
    {
        string growing = Path.Combine(folderOut, $".{name}.growing");
        foreach (string folder in new[] { work, growing })
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(growing);
        if (archive is not null)
            Directory.CreateDirectory(archive);
        OwnersOnly(work);
        return new RunFolders(work, archive, growing, Path.Combine(folderOut, name));
    }

    /// <summary>
    /// The folders of a run that the nodes of a cluster see: what others have left in them stays. Only whoever seals the run has its files
    /// grow, each attempt in a folder of its own.
    /// </summary>
    /// <param name="order">The order.</param>
    /// <param name="run">The run.</param>
    /// <param name="start">Which start of the run.</param>
    /// <param name="attempt">Names the attempt.</param>
    public static RunFolders OnCluster(RunOrder order, RunRecord run, string start, string attempt)
    {
        string beside = Path.Combine(Path.GetDirectoryName(run.OutFolder)!, $".{Path.GetFileName(run.OutFolder)}.");
        string archive = InputArchive.Of(order.Data);
        RunFolders folders = new(StartOf(order.Data, run.Id, start), archive, beside + attempt, run.OutFolder)
        {
            Whole = WorkOf(order.Data, run.Id),
        };
        Directory.CreateDirectory(archive);
        OwnersOnly(folders.Whole);
        OwnersOnly(folders.Work);
        return folders;
    }

    /// <summary>Deletes the work folder of a run that is over, with the personal data in it; true where there was one.</summary>
    public static bool Clean(string data, string runId)
    {
        string work = WorkOf(data, runId);
        if (!Directory.Exists(work))
            return false;

        Directory.Delete(work, recursive: true);
        return true;
    }

    /// <summary>Folders for reading alone: nothing of them is left afterwards.</summary>
    public static RunFolders Pass()
    {
        string root = Directory.CreateTempSubdirectory("disburse-pass-").FullName;
        RunFolders folders = new(root, null, Path.Combine(root, "files"), "");
        Directory.CreateDirectory(folders.Growing);
        return folders;
    }

    /// <summary>Where a run works.</summary>
    public static string WorkOf(string data, string runId) => Path.Combine(data, "work", runId);

    /// <summary>Where a start of a run on a cluster works: another start has another place, and what an earlier one still writes lies
    /// elsewhere.</summary>
    public static string StartOf(string data, string runId, string start) => Path.Combine(WorkOf(data, runId), start);

    /// <summary>This process does every part itself.</summary>
    /// <param name="begin">Opens the transaction that seals the run.</param>
    /// <param name="workers">Parts at a time.</param>
    public OwnWork Alone(Func<Sealing> begin, int workers) => new(Work, Growing, begin, workers);

    /// <summary>
    /// Puts the files of this attempt where those of a sealed run wait for their place, in place of what an attempt left that came to
    /// nothing. Whoever does so has the turn to write. From then on they are no longer this attempt's to delete: the books may have the run
    /// though the connection to them was lost, or another attempt may have put its own there.
    /// </summary>
    public void Settle()
    {
        string growing = GrowingOf(Final);
        if (_isSettled && Directory.Exists(growing))
            return;

        if (Directory.Exists(growing))
            Directory.Delete(growing, recursive: true);
        Directory.Move(Growing, growing);
        (Growing, _isSettled) = (growing, true);
    }

    private static string GrowingOf(string final) => Path.Combine(Path.GetDirectoryName(final)!, $".{Path.GetFileName(final)}.growing");

    /// <summary>Finishes the move of a sealed run that died between the commit and the move.</summary>
    public static bool Recover(string final)
    {
        string growing = GrowingOf(final);
        if (Directory.Exists(final) || !Directory.Exists(growing))
            return false;

        Move(growing, final);
        return true;
    }

    /// <summary>What all nodes of a cluster leave for one another; null where one process does the run.</summary>
    private string? Whole { get; init; }

    /// <summary>Whether the run is in the database, so that its files must not be lost any more.</summary>
    public bool IsSealed { get; set; }

    /// <summary>
    /// Asked before the files of a run are deleted that was not sealed as far as this process knows: the books may have it all the same.
    /// </summary>
    public Func<bool> MayBeSealed { get; set; } = () => false;

    public string Grow(params ReadOnlySpan<string> parts)
    {
        string path = Path.Combine([Growing, .. parts]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    /// <summary>
    /// Moves the files to their place, whole. Those of a sealed run may be there already: whoever looks at a sealed run finishes the move.
    /// </summary>
    private void Publish()
    {
        if (!IsSealed && Directory.Exists(Final))
            Directory.Delete(Final, recursive: true);
        Move(Growing, Final);
    }

    /// <summary>
    /// Moves the files of a run to their place once the books have it: where that fails, whoever looks at the run next moves them.
    /// </summary>
    /// <exception cref="RunRefusal">They could not be moved; the sentence says what to do.</exception>
    public void PublishSealed(RunRecord run)
    {
        try
        {
            Publish();
        }
        catch (Exception exception) when (IsSealed && exception is IOException or UnauthorizedAccessException)
        {
            string why = exception.Message.TrimEnd('.');
            throw new RunRefusal(
                $"Run {run.Id} is sealed and in the books, but its files could not be moved from {Growing} to {Final}: {why}. "
                + "Look at that folder, then give 'disburse verify': it moves them.", exception)
            {
                Chinese = $"发放批次 {run.Id} 已封账入账，但其文件未能从 {Growing} 移到 {Final}：{why}。"
                    + "请检查该文件夹，然后运行 disburse verify，文件即会移到位。",
                IsResumable = true,
            };
        }
    }

    /// <summary>Moves a folder to its place, or finds that somebody has done so meanwhile.</summary>
    public static void Move(string growing, string final)
    {
        try
        {
            Directory.Move(growing, final);
        }
        catch (IOException) when (!Directory.Exists(growing) && Directory.Exists(final))
        {
            // Whoever came first moved the very same folder.
        }
    }

    public void Dispose()
    {
        if (Whole is null || IsSealed)
            Delete(Whole ?? Work);
        if (Whole is not null && IsSealed)
        {
            foreach (string left in Directory.GetDirectories(Path.GetDirectoryName(Final)!, $".{Path.GetFileName(Final)}.*"))
            {
                if (left != GrowingOf(Final))
                    Delete(left);
            }
        }

        if (!IsSealed && !_isSettled && Directory.Exists(Growing) && !MayBeSealed())
            Directory.Delete(Growing, recursive: true);
    }

    /// <summary>Deletes a folder in which a node that was taken for dead may still write.</summary>
    private static void Delete(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
        catch (IOException exception)
        {
            Serilog.Log.Information("{Folder} could not be deleted yet ({Kind}); the next start does", folder, exception.GetType().Name);
        }
    }

    private static void OwnersOnly(string folder)
    {
        DirectoryInfo made = Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
            made.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    }
}
