using System.Diagnostics;
using System.Text;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Proofs;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Tests.Store.Providers;
using Microsoft.Extensions.Time.Testing;
using Serilog;

namespace Disbursement.Jobs.Tests.Rosters;

/// <summary>A temporary inputs folder with the repository's pack and bureaus, and the runs over it.</summary>
internal sealed class TestInputs : IDisposable
{
    private bool _isLeft;

    /// <param name="database">What stands behind the business database; a server's is empty then.</param>
    public TestInputs(DatabaseSettings? database = null)
    {
        Database = database ?? DatabaseSettings.Default;
        TestProvider.Take(Database);
        Root = Directory.CreateTempSubdirectory("disburse-test").FullName;
        Directory.CreateDirectory(Path.Combine(Inputs, "policy"));
        File.Copy(Path.Combine(Repository.Root, "inputs", "policy", "xuzhou.yaml"), Pack);
        File.Copy(Path.Combine(Repository.Root, "inputs", "bureaus.csv"), Bureaus);
        Directory.CreateDirectory(Path.Combine(Inputs, "rosters", "2026"));
    }

    public DatabaseSettings Database { get; }

    public string Root { get; }

    public string Inputs => Path.Combine(Root, "inputs");

    public string Out => Path.Combine(Root, "out");

    public string Data => Path.Combine(Root, "data");

    public string Pack => Path.Combine(Inputs, "policy", "xuzhou.yaml");

    public string Budgets => Path.Combine(Inputs, "budgets");

    public string Bureaus => Path.Combine(Inputs, "bureaus.csv");

    /// <summary>Every run of a test starts at the same moment, unless the test moves the clock.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero));

    public string DatabaseFile => Path.Combine(Data, "disbursement.db");

    public string PathOf(string name, int year = 2026)
    {
        string path = Path.Combine(Inputs, "rosters", $"{year}", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    public TestInputs Roster(string name, params TestHousehold[] households) =>
        RosterBytes(name, Encoding.UTF8.GetBytes(RosterText.Of(households)));

    public TestInputs Roster(string name, string text) => RosterBytes(name, Encoding.UTF8.GetBytes(text));

    public TestInputs RosterOf(int year, string name, params TestHousehold[] households)
    {
        File.WriteAllText(PathOf(name, year), RosterText.Of(households));
        return this;
    }

    public TestInputs RosterBytes(string name, byte[] bytes)
    {
        File.WriteAllBytes(PathOf(name), bytes);
        return this;
    }

    /// <summary>The budget of 2026: its header and these lines.</summary>
    public TestInputs Budget(params string[] lines) => BudgetBytes(
        Encoding.UTF8.GetBytes("county,scheme,level,yuan,document\n" + string.Concat(lines.Select(line => line + "\n"))));

    public TestInputs BudgetBytes(byte[] bytes)
    {
        Directory.CreateDirectory(Budgets);
        File.WriteAllBytes(Path.Combine(Budgets, "2026.csv"), bytes);
        return this;
    }

    /// <summary>A register of another office: its header and lines.</summary>
    public TestInputs Register(string name, params string[] lines) =>
        RegisterBytes(name, Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"));

    public TestInputs RegisterBytes(string name, byte[] bytes)
    {
        string folder = Path.Combine(Inputs, "registers", "2026");
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, name), bytes);
        return this;
    }

    /// <summary>Lets registers decide.</summary>
    public TestInputs TrustRegisters() => EditPack("accountableFrom:", "trustRegisters: true\naccountableFrom:");

    /// <summary>Changes the pack's text.</summary>
    public TestInputs EditPack(string from, string to)
    {
        string text = File.ReadAllText(Pack);
        Assert.That(text, Does.Contain(from), "the edit must find its place");
        int at = text.IndexOf(from, StringComparison.Ordinal);
        File.WriteAllText(Pack, text[..at] + to + text[(at + from.Length)..]);
        return this;
    }

    /// <summary>The usual order, to be changed with <c>with</c>.</summary>
    public RunOrder Order(int year = 2026) => new()
    {
        Year = year,
        Inputs = Inputs,
        Out = Out,
        Data = Data,
        Database = Database,
        Maker = "operator",
        Workers = 2,
    };

    /// <summary>Reads and assesses without a database: enough to see what became of the rosters.</summary>
    public TestRun Read(int year = 2026, bool isChinese = false) => Run(Order(year) with { IsDryRun = true, IsChinese = isChinese });

    /// <summary>
    /// Reads and assesses in a process of its own, since this one holds what other tests hold.
    /// </summary>
    /// <returns>The most memory that it held at once, in bytes, and the time of all processors that it took.</returns>
    public (long Peak, TimeSpan Processor) CostOfReading(int year = 2026)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "disburse.dll"), "run", "--year", $"{year}",
            "--dry-run", "--inputs", Inputs, "--out", Path.Combine(Root, "peak"), "--data", Data, "--logs", Path.Combine(Root, "logs")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        _ = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        long peak = 0;
        TimeSpan processor = TimeSpan.Zero;
        while (!process.WaitForExit(5))
        {
            (long held, TimeSpan taken) = CostOf(process);
            peak = Math.Max(peak, held);
            processor = taken > processor ? taken : processor;
        }

        Assert.That(process.ExitCode, Is.LessThanOrEqualTo(1), errors.Result);
        return (peak, processor);
    }

    /// <summary>A run of the year that is sealed.</summary>
    public TestRun Run(int year = 2026) => Run(Order(year));

    public TestRun Run(RunOrder order, ILogger? log = null, CancellationToken stop = default)
    {
        RunSummary summary = new StartRun(Clock, log ?? Serilog.Core.Logger.None).Run(order, new RunProgress(), stop);
        return new TestRun(Path.Combine(order.Out, order.IsDryRun ? $"dry-{order.Year}" : summary.Run.Id), summary);
    }

    /// <summary>Computes every sealed run again, or one.</summary>
    /// <summary>What the proofs find first in each check that does not hold, those of a replay too.</summary>
    public string[] Broken()
    {
        (KeyRing? ring, _) = KeyRing.Open(Data, hasData: true);
        VerifyBooks books = new(Jobs.Store.Connections.Database.OpenToRead(Data, Database), ring!);
        return [.. books.Run(null, CancellationToken.None).Concat(Replay()).Select(check => check.FirstBreak).OfType<string>()];
    }

    public IReadOnlyList<Check> Replay(string? run = null)
    {
        (KeyRing? ring, _) = KeyRing.Open(Data, hasData: true);
        return new ReplayRuns(Data, Jobs.Store.Connections.Database.OpenToRead(Data, Database), ring!, Clock)
            .Run(run, (_, _) => null, CancellationToken.None);
    }

    public TestDatabase Rows() => TestDatabase.Of(DatabaseFile, Database);

    /// <summary>
    /// Deletes its folders. What a service that was just stopped still closes may lay a file there meanwhile: then once more.
    /// </summary>
    public void Dispose()
    {
        if (!_isLeft)
            TestProvider.Leave(Database);
        _isLeft = true;
        for (int tries = 1; ; tries++)
        {
            try
            {
                Directory.Delete(Root, recursive: true);
                return;
            }
            catch (IOException) when (tries < 20)
            {
                Thread.Sleep(100);
            }
        }
    }

    private static (long, TimeSpan) CostOf(Process process)
    {
        try
        {
            process.Refresh();
            return (process.PeakWorkingSet64, process.TotalProcessorTime);
        }
        catch (InvalidOperationException)
        {
            // It has just ended.
            return default;
        }
    }
}
