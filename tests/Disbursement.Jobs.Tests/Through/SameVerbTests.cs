using System.Text.RegularExpressions;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.ReturnFiles;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Through;

/// <summary>A verb that goes through the service says, writes and books what it would on the data folder itself, byte for byte.</summary>
[TestFixture]
internal sealed class SameVerbTests
{
    private const string Batch = "2026-1-320302-ocr";

    private TwoWays _ways = null!;

    [OneTimeSetUp]
    public void Open() => _ways = new TwoWays();

    [OneTimeTearDown]
    public void Close() => _ways.Dispose();

    [TestCase("zhao", "batches")]
    [TestCase("zhao", "batches", "--json")]
    [TestCase("li", "batches", "--lang", "zh", "--state", "proposed")]
    [TestCase("li", "batch", "show", Batch)]
    [TestCase("li", "batch", "show", Batch, "--json")]
    [TestCase("li", "batch", "show", "2026-1-320302-ocr-000001", "--unmask", "--reason", "核对账号")]
    [TestCase("li", "batch", "show", "2031-1-320302-ocr")]
    [TestCase("zhao", "ledger", "balance")]
    [TestCase("zhao", "ledger", "export", "--format", "csv")]
    [TestCase("zhao", "decisions", "--run", "2026-1")]
    [TestCase("zhao", "report", "failed", "--year", "2026", "--json")]
    [TestCase("zhao", "report", "failed", "--year", "2031")]
    [TestCase("li", "budget", "list", "--year", "2026")]
    [TestCase("zhang", "returns", "list")]
    [TestCase("zhang", "batch", "approve", Batch, "--sha256", "00")]
    [TestCase("li", "batch", "approve", Batch)]
    [TestCase("zhang", "returns", "import", "nowhere.csv")]
    [TestCase("chen", "users", "disable", "nobody")]
    public void Says_the_same(string officer, params string[] words) => _ways.Same(officer, words);

    [Test]
    public void Explains_the_same_and_the_look_up_is_on_record()
    {
        _ways.Same("zhao", "explain", "--id", A.Household(1).MotherId);

        Assert.That(_ways.Office.LastAct()["act"], Is.EqualTo("look-up"));
        Assert.That(_ways.Office.LastAct()["origin"], Does.EndWith("socket"));
    }

    [Test]
    public void Approves_releases_and_takes_the_answer_of_the_bank_for_an_officer_without_a_right_on_the_folder()
    {
        using TwoWays ways = new();
        (TestOffice office, TestOffice direct) = (ways.Office, ways.Direct);
        if (!OperatingSystem.IsWindows() && RunningService.IsRoot)
            Assert.That(File.GetUnixFileMode(office.Inputs.Root) & UnixFileMode.OtherExecute, Is.EqualTo(UnixFileMode.None));
        ways.Same("li", "batch", "approve", Batch, "--sha256", office.Sha256(Batch));
        Assert.That(office.StateOf(Batch), Is.EqualTo("approved"));
        ways.Same("li", "batch", "release", Batch);
        Assert.That(office.StateOf(Batch), Is.EqualTo("released"));
        ComposeReturns.Write(Path.Combine(ways.Service.Home, "answer 银行.csv"), [office.Answer($"{Batch}-000001")]);
        File.Copy(Path.Combine(ways.Service.Home, "answer 银行.csv"), Path.Combine(direct.Inputs.Root, "answer 银行.csv"));
        Said taken = ways.Same("zhang", "returns", "import", "answer 银行.csv");
        Assert.That(taken.Exit, Is.LessThan(2), taken.Output + taken.Errors);
        Assert.That(office.PaymentState($"{Batch}-000001"), Is.EqualTo(direct.PaymentState($"{Batch}-000001")).And.EqualTo("paid"));
        ways.Same("zhang", "returns", "import", "answer 银行.csv");
        Assert.That(office.Balances(), Is.EqualTo(direct.Balances()));
        Assert.That(office.Breaks(), Is.Empty);
    }

    [TestCase("ledger.csv", "--format", "csv")]
    [TestCase("./ledger 总账.xlsx", "--format", "xlsx")]
    [TestCase("ledger.journal", "--format", "hledger", "--json")]
    public void Writes_the_same_file_where_the_caller_stands(string name, params string[] words)
    {
        _ways.Same("zhao", ["ledger", "export", .. words, "--out", name]);

        Assert.That(File.ReadAllBytes(Path.Combine(_ways.Service.Home, name)),
            Is.EqualTo(File.ReadAllBytes(Path.Combine(_ways.Direct.Inputs.Root, name))));
    }

    [Test]
    public void Two_callers_at_once_each_hear_their_own()
    {
        Task<Said>[] calls = [.. Enumerable.Range(0, 4).Select(i => Task.Run(() =>
            i % 2 == 0 ? _ways.Service.Give("zhao", "ledger", "balance", "--lang", "zh") : _ways.Service.Give("li", "batches", "--json")))];
        Task.WaitAll(calls);

        Said[] books = [calls[0].Result, calls[2].Result], lists = [calls[1].Result, calls[3].Result];
        Assert.That(books[0], Is.EqualTo(books[1]));
        Assert.That(lists[0], Is.EqualTo(lists[1]));
        Assert.That((books[0].Exit, books[0].Output.Contains("合计", StringComparison.Ordinal)), Is.EqualTo((0, true)), books[0].Errors);
        Assert.That((lists[0].Exit, lists[0].Output[0]), Is.EqualTo((0, '[')), lists[0].Errors);
    }
}

/// <summary>An office behind the service, and the same office whose folder is open: what is done to both must come to the same.</summary>
internal sealed partial class TwoWays : IDisposable
{
    public TwoWays()
    {
        Office = TestOffice.Staffed();
        Office.Inputs.Roster("a.csv", A.Household(1), A.Household(2));
        Office.Run();
        Direct = Office.Copy();
        Service = new RunningService(Office);
    }

    public TestOffice Office { get; }

    public TestOffice Direct { get; }

    public RunningService Service { get; }

    public Said Same(string officer, params string[] words)
    {
        Said through = Service.Give(officer, words), direct = Cli.Start(Direct.Inputs.Root, [], [], [TestOffice.Password],
            [.. words, "--as", officer, "--password-stdin"]);
        through = through with { Output = Moment().Replace(through.Output, "now") };
        direct = direct with
        {
            Output = Moment().Replace(direct.Output, "now").Replace(Direct.Inputs.Root, Office.Inputs.Root, StringComparison.Ordinal),
            Errors = direct.Errors.Replace(Direct.Inputs.Root, Office.Inputs.Root, StringComparison.Ordinal),
        };

        Assert.That(through, Is.EqualTo(direct));
        return through;
    }

    public void Dispose()
    {
        Service.Dispose();
        Office.Dispose();
        Direct.Dispose();
    }

    /// <summary>Both are asked one after the other, so the second may differ.</summary>
    [GeneratedRegex(@"T\d\d:\d\d:\d\dZ")]
    private static partial Regex Moment();
}
