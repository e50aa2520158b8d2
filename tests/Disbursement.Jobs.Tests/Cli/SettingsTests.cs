using System.CommandLine;
using Disbursement.Jobs.Cli;
using Disbursement.Jobs.Runs;

namespace Disbursement.Jobs.Tests.Cli;

[NonParallelizable]
public sealed class SettingsTests
{
    private string _file = "";

    [SetUp]
    public void WriteFile() => File.WriteAllText(_file = Path.GetTempFileName(), """{ "Data": "from-file", "Language": "zh" }""");

    [TearDown]
    public void DeleteFile() => File.Delete(_file);

    [Test]
    public void The_command_line_wins_over_the_environment_and_that_over_the_file()
    {
        Environment.SetEnvironmentVariable("DISBURSE__Data", null);
        string fromFile = Data("--config", _file);
        Environment.SetEnvironmentVariable("DISBURSE__Data", "from-environment");
        string fromEnvironment = Data("--config", _file);
        string fromLine = Data("--config", _file, "--data", "from-line");
        Environment.SetEnvironmentVariable("DISBURSE__Data", null);

        Assert.That((fromFile, fromEnvironment, fromLine), Is.EqualTo(("from-file", "from-environment", "from-line")));
    }

    [Test]
    public void The_language_may_stand_in_the_file() =>
        Assert.That((Settings.IsChinese(Parse("--config", _file)), Settings.IsChinese(Parse("--config", _file, "--lang", "en"))),
            Is.EqualTo((true, false)));

    [Test]
    public void A_missing_or_broken_file_is_named()
    {
        File.WriteAllText(_file, "{ nothing");

        Assert.That(() => Data("--config", "/nowhere.json"), Throws.InstanceOf<RunRefusal>().With.Message.Contains("/nowhere.json"));
        Assert.That(() => Data("--config", _file), Throws.InstanceOf<RunRefusal>().With.Message.Contains(_file));
    }

    [Test]
    public void A_file_is_no_folder() => Assert.That(() => Data("--config", _file, "--data", _file), Throws.InstanceOf<RunRefusal>()
        .With.Message.EqualTo($"--data {_file} is a file, or a link that leads nowhere: name a folder.")
        .And.Property("Chinese").Contains("文件夹"));

    [Test]
    [Platform("Linux")]
    public void A_device_is_refused_before_it_is_read() =>
        Assert.That(() => Data("--config", "/dev/null"), Throws.InstanceOf<RunRefusal>()
            .With.Message.Contains("/dev/null is a pipe, a socket or").And.Property("Chinese").Contains("设备"));

    [Test]
    public void What_is_mistyped_is_named_and_not_passed_over()
    {
        File.WriteAllText(_file, """{ "Data": "data", "Signings": { "Certificate": "seal.p12" } }""");

        Assert.That(() => Data("--config", _file), Throws.InstanceOf<RunRefusal>().With.Message.Contains("says Signings, which")
            .And.Property("Chinese").Contains("Signings"));
    }

    [Test]
    public void What_is_mistyped_in_a_section_is_named_too()
    {
        File.WriteAllText(_file, """
            { "Acts": { "OnlyThroughServise": true }, "Approval": { "TwoReviewers": 1 }, "Tls": "seal.p12", "Telemetry": { "Otlp": "" } }
            """);

        Assert.That(() => Data("--config", _file), Throws.InstanceOf<RunRefusal>()
            .With.Message.Contains("says Acts:OnlyThroughServise, Approval:TwoReviewers, Tls, which"));
    }

    private static string Data(params string[] line) => Settings.Of(Parse(line), CommonOptions.Data, "Data");

    private static ParseResult Parse(params string[] line) =>
        new RootCommand { CommonOptions.Data, CommonOptions.Language, Settings.ConfigurationFile }.Parse(line);
}
