using System.Globalization;
using Disbursement.Domain.Registers;
using Disbursement.Jobs.Files;

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
        string folder = FolderOf(inputs, year);
        if (!Directory.Exists(folder))
            return ([], []);

        List<string> found = [];
        List<string> passedOver = [];
        foreach (string name in NameBytes.In(folder))
        {
            if (RosterNames.IsRead(name) && KindOf(name) is not null)
                found.Add(name);
            else
                passedOver.Add(Prefix + name);
        }

        found.Sort(string.CompareOrdinal);
        return ([.. found.Select((name, i) => new RosterFile(
            rosters + i, Path.GetFullPath(Path.Combine(folder, name)), Prefix + name, IsCorrection: false))], passedOver);
    }

    /// <summary>Where the registers of a year lie.</summary>
    public static string FolderOf(string inputs, int year) =>
        Path.Combine(inputs, "registers", year.ToString(CultureInfo.InvariantCulture));
}
