namespace Disbursement.Jobs.Tests.Rosters;

/// <summary>Where the repository's own files are.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>The three-year case, which stands beside the repository where it is at hand.</summary>
    public static string ThreeYears => Path.GetFullPath(Path.Combine(Root, "..", "shared", "cases", "three-years"));

    /// <summary>The schema of pain.001.001.09, which stands beside the repository where it is at hand.</summary>
    public static string Pain001Schema => Path.GetFullPath(Path.Combine(Root, "..", "shared", "iso20022", "pain.001.001.09.xsd"));

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Disbursement.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests run outside the repository.");
    }
}
