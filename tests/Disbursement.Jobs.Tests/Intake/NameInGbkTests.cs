using System.Diagnostics;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Schedule;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Intake;

/// <summary>Files whose names are bytes of GBK, as an archive from a Chinese Windows leaves them on Linux.</summary>
[TestFixture]
[Platform("Linux")]
internal sealed class NameInGbkTests
{
    /// <summary>徐州 in GBK, for a shell.</summary>
    private const string Xuzhou = "\"$(printf '\\320\\354\\326\\335')\"";

    private TestOffice _office = null!;

    private TestInputs Inputs => _office.Inputs;

    private string Rosters => Path.GetDirectoryName(Inputs.PathOf("a"))!;

    [SetUp]
    public void Open()
    {
        _office = TestOffice.Staffed(new TestInputs());
        Inputs.Roster("good.csv", A.Household(9));
    }

    [TearDown]
    public void Close()
    {
        // .NET cannot name them, so it cannot delete them either.
        Shell(Inputs.Root, $"find . -name {Xuzhou}'*' -exec rm -rf '{{}}' +");
        _office.Dispose();
    }

    [Test]
    public void A_roster_is_read_under_its_Chinese_name()
    {
        Inputs.Roster("a.csv", A.Household(1), A.Household(2));
        Shell(Rosters, $"mv a.csv {Xuzhou}.csv");

        TestRun run = Inputs.Read();

        Assert.That((run.Accepted, run.Counts("徐州.csv").Accepted, run.Refusal("徐州.csv")), Is.EqualTo((3L, 2L, "")));
    }

    [Test]
    public void A_correction_replaces_and_a_register_is_looked_up()
    {
        Inputs.Roster("corrections/a.csv", A.Household(9))
            .Register("deaths-a.csv", "id_number,death_date", $"{A.Household(9).MotherId},2026-02-03");
        Shell(Path.Combine(Rosters, "corrections"), $"mv a.csv {Xuzhou}.csv");
        Shell(Path.Combine(Inputs.Inputs, "registers", "2026"), $"mv deaths-a.csv deaths-{Xuzhou}.csv");

        TestRun run = Inputs.Read();
        Shell(Path.Combine(Inputs.Inputs, "registers", "2026"), $"rm deaths-{Xuzhou}.csv");

        Assert.That((run.Accepted, run.Counts("good.csv").Replaced, run.Counts("corrections/徐州.csv").Accepted),
            Is.EqualTo((1L, 1L, 1L)));
        Assert.That(run.Json.ToString(), Does.Contain("deaths-徐州.csv"));
    }

    [Test]
    public void Two_rosters_whose_names_say_the_same_are_refused_and_both_are_named()
    {
        Inputs.Roster("徐州.csv", A.Household(1));
        Shell(Rosters, $"cp good.csv {Xuzhou}.csv");

        TestRun run = Inputs.Read();

        Assert.That(run.Accepted, Is.EqualTo(1));
        Assert.That(run.Refusal("徐州.csv"), Does.Contain("(徐州.csv, \\xD0\\xEC\\xD6\\xDD.csv): rename one of them"));
    }

    [TestCase("mkfifo", "pipe")]
    [TestCase("ln -s good.csv", "link")]
    [TestCase("mkdir", "folder")]
    [CancelAfter(60_000)]
    public void What_is_no_plain_file_is_refused(string make, string reason)
    {
        Shell(Rosters, $"{make} {Xuzhou}.csv");

        TestRun run = Inputs.Read();

        Assert.That((run.Accepted, run.Refusal("徐州.csv").Contains(reason, StringComparison.Ordinal)), Is.EqualTo((1L, true)),
            run.Refusal("徐州.csv"));
    }

    [Test]
    public void A_return_is_taken_under_its_Chinese_name()
    {
        File.WriteAllText(Path.Combine(Inputs.Root, "r.csv"), "payment_no,amount,status,reason,settled_on\nnone,1.00,paid,,2026-06-05\n");
        ActOutcome before = _office.Import(Path.Combine(Inputs.Root, "徐州.csv"));
        Shell(Inputs.Root, $"mv r.csv {Xuzhou}.csv");

        ActOutcome outcome = _office.Import(Path.Combine(Inputs.Root, "徐州.csv"));

        Assert.That(before, Is.TypeOf<ActOutcome.Refused>(), "there is no such file yet");
        Assert.That(outcome, Is.TypeOf<ActOutcome.Done>());
        Assert.That(((ActOutcome.Done)outcome).English, Does.Contain("徐州.csv"));
    }

    [Test]
    public void A_return_in_the_inbox_is_seen_and_stops_no_other()
    {
        string inbox = Directory.CreateDirectory(Path.Combine(Inputs.Root, "inbox", "bank")).FullName;
        File.WriteAllText(Path.Combine(inbox, "a.csv"), "abc");
        Shell(inbox, $"cp a.csv {Xuzhou}.csv; cp a.csv \"$(printf '\\377.csv')\"");

        InboxFile[] seen = [.. InboxFile.Look(Path.GetDirectoryName(inbox)!)];
        Shell(inbox, "rm \"$(printf '\\377.csv')\"");

        Assert.That(seen.Select(file => (Path.GetFileName(file.Path), file.Bytes)),
            Is.EqualTo(new[] { ("a.csv", 3L), ("徐州.csv", 3L), ("\uFFFD.csv", 0L) }));
    }

    [Test]
    public void It_is_listed_with_its_hash_and_neither_withdrawn_nor_replaced_before_it_is_renamed()
    {
        Shell(Rosters, $"mv good.csv {Xuzhou}.csv");
        using DisbursementDb db = _office.Setting.Store.Model();

        LyingRoster lying = new ListRosters().Run(db, Inputs.Inputs, 2026).Single();
        ActOutcome outcome = new WithdrawRoster(_office.Setting, Inputs.Inputs)
            .Run(2026, "徐州.csv", null, _office.Operator, "交错了", CancellationToken.None);

        Assert.That((lying.Name, lying.Bytes > 0, lying.Sha256.Length), Is.EqualTo(("徐州.csv", true, 64)));
        Assert.That(((ActOutcome.Refused)outcome).Refusal.English, Does.Contain("rename the file"));
    }

    [Test]
    [CancelAfter(120_000)]
    public void A_word_of_the_command_line_is_understood()
    {
        string program = Path.Combine(AppContext.BaseDirectory, "disburse.dll");
        using Process shell = Process.Start(new ProcessStartInfo(
            "/bin/sh", ["-c", $"dotnet '{program}' policy check {Xuzhou}.yaml --lang zh"]) { RedirectStandardOutput = true,
            WorkingDirectory = Inputs.Root })!;
        string said = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();

        Assert.That(said, Does.StartWith("徐州.yaml：pack：文件不存在"));
    }

    [Test]
    public void Bytes_that_are_neither_UTF_8_nor_GB18030_say_no_name()
    {
        Assert.That((NameBytes.OfGb18030([0xD0, 0xEC, 0xD6, 0xDD]), NameBytes.OfGb18030("徐州"u8), NameBytes.OfGb18030([0xFF, 0xFE]),
            NameBytes.OfGb18030([0xAA, 0xA1])), Is.EqualTo(("徐州", (string?)null, (string?)null, (string?)null)));
        Assert.That(NameBytes.Escaped([0xD0, 0x20, (byte)'a']), Is.EqualTo("\\xD0\\x20a"));
    }

    private static void Shell(string folder, string command)
    {
        using Process shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]) { WorkingDirectory = folder })!;
        shell.WaitForExit();
        Assert.That(shell.ExitCode, Is.Zero, command);
    }
}
