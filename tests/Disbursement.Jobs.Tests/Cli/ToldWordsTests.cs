using System.Text.RegularExpressions;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Proofs;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Tools;

namespace Disbursement.Jobs.Tests.Cli;

/// <summary>
/// What the terminal tells of an office in which everything has happened: amounts in groups, and no stored word on Chinese screens.
/// </summary>
[TestFixture]
internal sealed partial class ToldWordsTests
{
    private TestOffice _office = null!;

    [OneTimeSetUp]
    public void OpenOffice() => _office = FullStory.Tell(TestOffice.Staffed());

    [OneTimeTearDown]
    public void CloseOffice() => _office.Dispose();

    [TestCase("acts", "--last", "500")]
    [TestCase("users", "list")]
    [TestCase("stop", "list", "--all")]
    [TestCase("objection", "list")]
    [TestCase("receivable", "list")]
    [TestCase("returns", "list")]
    [TestCase("batches")]
    [TestCase("batch", "show", FullStory.Rewards)]
    [TestCase("batch", "show", FullStory.Disability)]
    [TestCase("batch", "show", FullStory.Disability + "-000001")]
    [TestCase("batch", "show", FullStory.Held + "-000002")]
    [TestCase("batch", "sample", FullStory.Disability, "--seed", "7")]
    [TestCase("explain", "--id", "")]
    [TestCase("ledger", "balance")]
    [TestCase("report", "unpaid")]
    [TestCase("report", "receivables")]
    [TestCase("report", "overdue", "--all")]
    [TestCase("report", "steps", "--year", "2026")]
    [TestCase("report", "unanswered", "--year", "2026")]
    [TestCase("report", "recovered", "--year", "2026")]
    [TestCase("notice", "--run", "2026-1")]
    [TestCase("ledger", "export", "--format", "csv", "--out", "")]
    public async Task Amounts_are_in_groups_and_stored_words_are_said_in_chinese(params string[] command)
    {
        if (command is ["explain", ..])
            command[2] = FullStory.WithDisabledChild(3).MotherId;
        string folder = Path.Combine(_office.Inputs.Root, "told");
        string[] where = command switch
        {
            ["ledger", "export", ..] => [.. command[..^1], Path.Combine(Directory.CreateDirectory(folder).FullName, "ledger.csv")],
            ["notice", ..] => [.. command, "--out", folder],
            _ => command,
        };
        (int exit, string output, string errors) = await Disburse.Run(
            [.. where, "--lang", "zh", "--data", _office.Inputs.Data, "--logs", Path.Combine(_office.Inputs.Root, "logs")]);

        Assert.That(exit, Is.EqualTo(0).Or.EqualTo(1), output + errors);
        string told = AsWritten().Replace(output.Replace(_office.Inputs.Root, "", StringComparison.Ordinal), "");
        Assert.That(Ungrouped().Matches(told).Select(amount => amount.Value), Is.Empty, output);

        // The short word of an act is what an option asks for; it stands behind the words.
        string said = command[0] == "acts" ? Codes().Replace(told, "$1") : told;
        Assert.That(Stored().Matches(said).Select(word => word.Value).Distinct(), Is.Empty, output);
    }

    [GeneratedRegex(@"(?<![\d.,/])\d{4,}\.\d\d(?!\d)")]
    private static partial Regex Ungrouped();

    [GeneratedRegex(@"(?m)^.*(参数|标准): .*$|如1770\.00|the first administrator")]
    private static partial Regex AsWritten();

    [GeneratedRegex(@"([一-鿿]) [a-z]+(-[a-z]+)*\b")]
    private static partial Regex Codes();

    [GeneratedRegex(@"(?<![-\w:/.])(proposed|approved|released|settled|rejected|paid|failed|held|cancelled|reissued|accrue|recover|offset|"
        + @"release|bounced|late|repaid|waived|withdrawn|duplicate|returned|mother|father|child|guardian|done|refused|operator|reviewer|"
        + @"auditor|administrator|granted|unclaimed|all|assumed|verified|approve|settle|hold|void)(?![-\w:.])")]
    private static partial Regex Stored();
}
