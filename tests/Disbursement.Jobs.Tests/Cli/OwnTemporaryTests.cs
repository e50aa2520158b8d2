using System.Diagnostics;
using System.Runtime.Versioning;
using Disbursement.Jobs.Tests.Privacy;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Cli;

/// <summary>Temporary files of the program stand in its own work folder, for their owner alone, and nothing of them stays.</summary>
[TestFixture]
[Platform("Linux")]
[UnsupportedOSPlatform("windows")]
internal sealed class OwnTemporaryTests
{
    private TestInputs _inputs = null!;

    private string Work => Path.Combine(_inputs.Data, "work");

    [SetUp]
    public void MakeInputs()
    {
        _inputs = new TestInputs().Roster("a.csv", A.Household(1));
        _inputs.Run();
    }

    [TearDown]
    public void RemoveInputs() => _inputs.Dispose();

    [Test]
    [CancelAfter(120_000)]
    public void What_a_killed_process_left_is_its_owners_alone_and_swept_by_the_next_one(CancellationToken stop)
    {
        string machine = Directory.CreateDirectory(Path.Combine(_inputs.Root, "machine")).FullName;
        DisburseProgram program = new(_inputs.Root);
        program.Environment["TMPDIR"] = machine;
        using (Process serve = program.Start("serve", "--urls", "http://127.0.0.1:0"))
        {
            while (!Directory.Exists(Own(serve)))
            {
                Assert.That(serve.HasExited, Is.False, "it serves");
                stop.ThrowIfCancellationRequested();
                Thread.Sleep(50);
            }

            Assert.That(File.GetUnixFileMode(Own(serve)),
                Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
            Assert.That(File.ReadAllLines($"/proc/{serve.Id}/limits").Single(line => line.StartsWith("Max core", StringComparison.Ordinal)),
                Does.Match("Max core file size +1 +1 "), "no image of its memory");
            serve.Kill();
            serve.WaitForExit();
            File.WriteAllText(Path.Combine(Own(serve), "left"), "a person");
        }

        (int exit, string said) = program.Run("explain", "--id", A.Household(1).MotherId);

        Assert.That((exit, Directory.GetDirectories(Work, "tmp-*")), Is.EqualTo((0, Array.Empty<string>())), said);
        Assert.That(Directory.GetFileSystemEntries(machine, "disburse-*"), Is.Empty);
    }

    [Test]
    public void Nothing_needs_the_folder_of_temporary_files_of_the_machine()
    {
        string machine = Path.Combine(_inputs.Root, "not-there");
        DisburseProgram program = new(_inputs.Root) { Environment = { ["TMPDIR"] = machine, ["DOTNET_EnableDiagnostics"] = "0" } };

        foreach (string[] command in new[]
        {
            ["run", "--year", "2026"], ["explain", "--id", A.Household(1).MotherId], ["verify", "--replay"], ["forecast", "--years", "1"],
            new[] { "report", "promises" },
        })
        {
            (int exit, string said) = program.Run(command);
            Assert.That(exit, Is.Zero, $"{string.Join(' ', command)}: {said}");
        }

        Assert.That(Directory.Exists(machine), Is.False);
    }

    [Test]
    public void What_the_program_writes_is_for_its_owner_alone()
    {
        Assert.That(new DisburseProgram(_inputs.Root).Run("run", "--year", "2026", "--out", "elsewhere").Exit, Is.EqualTo(0));

        Assert.That(Directory.GetFiles(Path.Combine(_inputs.Root, "elsewhere"), "*", SearchOption.AllDirectories)
            .Where(file => (File.GetUnixFileMode(file) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != 0), Is.Empty);
    }

    private string Own(Process process) =>
        Path.Combine(Work, $"tmp-{Environment.MachineName.ToLowerInvariant().Replace('.', '_')}.{process.Id}");
}
