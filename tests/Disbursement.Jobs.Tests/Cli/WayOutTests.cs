using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Tools;

namespace Disbursement.Jobs.Tests.Cli;

/// <summary>Whatever a command line is refused for, the sentence says what to do next, in both languages.</summary>
[TestFixture]
internal sealed class WayOutTests
{
    /// <summary>Another verb, an option, or what the value should be like.</summary>
    private const string WayOut = @"disburse [a-z]+|--[a-z]|such as|like \d|from \d|check its|or more|应如|如 \d|之间|请核对|或更大|set it|设为";

    private TestOffice _office = null!;

    [OneTimeSetUp]
    public void OpenOffice()
    {
        _office = TestOffice.Staffed();
        _office.Inputs.Roster("a.csv", A.Household(1));
        _office.Run();
    }

    [OneTimeTearDown]
    public void CloseOffice() => _office.Dispose();

    [TestCase("run", "--year", "1850")]
    [TestCase("run", "--year", "2026", "--workers", "0")]
    [TestCase("run", "--year", "2026", "--through", "June")]
    [TestCase("run", "--year", "2026", "--value-date", "soon")]
    [TestCase("batch")]
    [TestCase("batch", "show", "2031-1-320302-ocr")]
    [TestCase("batch", "approve", "--run", "2026-1", "--all")]
    [TestCase("decisions", "--run", "2031-1")]
    [TestCase("explain", "--id", "123")]
    [TestCase("explain", "--id", "110101199003070003", "--year", "soon")]
    [TestCase("ledger", "export", "--format", "xlsx")]
    [TestCase("ledger", "export", "--format", "csv", "--county", "32")]
    [TestCase("ledger", "export", "--format", "csv", "--county", "320399")]
    [TestCase("report", "failed", "--year", "2031")]
    [TestCase("report", "failed", "--year", "2026", "--format", "csv")]
    [TestCase("report", "shared-account", "--year", "2026", "--over", "0")]
    [TestCase("forecast", "--years", "-1")]
    [TestCase("db", "restore", "nowhere.db")]
    [TestCase("notices", "test", "--to", "email")]
    [TestCase("users", "list", "--data", "nowhere")]
    [TestCase("db", "check", "--data", "nowhere")]
    [TestCase("users", "list", "--config", "nowhere.json")]
    public async Task A_refused_command_line_says_what_to_do_next(params string[] command)
    {
        foreach (string language in (string[])["en", "zh"])
        {
            string[] data = command.Contains("--data") ? [] : ["--data", _office.Inputs.Data];
            (int exit, string output, string errors) = await Disburse.Run(
                [.. command, "--lang", language, .. data, "--logs", Path.Combine(_office.Inputs.Root, "logs")]);

            Assert.That(exit, Is.EqualTo(2).Or.EqualTo(4), output + errors);
            Assert.That(errors, Does.Match(WayOut));
            Assert.That(errors.Any(one => one is >= '\u4e00' and <= '\u9fff'), Is.EqualTo(language == "zh"), errors);
        }
    }

    [TestCase("disburse batches lists what there is", "batch", "release", "2031-1-320302-ocr")]
    [TestCase("disburse batch show BATCH says how many", "batch", "hold", "2031-1-320302-ocr-000001", "--reason", "later")]
    [TestCase("disburse batches lists what there is", "reissue", "--run", "2031-1")]
    public async Task An_act_on_what_is_not_there_names_the_verb_that_lists_what_is(string wayOut, params string[] command)
    {
        string officer = command[0] == "reissue" ? "zhang" : "li";
        (int exit, _, string errors) = await Disburse.Answer(TestOffice.Password + "\n",
            [.. command, "--as", officer, "--password-stdin", "--lang", "en", "--data", _office.Inputs.Data, "--logs",
                Path.Combine(_office.Inputs.Root, "logs")]);

        Assert.That((exit, errors), Is.EqualTo((2, errors)), errors);
        Assert.That(errors, Does.Contain(wayOut));
    }
}
