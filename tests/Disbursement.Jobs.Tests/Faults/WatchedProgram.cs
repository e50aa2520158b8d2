using System.Diagnostics;
using System.Text;
using Disbursement.Jobs.Tests.Cluster;
using Disbursement.Jobs.Tests.Privacy;

namespace Disbursement.Jobs.Tests.Faults;

/// <summary>The program while it runs: what it says is read as it comes, so that something can happen to it at a moment.</summary>
internal sealed class WatchedProgram : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    private readonly Process _process;
    private readonly StringBuilder _said = new();

    public WatchedProgram(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Said
    {
        get
        {
            lock (_said)
                return _said.ToString();
        }
    }

    public bool HasExited => _process.HasExited;

    /// <summary>Starts a command that asks for a password, and gives it.</summary>
    public static WatchedProgram As(DisburseProgram program, string officer, params string[] arguments)
    {
        Process process = program.Start([.. arguments, "--as", officer, "--password-stdin"]);
        process.StandardInput.WriteLine(DisburseProgram.Password);
        process.StandardInput.Close();
        return new WatchedProgram(process);
    }

    /// <summary>Waits for a moment; false where the program ended before it came.</summary>
    public bool Until(Func<bool> isTime)
    {
        long start = Stopwatch.GetTimestamp();
        while (!isTime())
        {
            if (_process.HasExited)
                return false;
            if (Stopwatch.GetElapsedTime(start) > Patience)
                Assert.Fail($"waited in vain; it said:\n{Said}");
            Thread.Sleep(1);
        }

        return !_process.HasExited;
    }

    public bool UntilSaid(string words) => Until(() => Said.Contains(words, StringComparison.Ordinal));

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>SIGTERM.</summary>
    public void Stop() => TestCluster.Signal(_process, "TERM");

    /// <summary>Waits for its end, and not for ever.</summary>
    public int EndSoon()
    {
        Assert.That(_process.WaitForExit(Patience), Is.True, $"it does not end; it said:\n{Said}");
        // Without a limit it waits for the last of what the process said, too.
        _process.WaitForExit();
        return _process.ExitCode;
    }

    /// <summary>Waits for its end.</summary>
    public (int Exit, string Said) End()
    {
        _process.WaitForExit();
        return (_process.ExitCode, Said);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }

    private void Add(string? line)
    {
        lock (_said)
            _said.Append(line).Append('\n');
    }
}
