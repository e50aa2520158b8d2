using Disbursement.Jobs.Files;
using Disbursement.Jobs.Intake;

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

        string whole = System.IO.Path.GetFullPath(folder);
        IEnumerable<string> otherNames = Directory.EnumerateDirectories(whole, "*", Everywhere).Prepend(whole)
            .SelectMany(one => NameBytes.NoUtf8In(one).Select(name => System.IO.Path.Combine(one, name)));
        return
        [
            .. Directory.EnumerateFiles(whole, "*", Everywhere).Where(path => !path.Contains(NameBytes.NotUtf8, StringComparison.Ordinal))
                .Concat(otherNames).Where(IsFinished).Select(Of).OrderBy(file => file.Path, StringComparer.Ordinal),
        ];
    }

    private static bool IsFinished(string path)
    {
        string name = System.IO.Path.GetFileName(path);
        return !name.StartsWith('.') && !name.EndsWith('~')
            && !Unfinished.Contains(System.IO.Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>What cannot be looked at is shown all the same: taking it says why.</summary>
    private static InboxFile Of(string path) =>
        RosterAtRest.Look(path) is { } lies ? new InboxFile(path, lies.Bytes, lies.ChangedAt) : new InboxFile(path, 0, default);
}
