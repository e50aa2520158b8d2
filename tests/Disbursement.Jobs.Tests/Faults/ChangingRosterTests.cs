using System.Security.Cryptography;
using System.Text;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Tests.Privacy;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Faults;

/// <summary>Somebody works on a roster while it is read: what counts is what was read, it is in the archive, and the run says so.</summary>
[TestFixture]
internal sealed class ChangingRosterTests
{
    private const int Bytes = 48 << 20;
    private const int Tries = 5;

    private TestInputs _inputs = null!;

    [SetUp]
    public void MakeInputs() => _inputs = new TestInputs();

    [TearDown]
    public void RemoveInputs() => _inputs.Dispose();

    [TestCase("grows", "changed while it was read", "读取过程中文件被改动")]
    [TestCase("shrinks", "changed while it was read", "读取过程中文件被改动")]
    [TestCase("is written over", "changed while it was read", "读取过程中文件被改动")]
    [TestCase("is replaced", "changed while it was read", "读取过程中文件被改动")]
    [TestCase("is deleted", "vanished while it was read", "读取过程中文件消失")]
    public void A_roster_that_is_not_left_alone_is_told_of_and_what_was_read_is_kept(string what, string english, string chinese)
    {
        SealedInputs archive = new(Path.Combine(_inputs.Root, "archive"), KeyRing.Fleeting());
        OpenedRoster? opened = null;
        for (int i = 0; i < Tries && opened?.Changed is null; i++)
            opened = OpenWhile(archive, what);

        using PlainCopy copy = archive.Copy(opened!.Sha256, CancellationToken.None);
        byte[] kept = File.ReadAllBytes(copy.Path);
        Assert.That(opened.Changed?.English, Does.StartWith(english).And.Contain(opened.Sha256).And.Contain($"{kept.Length} bytes"));
        Assert.That(opened.Changed?.Chinese, Does.StartWith(chinese));
        Assert.That((Convert.ToHexStringLower(SHA256.HashData(kept)), opened.Bytes), Is.EqualTo((opened.Sha256, (long)kept.Length)));
    }

    [Test]
    public void A_roster_that_is_left_alone_is_not_told_of()
    {
        string path = _inputs.Roster("a.csv", A.Household(1)).PathOf("a.csv");
        SealedInputs archive = new(Path.Combine(_inputs.Root, "archive"), KeyRing.Fleeting());

        Assert.That(new OpenRoster(archive, _inputs.Root)
            .Run(new RosterFile(0, path, "a.csv", false), RosterColumns.Table, CancellationToken.None).Changed, Is.Null);
    }

    /// <summary>The whole way: lists, summaries, what the operator is told, and the replay from what was kept.</summary>
    [TestCase("--workers=1", "en", "slow.csv: vanished while it was read")]
    [TestCase("--workers=2", "zh", "slow.csv：读取过程中文件消失")]
    public void The_run_says_so_on_stdout_and_in_its_summary_and_can_be_computed_again(string how, string language, string words)
    {
        DisburseProgram program = new(_inputs.Root);
        string path = _inputs.PathOf("slow.csv");
        byte[] roster =
            [.. Encoding.UTF8.GetBytes(Rosters.RosterText.Of([.. Enumerable.Range(1, 50).Select(number => A.Household(number))])),
                .. Enumerable.Repeat((byte)'\n', Bytes / 2)];
        File.WriteAllBytes(path, roster);
        using WatchedProgram one = new(program.Start("run", "--year", "2026", how, "--lang", language));
        bool isCaught = one.Until(() => Directory.Exists(Path.Combine(_inputs.Data, "work"))
            && Directory.GetFiles(Path.Combine(_inputs.Data, "work"), "*.copy", SearchOption.AllDirectories).Length > 0);
        File.Delete(path);

        (int exit, string said) = one.End();
        string text = File.ReadAllText(Path.Combine(_inputs.Out, "2026-1", "summary.txt")),
            json = File.ReadAllText(Path.Combine(_inputs.Out, "2026-1", "summary.json"));

        Assert.That((isCaught, exit), Is.EqualTo((true, 1)), said);
        Assert.That(said, Does.Contain(words));
        Assert.That(text,
            Does.Contain(words.Split(": ")[^1].Split('：')[^1]).And.Contain(Convert.ToHexStringLower(SHA256.HashData(roster))));
        Assert.That(json, Does.Contain(words.Split(": ")[^1].Split('：')[^1]));
        Assert.That(program.Run("verify", "--replay").Exit, Is.Zero);
    }

    private OpenedRoster OpenWhile(SealedInputs archive, string what)
    {
        string path = _inputs.PathOf("a.csv"), other = path + ".other", copy = Path.Combine(_inputs.Root, "roster-00000.copy");
        byte[] rows = new byte[Bytes];
        Array.Fill(rows, (byte)'\n');
        Encoding.UTF8.GetBytes("region_code\n").CopyTo(rows, 0);
        File.WriteAllBytes(path, rows);
        File.WriteAllText(other, "region_code\n");
        using Barrier ready = new(2);
        Thread writer = new(() =>
        {
            ready.SignalAndWait();
            while (!File.Exists(copy))
                Thread.SpinWait(50);
            Change(what, path, other);
        });
        writer.Start();
        ready.SignalAndWait();
        OpenedRoster opened = new OpenRoster(archive, _inputs.Root)
            .Run(new RosterFile(0, path, "a.csv", false), RosterColumns.Table, CancellationToken.None);
        writer.Join();
        return opened;
    }

    private static void Change(string what, string path, string other)
    {
        switch (what)
        {
            case "grows":
                File.AppendAllText(path, "a new row\n");
                break;
            case "shrinks":
                using (FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
                    file.SetLength(Bytes - 100);
                break;
            case "is written over":
                using (FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
                    file.Write("other"u8);
                break;
            case "is replaced":
                File.Move(other, path, overwrite: true);
                break;
            default:
                File.Delete(path);
                break;
        }
    }
}
