using Disbursement.Jobs.Files;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Policies;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// A roster that somebody hands in, in a folder of its own for its owner alone, until it is put in place or given up: the folder goes with
/// this, and where the process dies, with what it left among its temporary files.
/// </summary>
/// <param name="Folder">The folder.</param>
/// <param name="Name">The name that it is to have below the rosters of the year.</param>
/// <param name="Year">The year.</param>
internal sealed record HandedRoster(string Folder, string Name, int Year) : IDisposable
{
    /// <summary>Most checks that are carried out at a time in one process; others wait.</summary>
    private const int MostAtOnce = 2;

    private static readonly SemaphoreSlim AtOnce = new(MostAtOnce);

    /// <summary>Where its bytes are.</summary>
    public string File => Path.Combine(Folder, "content" + Path.GetExtension(Name));

    /// <summary>What a run would say of it; null before it was read.</summary>
    public RosterCheck? Check { get; private set; }

    /// <summary>A place for one, which only we can read.</summary>
    public static HandedRoster Await(string name, int year) =>
        new(Directory.CreateTempSubdirectory("disburse-roster-").FullName, name, year);

    /// <summary>Takes a copy of a file.</summary>
    /// <exception cref="UnreadableFileException">It is no plain file, too large, or cannot be read.</exception>
    public static HandedRoster Copy(string file, string name, int year, CancellationToken stop)
    {
        HandedRoster handed = Await(name, year);
        try
        {
            CopyFile.Run(file, handed.File, FileLimits.LargestTable, watch: null, stop);
            return handed;
        }
        catch
        {
            handed.Dispose();
            throw;
        }
    }

    /// <summary>A stream that its bytes are written to.</summary>
    public FileStream Write() => PrivateFile.CreateNew(File);

    /// <summary>Reads it by the very steps of a run; waits where enough others are being read.</summary>
    /// <param name="inputs">The inputs folder.</param>
    /// <param name="progress">How much has been read.</param>
    /// <param name="stop">Stops the reading.</param>
    /// <param name="corrected">Counts rejected rows that it corrects; null where nobody asks.</param>
    public RosterCheck Read(string inputs, ReadingProgress progress, CancellationToken stop, CountCorrected? corrected = null)
    {
        AtOnce.Wait(stop);
        string work = Path.Combine(Folder, "work");
        try
        {
            Directory.CreateDirectory(work);
            RosterForm form = RosterForm.Of(PackFolder.FactsIn(Path.Combine(inputs, "policy")));
            RosterCheck check = new CheckRoster(Year, inputs, form, work, progress)
                .Run(File, Name, stop, corrected is null ? null : corrected.See);
            return Check = check with { Corrects = corrected?.Rows ?? 0, CorrectsRun = corrected?.Run };
        }
        finally
        {
            AtOnce.Release();
            Directory.Delete(work, recursive: true);
        }
    }

    public void Dispose()
    {
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }
}
