namespace Disbursement.Jobs.Tests.Rosters;

/// <summary>Where the repository's own files are.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>
    /// Names the folder that holds what may not be in the repository; without it that folder is looked for beside the repository.
    /// </summary>
    private const string SharedVariable = "DISBURSE_SHARED";

    /// <summary>400 households over three years: rosters, and every decision and payment that is right.</summary>
    public static string ThreeYears { get; } = Path.Combine(Root, "tests", "cases", "three-years");

    /// <summary>
    /// The schema of pain.001.001.09. ISO alone may distribute it, so it is never in the repository; a test without it is skipped.
    /// </summary>
    public static string Pain001Schema { get; } = Path.GetFullPath(Path.Combine(
        Environment.GetEnvironmentVariable(SharedVariable) ?? Path.Combine(Root, "..", "shared"), "iso20022", "pain.001.001.09.xsd"));

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Disbursement.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("The tests run outside the repository.");
    }
}
