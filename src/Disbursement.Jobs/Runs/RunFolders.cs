using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Runs;

/// <summary>The folders of one run: where it works, where its files grow, and where they go whole.</summary>
internal sealed class RunFolders : IDisposable
{
    private RunFolders(string work, string archive, string growing, string final)
    {
        Work = work;
        Archive = archive;
        Growing = growing;
        Final = final;
    }

    /// <summary>Spill files; vanishes with the run.</summary>
    public string Work { get; }

    /// <summary>Every input under its SHA-256.</summary>
    public string Archive { get; }

    /// <summary>The out folder while it is written.</summary>
    public string Growing { get; }

    /// <summary>The out folder once it is whole.</summary>
    public string Final { get; }

    /// <summary>Makes the folders of a run anew; what a run that died left in them is gone.</summary>
    public static RunFolders Make(RunOrder order, string runId) =>
        Anew(WorkOf(order.Data, runId), InputArchive.Of(order.Data), order.Out, runId);

    /// <summary>Makes the folders of a run on trial, which leaves nothing in the data folder.</summary>
    public static RunFolders MakeDry(RunOrder order)
    {
        string work = Path.Combine(order.Out, $".dry-{order.Year}.work");
        return Anew(work, InputArchive.Of(work), order.Out, $"dry-{order.Year}");
    }

    private static RunFolders Anew(string work, string archive, string folderOut, string name)
    {
        string growing = Path.Combine(folderOut, $".{name}.growing");
        foreach (string folder in new[] { work, growing })
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(growing);
        Directory.CreateDirectory(archive);
        OwnersOnly(work);
        return new RunFolders(work, archive, growing, Path.Combine(folderOut, name));
    }

    /// <summary>The folders of a run that several processes share: what others have left in them stays.</summary>
    public static RunFolders Share(RunOrder order, RunRecord run)
    {
        string growing = Path.Combine(Path.GetDirectoryName(run.OutFolder)!, $".{Path.GetFileName(run.OutFolder)}.growing");
        RunFolders folders = new(WorkOf(order.Data, run.Id), InputArchive.Of(order.Data), growing, run.OutFolder) { IsShared = true };
        Directory.CreateDirectory(growing);
        Directory.CreateDirectory(folders.Archive);
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
        RunFolders folders = new(root, InputArchive.Of(root), Path.Combine(root, "files"), "");
        Directory.CreateDirectory(folders.Archive);
        Directory.CreateDirectory(folders.Growing);
        return folders;
    }

    /// <summary>Where a run works.</summary>
    public static string WorkOf(string data, string runId) => Path.Combine(data, "work", runId);

    /// <summary>Finishes the move of a sealed run that died between the commit and the move.</summary>
    public static bool Recover(string final)
    {
        string growing = Path.Combine(Path.GetDirectoryName(final)!, $".{Path.GetFileName(final)}.growing");
        if (Directory.Exists(final) || !Directory.Exists(growing))
            return false;

        Move(growing, final);
        return true;
    }

    /// <summary>Whether other processes go on with what is in the folders.</summary>
    public bool IsShared { get; private init; }

    /// <summary>Whether the run is in the database, so that its files must not be lost any more.</summary>
    public bool IsSealed { get; set; }

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
        if (IsShared && !IsSealed)
            return;

        if (Directory.Exists(Work))
            Directory.Delete(Work, recursive: true);
        if (!IsSealed && Directory.Exists(Growing))
            Directory.Delete(Growing, recursive: true);
    }

    private static void OwnersOnly(string folder)
    {
        DirectoryInfo made = Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
            made.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    }
}
