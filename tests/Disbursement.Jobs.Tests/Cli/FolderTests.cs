using Disbursement.Jobs.Tests.Privacy;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Tools;

namespace Disbursement.Jobs.Tests.Cli;

/// <summary>Paths that are not absolute start in the folder in which a command is given, wherever the program lies.</summary>
[TestFixture]
internal sealed class FolderTests
{
    [Test]
    public void Relative_folders_are_those_of_whoever_gives_the_command()
    {
        using TestInputs inputs = new();
        inputs.Roster("a.csv", A.Household(1));
        string desk = Directory.CreateDirectory(Path.Combine(inputs.Root, "desk")).FullName;

        (int exit, string said) = new DisburseProgram(desk).Run(
            "run", "--year", "2026", "--inputs", "../inputs", "--data", "../books/data", "--out", "out", "--logs", "./logs");

        Assert.That(exit, Is.Zero, said);
        string[] written = ["books/data/disbursement.db", "desk/out/2026-1/summary.json", "desk/logs"];
        Assert.That(written.Where(path => !Path.Exists(Path.Combine(inputs.Root, path))), Is.Empty);
        Assert.That(Directory.GetFileSystemEntries(desk).Select(Path.GetFileName), Is.EquivalentTo(["logs", "out"]));
    }

    /// <summary>The Web SDK would have <c>dotnet run</c> change to the folder of the project.</summary>
    [Test]
    public void Dotnet_run_stays_in_the_folder_in_which_it_is_given()
    {
        string project = Path.Combine(Repository.Root, "src", "Disbursement.Jobs");
        ToolAnswer answer = RequiredTool.Run("dotnet", ["msbuild", project, "-getProperty:RunWorkingDirectory", "-nologo"]);

        Assert.That((answer.Exit, answer.Output.Trim()), Is.EqualTo((0, "")), answer.Said);
    }
}
