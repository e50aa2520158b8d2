using System.Diagnostics;
using System.Globalization;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Tests.Privacy;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Cluster;

/// <summary>
/// Nodes of a cluster over the folders of a test, each a real <c>serve</c> process. Their jobs are kept in a server; the books are one
/// SQLite file that the processes of this machine share, or a database of that server.
/// </summary>
internal sealed class TestCluster : IDisposable
{
    public const string ServerVariable = "DISBURSE_TEST_CLUSTER", ClockVariable = "DISBURSE_TEST_CLOCK";

    /// <summary>A node without a sign for so long is dead: the shortest time that can be set but one.</summary>
    public const int SilenceSeconds = 2;

    private readonly TestInputs _inputs;
    private readonly string? _server;
    private readonly List<Process> _nodes = [];

    /// <param name="inputs">The folders.</param>
    /// <param name="server">Where the jobs are kept; null for the server of the books.</param>
    public TestCluster(TestInputs inputs, string? server)
    {
        _inputs = inputs;
        _server = server;
    }

    public IReadOnlyList<Process> Nodes => _nodes;

    /// <summary>The file that says how wrong the clock of the node is that was started with one.</summary>
    public string Clock => Path.Combine(_inputs.Root, "clock");

    /// <summary>The program, as a node's neighbour.</summary>
    public DisburseProgram Program(bool hasClock = false)
    {
        DisburseProgram program = new(_inputs.Root, _server is null ? "disburse.dll" : "Disbursement.Jobs.Tests.dll");
        program.Environment["DISBURSE__FirstAdministrator"] = "false";
        program.Environment["DISBURSE__Database__NodeSilenceSeconds"] = SilenceSeconds.ToString(CultureInfo.InvariantCulture);
        if (_server is not null)
            program.Environment[ServerVariable] = _server;
        if (hasClock)
            program.Environment[ClockVariable] = Clock;
        if (_inputs.Database.Provider == DatabaseProvider.SqlServer)
        {
            program.Environment["DISBURSE__Database__Provider"] = "sqlserver";
            program.Environment["DISBURSE__Database__ConnectionString"] = _inputs.Database.ConnectionString;
        }

        return program;
    }

    /// <summary>Starts a node; the first one may have a clock that goes wrong.</summary>
    public Process StartNode()
    {
        Process node = Program(hasClock: _server is not null && _nodes.Count == 0).Start("serve", "--urls", "http://127.0.0.1:0");
        node.OutputDataReceived += (_, _) => { };
        node.ErrorDataReceived += (_, _) => { };
        node.BeginOutputReadLine();
        node.BeginErrorReadLine();
        _nodes.Add(node);
        return node;
    }

    /// <summary>Kills a node without a word.</summary>
    public void Kill(Process node)
    {
        node.Kill();
        node.WaitForExit();
        node.Dispose();
        _nodes.Remove(node);
    }

    /// <summary>Sends a signal to a process.</summary>
    public static void Signal(Process process, string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Waits for the first node to be there.</summary>
    public void WaitUntilUp() => Wait(() => Logs().Contains("Listening on", StringComparison.Ordinal));

    /// <summary>Waits for the first product of a run.</summary>
    public void WaitUntilAtWork() => Wait(() => Number("SELECT COUNT(*) FROM run_parts") > 1);

    /// <summary>Whether a run is sealed.</summary>
    public bool IsSealed(string run) => Number($"SELECT COUNT(*) FROM runs WHERE id = '{run}' AND state = 'Sealed'") == 1;

    /// <summary>Everything that was logged.</summary>
    public string Logs()
    {
        string folder = Path.Combine(_inputs.Root, "logs");
        return Directory.Exists(folder)
            ? string.Concat(Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(Read))
            : "";
    }

    public void Dispose()
    {
        foreach (Process node in _nodes.ToArray())
            Kill(node);
    }

    /// <summary>A number of the books; zero as long as there are none.</summary>
    private long Number(string sql)
    {
        try
        {
            using TestDatabase database = _inputs.Rows();
            return database.Number(sql);
        }
        catch (System.Data.Common.DbException)
        {
            return 0;
        }
    }

    private static void Wait(Func<bool> isTime)
    {
        Stopwatch watch = Stopwatch.StartNew();
        while (!isTime())
        {
            Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromMinutes(8)), "nothing happens");
            Thread.Sleep(20);
        }
    }

    private static string Read(string file)
    {
        using FileStream open = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using StreamReader reader = new(open);
        return reader.ReadToEnd();
    }
}
