using System.Net.Sockets;
using Disbursement.Jobs.Cli;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Tools;

namespace Disbursement.Jobs.Tests.Through;

/// <summary>Where acts go through the service alone, no verb opens the data folder, whoever gives it.</summary>
[TestFixture]
internal sealed class DirectWayTests
{
    private TestOffice _office = null!;
    private string _socket = null!;

    [SetUp]
    public void Open()
    {
        _office = TestOffice.Staffed();
        _office.Inputs.Roster("a.csv", A.Household(1));
        _office.Run();
        _socket = Path.Combine(_office.Inputs.Root, "run", "s");
    }

    [TearDown]
    public void Close() => _office.Dispose();

    /// <summary>A new verb says here how it is carried out; until then it is refused where the setting is on.</summary>
    [Test]
    public void Every_verb_stands_in_the_table_with_every_word_of_it()
    {
        string[] verbs = [.. VerbWays.Leaves(CommandLine.Root()).Select(TellHelp.PathOf)];
        string[] unknown = [.. VerbWays.Leaves(CommandLine.Root()).Where(verb => VerbWays.Of(TellHelp.PathOf(verb)).Way == VerbWay.Through)
            .SelectMany(verb => verb.Options.Select(option => option.Name).Concat(verb.Arguments.Select(argument => argument.Name))
                .Where(name => !VerbWays.Of(TellHelp.PathOf(verb)).IsKnown(name)).Select(name => $"{TellHelp.PathOf(verb)} {name}"))];

        Assert.That(verbs.Except(VerbWays.Verbs), Is.Empty, "not in the table");
        Assert.That(VerbWays.Verbs.Except(verbs), Is.Empty, "no such verb");
        Assert.That(unknown, Is.Empty, "words that the table does not know");
    }

    [TestCase("batches")]
    [TestCase("batch", "approve", "2026-1-320302-ocr", "--sha256", "00")]
    [TestCase("explain", "--id", "110101199003070003")]
    public void A_service_that_does_not_run_is_told_with_the_way_out_and_nothing_is_opened(params string[] words)
    {
        string before = Books();
        Said said = Give(true, [.. words, "--as", "li", "--password-stdin"]);

        Assert.That((said.Exit, said.Output), Is.EqualTo((4, "")), said.Errors);
        Assert.That(said.Errors, Does.Contain("systemctl start disburse").And.Contain(_socket).And.Contain("Acts:Socket"));
        Assert.That(Books(), Is.EqualTo(before));
    }

    [TestCase("console", "run", "--year", "2026")]
    [TestCase("owner of the data", "db", "backup", "copy.db")]
    [TestCase("owner of the data", "db", "check")]
    [TestCase("owner of the data", "keys", "rotate", "--as", "chen", "--password-stdin")]
    public void What_cannot_go_through_is_refused_and_says_who_can(string who, params string[] words)
    {
        string before = Books();
        Said said = Give(true, words);

        Assert.That((said.Exit, said.Output), Is.EqualTo((3, "")), said.Errors);
        Assert.That(said.Errors, Does.Contain(who));
        Assert.That(Books(), Is.EqualTo(before));
    }

    [Test]
    public void What_needs_no_data_folder_runs_where_it_is_given() =>
        Assert.That(Give(true, "policy", "check", _office.Inputs.Pack).Exit, Is.LessThan(2));

    [Test]
    public void A_shell_that_completes_words_opens_nothing()
    {
        string[] ask = ["[suggest:11]", "batch show "];

        Assert.That(Give(false, ask).Output, Does.Contain("2026-1-320302-ocr"));
        Assert.That(Give(true, ask).Output, Does.Not.Contain("2026-1-320302-ocr"));
    }

    [Test]
    public void A_setting_that_is_neither_true_nor_false_lets_nothing_happen()
    {
        Said said = Cli.Start(_office.Inputs.Root, new() { ["DISBURSE__Acts__OnlyThroughService"] = "yes" }, [], [], "batches");

        Assert.That((said.Exit, said.Errors.Contains("neither true nor false", StringComparison.Ordinal)), Is.EqualTo((2, true)),
            said.Errors);
    }

    [Test]
    public void Switching_it_on_and_lifting_it_are_both_on_record()
    {
        using (new RunningService(_office))
            Assert.That(Places(), Is.EqualTo(["ring=keys/keyring.json heads=heads.txt copies= seal=trial acts=service"]));
        Said lifted = Cli.Start(_office.Inputs.Root, [], [], [TestOffice.Password],
            "batch", "hold", "2026-1-320302-ocr-000001", "--reason", "待核实", "--as", "li", "--password-stdin");

        Assert.That(lifted.Errors, Does.Contain("acts no longer go the same way"));
        Assert.That(Places()[1..], Is.EqualTo(["ring=keys/keyring.json heads=heads.txt copies= seal=trial"]));
        Assert.That(_office.Breaks(), Is.Empty);
    }

    [TestCase("file")]
    [TestCase("link")]
    [TestCase("open folder")]
    [TestCase("no folder")]
    [TestCase("long")]
    public void The_service_puts_its_socket_in_no_unsafe_place(string what)
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Ignore("skipped: only Linux tells whose a file is");
            return;
        }

        string folder = Path.GetDirectoryName(_socket)!, victim = Path.Combine(_office.Inputs.Root, "victim");
        if (what != "no folder")
            Directory.CreateDirectory(folder, (UnixFileMode)(what == "open folder" ? 0b111_111_000 : 0b111_101_000));
        if (what == "open folder")
            File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
        File.WriteAllText(victim, "kept");
        if (what == "file")
            File.WriteAllText(_socket, "kept");
        if (what == "link")
            File.CreateSymbolicLink(_socket, victim);
        if (what == "long")
            _socket = Path.Combine(folder, new string('s', 100));

        Said said = Give(true, "serve", "--urls", "http://127.0.0.1:0");

        Assert.That((said.Exit, said.Errors.Contains("Acts:Socket", StringComparison.Ordinal)), Is.EqualTo((2, true)), said.Errors);
        Assert.That(File.ReadAllText(victim), Is.EqualTo("kept"));
        if (what == "file")
            Assert.That(File.ReadAllText(_socket), Is.EqualTo("kept"));
    }

    [Test]
    public void A_socket_that_a_killed_service_left_is_taken_over_and_one_that_answers_is_not()
    {
        using RunningService first = new(_office);
        first.Stop();
        Assert.That(File.Exists(first.Socket), Is.True, "what a killed service leaves");
        using RunningService other = new(_office, first.Socket);
        Assert.That(other.Give("li", "batches").Exit, Is.Zero);

        using TestOffice second = TestOffice.Staffed();
        Said said = Cli.Start(second.Inputs.Root, new()
        {
            ["DISBURSE__Acts__OnlyThroughService"] = "true", ["DISBURSE__Acts__Socket"] = first.Socket,
        }, [], [], "serve", "--urls", "http://127.0.0.1:0", "--data", second.Inputs.Data);
        Assert.That((said.Exit, said.Errors.Contains("another service listens there", StringComparison.Ordinal)), Is.EqualTo((2, true)),
            said.Errors);
        Assert.That(other.Give("li", "batches").Exit, Is.Zero);
    }

    [Test]
    public void A_password_is_not_given_to_somebody_else_who_listens_there()
    {
        if (!RunningService.IsRoot)
            Assert.Ignore("skipped: only root can be two users of the machine");
        string folder = Directory.CreateTempSubdirectory("disburse-other").FullName;
        try
        {
            RequiredTool.Run("chown", ["65534", folder]);
            _socket = Path.Combine(folder, "s");
            using Socket listening = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            listening.Bind(new UnixDomainSocketEndPoint(_socket));
            listening.Listen();
            using Socket calling = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            calling.Connect(new UnixDomainSocketEndPoint(_socket));
            Assert.That(SocketPlace.WhyNotTrusted(_socket, calling), Is.Null, "root may do everything anyway");

            RequiredTool.Run("chmod", ["0777", folder]);
            Said said = Give(true, "batches", "--as", "li", "--password-stdin");
            Assert.That((said.Exit, said.Errors.Contains("is not trusted", StringComparison.Ordinal)), Is.EqualTo((3, true)), said.Errors);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private string[] Places() => _office.Texts("SELECT detail FROM audit WHERE act = 'places' ORDER BY sequence");

    /// <summary>Names and times of all that is in the data folder: a verb that opens it leaves a trace, if only a temporary one.</summary>
    private string Books() => string.Join('\n', new DirectoryInfo(_office.Inputs.Data).EnumerateFileSystemInfos("*",
        SearchOption.AllDirectories).Select(one => $"{one.FullName} {one.LastWriteTimeUtc:O}").Order(StringComparer.Ordinal));

    private Said Give(bool isOn, params string[] words) => Cli.Start(_office.Inputs.Root, new()
    {
        ["DISBURSE__Acts__OnlyThroughService"] = isOn ? "true" : "false", ["DISBURSE__Acts__Socket"] = _socket,
    }, [], [TestOffice.Password], words);
}
