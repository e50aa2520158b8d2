using System.Text.RegularExpressions;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Proofs;
using Disbursement.Jobs.Tests.Tools;
using Spectre.Console;

namespace Disbursement.Jobs.Tests.Cli;

/// <summary>Every verb that prints a table, in an office where everything happened once, on a screen of 80 columns.</summary>
/// <remarks>The width is the environment's, which is the whole process's.</remarks>
[TestFixture]
[NonParallelizable]
internal sealed partial class TablesTests
{
    private const string Width = "COLUMNS";

    private TestOffice _office = null!;

    [OneTimeSetUp]
    public void TellStory() => _office = FullStory.Copy();

    [OneTimeTearDown]
    public void CloseOffice() => _office.Dispose();

    [TearDown]
    public void ForgetWidth() => Environment.SetEnvironmentVariable(Width, null);

    [TestCase("batches")]
    [TestCase("acts", "--last", "60")]
    [TestCase("returns", "list")]
    [TestCase("ledger", "balance")]
    [TestCase("report", "unpaid")]
    [TestCase("report", "requisition", "--run", "2026-1")]
    [TestCase("report", "settlement", "--run", "2026-1")]
    [TestCase("report", "failed", "--year", "2026")]
    [TestCase("report", "steps", "--year", "2026")]
    [TestCase("report", "check-sample", "--year", "2026", "--seed", "7")]
    [TestCase("receivable", "list")]
    [TestCase("forecast", "--years", "5")]
    public async Task Fits_a_screen_and_breaks_no_amount_date_number_or_hash(params string[] verb)
    {
        foreach (string language in verb[0] == "forecast" ? (string[])["zh"] : ["zh", "en"])
        {
            string wide = await Say(verb, language, "400"), narrow = await Say(verb, language, "80");

            string[] tooWide = [.. narrow.Split('\n').Where(line => IsOfTable(line) && line.TrimEnd().GetCellWidth() > 80)];
            Assert.That(tooWide, Is.Empty);
            Assert.That(Whole(narrow), Is.EqualTo(Whole(wide)).And.Not.Empty);
        }
    }

    [Test]
    public async Task A_table_that_fits_no_screen_becomes_a_list_of_entries()
    {
        string wide = await Say(["batches"], "en", "400"), narrow = await Say(["batches"], "en", "80");

        Assert.That(wide, Does.Match(@"batch\s+│?\s*state"), "a heading where there is room");
        Assert.That(narrow, Does.Match(@"(?m)^  2026-1-320302-ocr\r?$").And.Match("state: settled   payments: 3"));
    }

    private async Task<string> Say(string[] verb, string language, string columns)
    {
        Environment.SetEnvironmentVariable(Width, columns);
        string[] places = verb[0] == "forecast"
            ? ["--inputs", _office.Inputs.Inputs, "--to", Path.Combine(_office.Inputs.Root, "forecast")]
            : [];
        (int exit, string output, string errors) = await Disburse.Run(
            [.. verb, "--lang", language, "--data", _office.Inputs.Data, "--logs", Path.Combine(_office.Inputs.Root, "logs"), .. places]);
        Assert.That(exit, Is.AnyOf(0, 1), errors);
        return output;
    }

    /// <summary>Sentences are broken by the terminal.</summary>
    private static bool IsOfTable(string line) => line.StartsWith(' ') && !line.StartsWith("  - ", StringComparison.Ordinal);

    /// <summary>Amounts, days, numbers of batches and payments, and hashes, in any order.</summary>
    private static string[] Whole(string text) =>
        [.. Piece().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"\b[0-9a-f]{64}\b|\b\d{4}-\d+-\d{6}-\w+(?:-\d+)?|\b\d{4}-\d\d-\d\d\b|-?\d[\d,]*\.\d\d\b")]
    private static partial Regex Piece();
}
