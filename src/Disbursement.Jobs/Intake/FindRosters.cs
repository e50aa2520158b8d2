using Disbursement.Jobs.Files;

namespace Disbursement.Jobs.Intake;

/// <summary>Finds the rosters of a year, whatever their names.</summary>
internal static class FindRosters
{
    private const string Corrections = "corrections/";

    /// <summary>Whether a roster of this name stands in the corrections folder.</summary>
    public static bool IsCorrection(string name) => name.StartsWith(Corrections, StringComparison.Ordinal);

    /// <summary>The rosters in ordinal order of their names, and what else was found and passed over.</summary>
    public static (IReadOnlyList<RosterFile> Rosters, IReadOnlyList<string> PassedOver) Run(string inputs, int year)
    {
        string folder = Path.Combine(inputs, "rosters", year.ToString(System.Globalization.CultureInfo.InvariantCulture));
        List<(string Path, string Name, bool IsCorrection)> found = [];
        List<string> passedOver = [];
        Look(folder, "", isCorrection: false, found, passedOver);
        string corrections = Path.Combine(folder, "corrections");
        if (Directory.Exists(corrections))
            Look(corrections, Corrections, isCorrection: true, found, passedOver);

        found.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        return ([.. found.Select((file, i) => new RosterFile(i, file.Path, file.Name, file.IsCorrection))], passedOver);
    }

    private static void Look(string folder, string prefix, bool isCorrection, List<(string Path, string Name, bool IsCorrection)> found,
        List<string> passedOver)
    {
        foreach (string name in NameBytes.In(folder))
        {
            string path = Path.GetFullPath(Path.Combine(folder, name));
            if (RosterNames.IsRead(name))
                found.Add((path, prefix + name, isCorrection));
            else if (isCorrection || name != "corrections" || !Directory.Exists(path))
                passedOver.Add(prefix + name);
        }
    }
}
