using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Runs;

/// <summary>
/// Runs of one process that nobody may have been told of: each is noted before it is sealed, until its notice is kept. Whoever starts next
/// tells of those that are sealed, should the process have died in between.
/// </summary>
internal static class UntoldRuns
{
    private const string Ending = ".untold";

    public static void Note(string data, string run)
    {
        Directory.CreateDirectory(Folder(data));
        File.WriteAllText(PathOf(data, run), "");
    }

    /// <summary>The sealed ones. The files of each are in their place then.</summary>
    public static IReadOnlyList<RunRecord> Sealed(string data)
    {
        if (!Directory.Exists(Folder(data)))
            return [];

        string[] noted = [.. Directory.GetFiles(Folder(data), "*" + Ending).Select(file => Path.GetFileNameWithoutExtension(file))];
        if (noted.Length == 0)
            return [];

        RunRecord[] runs = [.. new RunBook(Database.OpenToRead(data)).Sealed().Where(run => noted.Contains(run.Id))];
        foreach (RunRecord run in runs)
            RunFolders.Recover(run.OutFolder);
        return runs;
    }

    public static void Forget(string data, string run)
    {
        if (Directory.Exists(Folder(data)))
            File.Delete(PathOf(data, run));
    }

    private static string Folder(string data) => Path.Combine(data, "work");

    private static string PathOf(string data, string run) => Path.Combine(Folder(data), run + Ending);
}
