using System.Globalization;
using Disbursement.Domain.Registers;

namespace Disbursement.Jobs.Intake;

/// <summary>
/// Finds the registers of other offices beside the rosters of a year: <c>deaths</c>, <c>births</c> and <c>disability</c>, or several of
/// each, such as <c>deaths-320302</c>.
/// </summary>
internal static class FindRegisters
{
    /// <summary>Before the name of a register among the inputs of a run; no roster is called so.</summary>
    public const string Prefix = "registers/";

    private static readonly (string Stem, RegisterKind Kind)[] Stems =
        [("deaths", RegisterKind.Death), ("births", RegisterKind.Birth), ("disability", RegisterKind.Disability)];

    /// <summary>Whether an input of a run is a register.</summary>
    public static bool IsRegister(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Which register a file is, by its name.</summary>
    public static RegisterKind? KindOf(string name)
    {
        string stem = Path.GetFileNameWithoutExtension(name);
        foreach ((string known, RegisterKind kind) in Stems)
        {
            if (stem.Equals(known, StringComparison.OrdinalIgnoreCase) || stem.StartsWith(known + "-", StringComparison.OrdinalIgnoreCase))
                return kind;
        }

        return null;
    }

    /// <summary>
    /// The registers in ordinal order of their names, numbered after the rosters, and what else was found and passed over.
    /// </summary>
    public static (IReadOnlyList<RosterFile> Registers, IReadOnlyList<string> PassedOver) Run(string inputs, int year, int rosters)
    {
        DirectoryInfo folder = new(FolderOf(inputs, year));
        if (!folder.Exists)
            return ([], []);

        List<FileSystemInfo> found = [];
        List<string> passedOver = [];
        foreach (FileSystemInfo entry in folder.EnumerateFileSystemInfos())
        {
            if (RosterNames.IsRead(entry.Name) && KindOf(entry.Name) is not null)
                found.Add(entry);
            else
                passedOver.Add(Prefix + entry.Name);
        }

        found.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        return ([.. found.Select((entry, i) => new RosterFile(rosters + i, entry.FullName, Prefix + entry.Name, IsCorrection: false))],
            passedOver);
    }

    /// <summary>Where the registers of a year lie.</summary>
    public static string FolderOf(string inputs, int year) =>
        Path.Combine(inputs, "registers", year.ToString(CultureInfo.InvariantCulture));
}
