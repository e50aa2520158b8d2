using System.Diagnostics;
using System.Text;

namespace Disbursement.Jobs.Tests.Privacy;

/// <summary>
/// The program as it is built, started as a process of its own in a folder that has <c>data</c>, <c>out</c>, <c>inputs</c> and <c>logs</c>.
/// </summary>
/// <param name="root">The folder.</param>
/// <param name="entry">What is started; the program itself, unless a test starts it otherwise.</param>
internal sealed class DisburseProgram(string root, string entry = "disburse.dll")
{
    public const string Password = "a long password";

    /// <summary>Variables of the environment beside those that are there.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    /// <summary>Starts a command; what it says is there to be read.</summary>
    public Process Start(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, entry), .. arguments,
            .. arguments.Contains("--lang") ? Array.Empty<string>() : ["--lang", "en"]])
        {
            WorkingDirectory = root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach ((string name, string value) in Environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Runs a command to its end; returns its exit code and everything it said.</summary>
    public (int Exit, string Said) Run(params string[] arguments) => Answer([Password, Password], arguments);

    /// <summary>Runs a command to its end, and answers with these lines what it asks for.</summary>
    public (int Exit, string Said) Answer(string[] lines, params string[] arguments)
    {
        using Process process = Start(arguments);
        foreach (string line in lines)
            process.StandardInput.WriteLine(line);
        process.StandardInput.Close();
        return Said(process);
    }

    /// <summary>Adds an officer, who then chooses a password of their own.</summary>
    public (int Exit, string Said) Hire(string administrator, string name, string role)
    {
        const string given = "given for the first day";
        (int exit, string said) =
            Answer([Password, given], "users", "add", name, "--role", role, "--as", administrator, "--password-stdin");
        return exit == 0 ? Answer([given, Password], "users", "password", name, "--as", name, "--password-stdin") : (exit, said);
    }

    /// <summary>Runs a command as an officer.</summary>
    public (int Exit, string Said) As(string officer, params string[] arguments) =>
        Run([.. arguments, "--as", officer, "--password-stdin"]);

    public static (int Exit, string Said) Said(Process process)
    {
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd() + errors.Result;
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
