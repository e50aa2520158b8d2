using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Faults;
using Disbursement.Jobs.Tests.Privacy;
using Disbursement.Jobs.Tests.Tools;

namespace Disbursement.Jobs.Tests.Through;

/// <summary>
/// The service over the data of an office, and callers at its socket: processes all of them. Where the tests run as root, callers are
/// another user of the machine, who has no right on the office's folders.
/// </summary>
internal sealed partial class RunningService : IDisposable
{
    private const string Nobody = "65534";

    private readonly string? _run;
    private readonly WatchedProgram _service;

    /// <param name="office">The office.</param>
    /// <param name="socket">Where it listens; null for a folder of its own.</param>
    public RunningService(TestOffice office, string? socket = null)
    {
        Home = Directory.CreateTempSubdirectory("disburse-home").FullName;
        _run = socket is null ? Directory.CreateTempSubdirectory("disburse-run").FullName : null;
        Socket = socket ?? Path.Combine(_run!, "disburse.sock");
        if (IsRoot)
            RequiredTool.Run("chown", [$"{Nobody}:{Nobody}", Home]);
        if (IsRoot && _run is not null)
        {
            RequiredTool.Run("chgrp", [Nobody, _run]);
            RequiredTool.Run("chmod", ["2750", _run]);
        }

        DisburseProgram program = new(office.Inputs.Root);
        foreach ((string name, string value) in On)
            program.Environment[name] = value;
        _service = new WatchedProgram(program.Start("serve", "--urls", "http://127.0.0.1:0"));
        Assert.That(_service.UntilSaid("Listening on"), Is.True, _service.Said);
    }

    public static bool IsRoot => Environment.UserName == "root" && OperatingSystem.IsLinux();

    /// <summary>A folder of the callers.</summary>
    public string Home { get; }

    public string Socket { get; }

    public string Said => _service.Said;

    public string Url => Address().Matches(Said)[^1].Value;

    private Dictionary<string, string> On => new()
    {
        ["DISBURSE__Acts__OnlyThroughService"] = "true", ["DISBURSE__Acts__Socket"] = Socket,
    };

    public bool HasExited => _service.HasExited;

    /// <summary>Gives a verb as the other user, in the callers' folder.</summary>
    public Said Give(string officer, params string[] words) => Give([TestOffice.Password], [.. words, "--as", officer, "--password-stdin"]);

    public Said Give(string[] lines, params string[] words)
    {
        if (!IsRoot)
            return Cli.Start(Home, On, [], lines, words);

        return Cli.Start(Home, On,
            [RequiredTool.PathOf("setpriv"), "--reuid", Nobody, "--regid", Nobody, "--clear-groups"], lines, words);
    }

    public void Stop() => _service.Kill();

    public void Dispose()
    {
        _service.Dispose();
        if (_run is not null)
            Directory.Delete(_run, recursive: true);
        Directory.Delete(Home, recursive: true);
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+")]
    private static partial Regex Address();
}

/// <summary>What a verb said, apart by where it said it.</summary>
internal sealed record Said(int Exit, string Output, string Errors);

/// <summary>The program as a process of its own.</summary>
internal static class Cli
{
    /// <summary>A verb that does not end by itself is ended, and its exit code is none of ours.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>
    /// The program in a place that every user of the machine may read: where the tests lie in a folder of one user, as a fresh clone does,
    /// another one could not start it.
    /// </summary>
    private static readonly Lazy<string> ForEverybody = new(() =>
    {
        string place = Directory.CreateTempSubdirectory("disburse-program").FullName;
        IEnumerable<string> files = Directory.GetFiles(AppContext.BaseDirectory).Concat(
            new[] { RuntimeInformation.RuntimeIdentifier, "unix" }.Select(name => Path.Combine(AppContext.BaseDirectory, "runtimes", name))
                .Where(Directory.Exists).SelectMany(folder => Directory.GetFiles(folder, "*", SearchOption.AllDirectories)));
        foreach (string file in files)
        {
            string to = Path.Combine(place, Path.GetRelativePath(AppContext.BaseDirectory, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        RequiredTool.Run("chmod", ["-R", "a+rX", place]);
        return place;
    });

    /// <summary>Takes that program away; for the end of all tests.</summary>
    public static void Forget()
    {
        if (ForEverybody.IsValueCreated)
            Directory.Delete(ForEverybody.Value, recursive: true);
    }

    public static Said Start(string folder, Dictionary<string, string> variables, string[] before, string[] lines, params string[] words)
    {
        string[] all = [.. before, Environment.ProcessPath is { } own && Path.GetFileNameWithoutExtension(own) == "dotnet" ? own : "dotnet",
            Path.Combine(before.Length == 0 ? AppContext.BaseDirectory : ForEverybody.Value, "disburse.dll"), .. words,
            .. words.Contains("--lang") || words[0][0] == '[' ? [] : new[] { "--lang", "en" }];
        ProcessStartInfo start = new(all[0], all[1..])
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8, StandardErrorEncoding = Encoding.UTF8,
        };
        foreach ((string name, string value) in variables)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        foreach (string line in lines)
            process.StandardInput.WriteLine(line);
        process.StandardInput.Close();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        return new Said(process.ExitCode, output.Result, errors.Result);
    }
}
