using Disbursement.Jobs.Store;

namespace Disbursement.Jobs.Runs.Parts;

/// <summary>One process at a time opens a run: the others wait, and find it open.</summary>
internal sealed class StartLock : IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);

    private readonly FileStream _file;

    private StartLock(FileStream file) => _file = file;

    public static StartLock Take(string data, CancellationToken stop)
    {
        Directory.CreateDirectory(data);
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                return new StartLock(new FileStream(Path.Combine(data, "start.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException exception) when (exception is not (DirectoryNotFoundException or FileNotFoundException) && !MachineFault.IsOfDisk(exception))
            {
                stop.WaitHandle.WaitOne(LookEvery);
            }
        }
    }

    public void Dispose() => _file.Dispose();
}
