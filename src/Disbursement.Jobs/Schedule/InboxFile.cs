namespace Disbursement.Jobs.Schedule;

/// <summary>A file in the inbox, as it stood when somebody looked.</summary>
internal readonly record struct InboxFile(string Path, long Bytes, DateTime ChangedAt)
{
    private static readonly string[] Unfinished = [".part", ".partial", ".tmp", ".temp", ".filepart", ".crdownload", ".swp"];

    private static readonly EnumerationOptions Everywhere = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System | FileAttributes.ReparsePoint,
    };

    /// <summary>
    /// Every file of a folder and those below it, in the order of their names; hidden ones, links, and those that bear a name of a transfer
    /// under way are left out.
    /// </summary>
    public static IReadOnlyList<InboxFile> Look(string folder)
    {
        if (!Directory.Exists(folder))
            return [];

        return
        [
            .. new DirectoryInfo(folder).EnumerateFiles("*", Everywhere)
                .Where(file => !file.Name.StartsWith('.') && !file.Name.EndsWith('~')
                    && !Unfinished.Contains(file.Extension, StringComparer.OrdinalIgnoreCase))
                .Select(file => new InboxFile(file.FullName, file.Length, file.LastWriteTimeUtc))
                .OrderBy(file => file.Path, StringComparer.Ordinal),
        ];
    }
}
