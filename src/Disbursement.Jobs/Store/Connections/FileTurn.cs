namespace Disbursement.Jobs.Store.Connections;

/// <summary>
/// One process of this machine at a time does something: the others wait for a file, which the operating system lets go of when its process
/// dies, however it dies.
/// </summary>
internal sealed class FileTurn : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    private readonly FileStream _file;

    private FileTurn(FileStream file) => _file = file;

    /// <summary>
    /// Waits until it is this process's turn. The file stays where it is afterwards: two processes could each hold one of a name that is
    /// made and deleted.
    /// </summary>
    /// <param name="path">The file; its folder is made where there is none.</param>
    /// <param name="stop">Ends the waiting.</param>
    /// <exception cref="IOException">The disk is full or read-only.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static FileTurn Take(string path, CancellationToken stop = default)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                return new FileTurn(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException exception) when (exception is not (DirectoryNotFoundException or FileNotFoundException)
                && !MachineFault.IsOfDisk(exception))
            {
                stop.WaitHandle.WaitOne(LookEvery);
            }
        }
    }

    public void Dispose() => _file.Dispose();
}
