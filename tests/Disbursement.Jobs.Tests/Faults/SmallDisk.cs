using System.Diagnostics;
using System.Globalization;

namespace Disbursement.Jobs.Tests.Faults;

/// <summary>
/// A disk of its own under a folder, as small as a test wants it. Where this machine lets nobody mount one the test is left out, and says
/// so.
/// </summary>
internal sealed class SmallDisk : IDisposable
{
    private const string Filling = "filling";

    private readonly string _folder;

    /// <param name="folder">Where; made if it is not there. What is in it moves onto the disk.</param>
    /// <param name="kibibytes">Its size.</param>
    public SmallDisk(string folder, int kibibytes)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        string aside = _folder + ".aside";
        Directory.Move(_folder, aside);
        Directory.CreateDirectory(_folder);
        (int exit, string said) = OperatingSystem.IsLinux()
            ? Mount("-t", "tmpfs", "-o", Size(kibibytes), "disburse-test", _folder)
            : (1, "only Linux has tmpfs");
        if (exit != 0)
        {
            Directory.Delete(_folder);
            Directory.Move(aside, _folder);
            Assert.Ignore($"skipped: no disk can be mounted here ({said.Trim()})");
        }

        Call("cp", "-a", aside + "/.", _folder);
        Directory.Delete(aside, recursive: true);
    }

    /// <summary>Makes room.</summary>
    public void Grow(int kibibytes)
    {
        File.Delete(Path.Combine(_folder, Filling));
        Remount(Size(kibibytes));
    }

    /// <summary>Leaves no byte.</summary>
    public void Fill()
    {
        using FileStream filling = new(Path.Combine(_folder, Filling), FileMode.Create, FileAccess.Write, FileShare.None, 0);
        byte[] page = new byte[4096];
        try
        {
            while (true)
                filling.Write(page);
        }
        catch (IOException)
        {
            // Full.
        }
    }

    /// <summary>Gives the room back that <see cref="Fill"/> took.</summary>
    public void Empty() => File.Delete(Path.Combine(_folder, Filling));

    public void ReadOnly() => Remount("ro");

    public void Writable() => Remount("rw");

    public void Dispose() => Call("umount", "-l", _folder);

    private static string Size(int kibibytes) => string.Create(CultureInfo.InvariantCulture, $"size={kibibytes}k");

    private void Remount(string option)
    {
        (int exit, string said) = Mount("-o", $"remount,{option}", _folder);
        Assert.That(exit, Is.Zero, said);
    }

    private static (int Exit, string Said) Mount(params string[] arguments) => Call("mount", arguments);

    private static (int Exit, string Said) Call(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        string said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said);
    }
}
