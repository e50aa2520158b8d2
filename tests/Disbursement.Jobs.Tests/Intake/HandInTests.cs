using System.Diagnostics;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Intake;

/// <summary>What is handed in by an officer is looked at before anything of it is kept.</summary>
[TestFixture]
internal sealed class HandInTests
{
    private TestOffice _office = null!;

    [SetUp]
    public void Open() => _office = TestOffice.Staffed();

    [TearDown]
    public void Close() => _office.Dispose();

    [TestCase("mkfifo \"$0\"", "pipe")]
    [TestCase("ln -s /dev/zero \"$0\"", "link")]
    [TestCase("ln -s /etc/hostname \"$0\"", "link")]
    [TestCase("mkdir \"$0\"", "folder")]
    [Platform("Linux")]
    [CancelAfter(60_000)]
    public void A_return_that_is_no_plain_file_is_refused_before_it_is_copied(string make, string reason)
    {
        string file = Path.Combine(_office.Inputs.Root, "returns.csv");
        Shell(make, file);

        ActOutcome outcome = _office.Import(file);

        Assert.That(Said(outcome), Does.Contain("UNREADABLE").And.Contain(reason));
        Assert.That(Archived(), Is.Empty);
    }

    [TestCase("mkfifo \"$0\"", "pipe")]
    [TestCase("ln -s /dev/zero \"$0\"", "link")]
    [Platform("Linux")]
    [CancelAfter(60_000)]
    public void A_correction_that_is_no_plain_file_is_refused_before_it_is_copied(string make, string reason)
    {
        string file = Path.Combine(_office.Inputs.Root, "a.csv");
        Shell(make, file);

        Assert.That(Said(Correct(file)), Does.Contain("UNREADABLE").And.Contain(reason));
        Assert.That((Archived(), Corrections()), Is.EqualTo((Array.Empty<string>(), Array.Empty<string>())));
    }

    [TestCase("~$a.xlsx", "NOT-READ", "open in Excel")]
    [TestCase(".a.csv", "NOT-READ", "hidden")]
    [TestCase("a.et", "NOT-READ", "Save As")]
    [TestCase("a.txt", "NOT-READ", ".csv")]
    [TestCase("a.xls", "UNREADABLE", "a.xls")]
    [TestCase("a.xlsx", "UNREADABLE", "Excel")]
    public void A_correction_that_no_run_would_read_is_refused_with_the_way_out(string name, string code, string reason)
    {
        string file = Path.Combine(_office.Inputs.Root, name);
        File.WriteAllText(file, "x");

        Assert.That(Said(Correct(file)), Does.Contain(code).And.Contain(reason));
        Assert.That((Archived(), Corrections()), Is.EqualTo((Array.Empty<string>(), Array.Empty<string>())));
    }

    [Test]
    public void A_correction_whose_households_would_be_rejected_says_so_when_it_is_handed_in()
    {
        ActOutcome outcome = _office.Correct("a.csv", null, A.Household(1), A.Household(2).Mother(("id_number", "320302198503040025")));

        Assert.That(Said(outcome),
            Does.Contain("1 household accepted").And.Contain("1 household would be rejected").And.Contain("line 5"));
        Assert.That(((ActOutcome.Done)outcome).NeedsPerson, Is.True);
    }

    private ActOutcome Correct(string file) =>
        new ImportCorrection(_office.Setting).Run(file, 2026, _office.Inputs.Inputs, _office.Operator, CancellationToken.None);

    private static string Said(ActOutcome outcome) => outcome switch
    {
        ActOutcome.Refused refused => $"{refused.Refusal.Code} {refused.Refusal.English}",
        ActOutcome.Done done => done.English,
        _ => outcome.ToString(),
    };

    private string[] Archived() => Files(Path.Combine(_office.Inputs.Data, "archive"));

    private string[] Corrections() => Files(Path.Combine(_office.Inputs.Inputs, "rosters", "2026", "corrections"));

    private static string[] Files(string folder) => Directory.Exists(folder)
        ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
        : [];

    private static void Shell(string command, string file)
    {
        using Process shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command, file]))!;
        shell.WaitForExit();
        Assert.That(shell.ExitCode, Is.Zero);
    }
}
