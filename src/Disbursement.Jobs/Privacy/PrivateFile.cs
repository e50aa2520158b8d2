namespace Disbursement.Jobs.Privacy;

/// <summary>Files that only their owner may read.</summary>
internal static class PrivateFile
{
    private const int BufferSize = 256 << 10;

    /// <summary>Makes the file anew, replacing what is there.</summary>
    public static FileStream Create(string path)
    {
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = BufferSize };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }
}
