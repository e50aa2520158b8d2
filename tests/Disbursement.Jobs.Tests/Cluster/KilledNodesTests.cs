using System.Diagnostics;
using System.Globalization;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Tests.Privacy;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Runs;
using Disbursement.Jobs.Tests.Store.Providers;

namespace Disbursement.Jobs.Tests.Cluster;

/// <summary>
/// Three services over one store that are killed, stopped for longer than they may be silent, cut off from the store of their jobs, and
/// given a clock that is wrong, at moments drawn from a seed. <c>DISBURSE_FUZZ=50</c> kills 200 times, as a change of the cluster is
/// checked with.
/// </summary>
[TestFixture]
[Platform("Linux")]
internal sealed class KilledNodesTests
{
    private const int Kills = 4, MostKillsOfRun = 12, Nodes = 3;

    /// <summary>Households of a run that gives three nodes work for some takeovers.</summary>
    private const int Many = 20_000;

    private const string TakeoversVariable = "DISBURSE_TAKEOVERS";

    /// <summary>What happens, in an order that is drawn.</summary>
    private static readonly string[] Events = ["kill", "kill", "kill", "kill at work", "stop at work", "cut", "clock"];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private static int Times =>
        int.TryParse(Environment.GetEnvironmentVariable("DISBURSE_FUZZ"), CultureInfo.InvariantCulture, out int times) ? times : 1;

    [Test]
    public void Whoever_is_killed_the_run_is_sealed_once_with_the_bytes_of_a_quiet_one()
    {
        using TestPostgres postgres = new();
        Rounds(round => (new TestInputs(), postgres.Make($"round{round}")), postgres.Cut);
    }

    [Test]
    public void On_a_server_whoever_is_killed_the_run_is_sealed_once_with_the_bytes_of_a_quiet_one()
    {
        DatabaseSettings settings = TestProvider.SqlServer.Settings;
        Rounds(_ => (new TestInputs(settings), null), () => { });
    }

    /// <summary>Times say something on a quiet machine alone.</summary>
    [Test]
    public void What_a_killed_node_had_in_hand_is_taken_over_within_twice_the_time_that_a_node_may_be_silent()
    {
        if (!int.TryParse(Environment.GetEnvironmentVariable(TakeoversVariable), CultureInfo.InvariantCulture, out int kills))
            Assert.Ignore($"measured by bench/takeover.sh on a quiet machine: {TakeoversVariable} says how many");
        List<TimeSpan> taken = [];
        using TestPostgres postgres = new();
        for (int round = 1; taken.Count < kills; round++)
        {
            using TestInputs inputs = new TestInputs().WithSample(Many);
            taken.AddRange(TakeOver(inputs, postgres.Make($"round{round}"), kills - taken.Count));
            TestContext.Out.WriteLine($"taken over after {Seconds(taken)}");
        }

        Assert.That(taken, Is.All.LessThanOrEqualTo(TimeSpan.FromSeconds(TestCluster.SilenceSeconds * 2)), Seconds(taken));
    }

    /// <summary>
    /// Kills nodes that have something in hand, one after the other, until so many takeovers were seen or the run is sealed.
    /// </summary>
    private static IReadOnlyList<TimeSpan> TakeOver(TestInputs inputs, string server, int most)
    {
        using TestCluster cluster = new(inputs, server);
        using Takeovers watch = new(server);
        for (int i = 0; i < Nodes; i++)
            cluster.StartNode();
        cluster.WaitUntilUp();
        using Process starter = cluster.Program().Start("run", "--year", "2026");
        cluster.WaitUntilAtWork();
        while (watch.Taken.Count < most && !cluster.IsSealed("2026-1"))
        {
            if (watch.AtWork(cluster.Nodes, one => one.Id) is not { } node)
                continue;

            int process = node.Id;
            cluster.Kill(node);
            watch.Killed(process, isUndisturbed: true);
            cluster.StartNode();
        }

        starter.Kill();
        starter.WaitForExit();
        return watch.Taken;
    }

    private static string Seconds(IEnumerable<TimeSpan> times) =>
        string.Join(' ', times.Select(time => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)));

    private static void Rounds(Func<int, (TestInputs Inputs, string? Server)> make, Action cut)
    {
        int seed = Environment.TickCount, killed = 0;
        TestContext.Out.WriteLine($"seed {seed}");
        Random draw = new(seed);
        List<TimeSpan> takeovers = [];
        for (int round = 1; killed < Kills * Times; round++)
        {
            (TestInputs inputs, string? server) = make(round);
            using (inputs.WithSample(400, faultsPercent: 2))
                killed += Round(inputs, server, draw, cut, Math.Min(MostKillsOfRun, Kills * Times - killed), takeovers,
                    $"round {round} of seed {seed}");
            TestContext.Out.WriteLine($"round {round}: {killed} killed so far; parts taken over after "
                + Seconds(takeovers));
        }
    }

    private static int Round(
        TestInputs inputs, string? server, Random draw, Action cut, int most, List<TimeSpan> takeovers, string where)
    {
        using TestCluster cluster = new(inputs, server);
        using Takeovers? watch = server is null ? null : new Takeovers(server);
        int killed = 0;
        for (int i = 0; i < Nodes; i++)
            cluster.StartNode();
        cluster.WaitUntilUp();
        using Process starter = cluster.Program().Start("run", "--year", "2026");
        cluster.WaitUntilAtWork();
        Dictionary<string, int> done = Events.Distinct().ToDictionary(what => what, _ => 0);
        Queue<string> next = [];
        while (killed < most && !cluster.IsSealed("2026-1"))
        {
            if (next.Count == 0)
                next = new Queue<string>(Events.OrderBy(_ => draw.Next()));
            string what = next.Dequeue();
            done[what]++;
            Thread.Sleep(draw.Next(50, 1500));
            Process node = cluster.Nodes[draw.Next(cluster.Nodes.Count)];
            switch (what)
            {
                case "stop at work":
                    node = watch?.AtWork(cluster.Nodes, one => one.Id) ?? node;
                    TestCluster.Signal(node, "STOP");
                    if (watch?.WaitUntilTakenOver(node.Id) is not true)
                        Thread.Sleep(TimeSpan.FromSeconds(TestCluster.SilenceSeconds * 2));
                    TestCluster.Signal(node, "CONT");
                    break;
                case "cut":
                    cut();
                    break;
                case "clock":
                    File.WriteAllText(cluster.Clock, draw.Next(2) == 0 ? "20" : "-20");
                    Thread.Sleep(draw.Next(200, 2000));
                    File.WriteAllText(cluster.Clock, "0");
                    break;
                default:
                    bool isAtWork = what == "kill at work";
                    if (isAtWork)
                        node = watch?.AtWork(cluster.Nodes, one => one.Id) ?? node;
                    int process = node.Id;
                    cluster.Kill(node);
                    watch?.Killed(process, isAtWork);
                    cluster.StartNode();
                    killed++;
                    break;
            }
        }

        (int exit, string said) = Said(starter);
        string all = $"{where}, {string.Join(' ', done)}: {said}";
        Assert.That(cluster.IsSealed("2026-1"), Is.True, $"{all}\n{cluster.Logs()}");
        Assert.That(exit, Is.EqualTo(1), all);
        Assert.That(watch?.LeftInTheEnd() ?? [], Is.Empty, all);
        takeovers.AddRange(watch?.Taken ?? []);
        TestContext.Out.WriteLine(all[..all.IndexOf(':', StringComparison.Ordinal)]);
        cluster.Dispose();
        AssertOnce(inputs, cluster, all);
        return killed;
    }

    /// <summary>One run, one act of making it, its files whole in their place, and nothing that went wrong by itself.</summary>
    private static void AssertOnce(TestInputs inputs, TestCluster cluster, string where)
    {
        using (TestDatabase database = inputs.Rows())
            Assert.That((database.Number("SELECT COUNT(*) FROM runs"), database.Number("SELECT COUNT(*) FROM audit WHERE act = 'run'"),
                database.Number("SELECT COUNT(*) FROM run_parts")), Is.EqualTo((1L, 1L, 0L)), where);
        Assert.That(cluster.Logs(), Does.Not.Contain("ends the run early").And.Not.Contain("broken invariant"), where);
        DisburseProgram program = cluster.Program();
        QuietRun.AssertSame(inputs, "2026-1");
    }

    private static (int Exit, string Said) Said(Process starter)
    {
        Task<(int, string)> said = Task.Run(() => DisburseProgram.Said(starter));
        if (!said.Wait(Patience))
            starter.Kill();
        return said.Result;
    }
}
