using System.Runtime.CompilerServices;

namespace Disbursement.Jobs.Tests.Tools;

/// <summary>
/// Puts the folders of tests, and of the processes they start, into memory where the machine has room for it: thousands of small databases
/// each wait for the disk otherwise. What a kill leaves behind is the same there. <c>TMPDIR</c>, where it is set, is kept to.
/// </summary>
internal static class QuickDisk
{
    private const string Memory = "/dev/shm";
    private const long Room = 3L << 30;

    private static string? own;

    /// <summary>Before anything asks for the folder of temporary files.</summary>
    [ModuleInitializer]
    internal static void Take()
    {
        if (!OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable("TMPDIR") is not null || !Directory.Exists(Memory)
            || new DriveInfo(Memory).AvailableFreeSpace < Room)
            return;

        own = Directory.CreateDirectory(Path.Combine(Memory, $"disburse-tests-{Environment.ProcessId}")).FullName;
        Environment.SetEnvironmentVariable("TMPDIR", own);
    }

    public static void Clear()
    {
        if (own is not null && Directory.Exists(own))
            Directory.Delete(own, recursive: true);
    }
}
