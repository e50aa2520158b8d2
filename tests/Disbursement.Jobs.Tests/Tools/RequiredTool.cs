using System.Diagnostics;
using System.Text;

namespace Disbursement.Jobs.Tests.Tools;

/// <summary>What another program answered.</summary>
internal sealed record ToolAnswer(int Exit, string Output, string Errors)
{
    /// <summary>Everything it said.</summary>
    public string Said => Output + Errors;
}

/// <summary>
/// Programs that judge our files. Where one is not installed the test is skipped, unless DISBURSE_REQUIRE_TOOLS=1 demands it.
/// </summary>
internal static class RequiredTool
{
    public static ToolAnswer Run(string program, IReadOnlyList<string> arguments, string? input = null)
    {
        if (!IsInstalled(program))
            Miss(program);

        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            StandardInputEncoding = new UTF8Encoding(false),
        };
        start.Environment["LC_ALL"] = "C.UTF-8";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        return new ToolAnswer(process.ExitCode, output.Result, errors.Result);
    }

    /// <summary>Where a program is, for a test that starts it by other means.</summary>
    /// <param name="program">The program.</param>
    /// <param name="beside">Folders that are looked at beside those of the path.</param>
    public static string PathOf(string program, params IEnumerable<string> beside)
    {
        string? place = Folders.Concat(beside).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
        if (place is null)
            Miss(program);
        return place!;
    }

    private static string[] Folders =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    private static bool IsInstalled(string program) =>
        Folders.Any(folder => File.Exists(Path.Combine(folder, program)) || File.Exists(Path.Combine(folder, $"{program}.exe")));

    private static void Miss(string program)
    {
        if (Environment.GetEnvironmentVariable("DISBURSE_REQUIRE_TOOLS") == "1")
            Assert.Fail($"{program} is not installed, and DISBURSE_REQUIRE_TOOLS demands it");
        Assert.Ignore($"skipped: {program} is not installed");
    }
}
