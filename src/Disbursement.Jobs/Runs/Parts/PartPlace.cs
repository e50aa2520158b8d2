
using Disbursement.Jobs.Store.Bulk;

namespace Disbursement.Jobs.Runs.Parts;

/// <summary>Where a part of a run works and leaves what it makes.</summary>
/// <param name="Name">The part: a county, or the number of a group of rosters.</param>
/// <param name="Folder">Files that another part, or another process, goes on with.</param>
/// <param name="Growing">The run's files, as they will lie in the out folder.</param>
/// <param name="Rows">Gets the rows for the database; null in a stage that makes none.</param>
/// <param name="IsKept">Whether another process may go on with what the part leaves.</param>
internal sealed record PartPlace(string Name, string Folder, string Growing, IRowSink? Rows, bool IsKept)
{
    /// <summary>The path of a file of the run, its folder made.</summary>
    public string Grow(params ReadOnlySpan<string> parts)
    {
        string path = Path.Combine([Growing, .. parts]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }
}
