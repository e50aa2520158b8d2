using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Disbursement.Jobs.Tests.Cluster;

/// <summary>
/// How long the parts of runs that killed nodes had in hand stay theirs: from the kill until the engine has taken them away. A node that
/// had none in hand is not counted.
/// </summary>
internal sealed class Takeovers : IDisposable
{
    private const string InHand = "SELECT DISTINCT instance_name FROM qrtz_fired_triggers WHERE sched_name = 'disburse-runs'";

    private const string Up = "SELECT instance_name FROM qrtz_scheduler_state WHERE sched_name = 'disburse-runs'";

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50), Patience = TimeSpan.FromSeconds(20);

    private readonly string _server;
    private readonly List<(string Node, long At)> _killed = [];
    private readonly List<TimeSpan> _taken = [];
    private readonly CancellationTokenSource _end = new();
    private readonly Task _watch;
    private readonly Dictionary<string, TimeSpan> _last = [];
    private HashSet<string> _inHand = [], _up = [];

    /// <param name="server">Where the jobs of the cluster are kept.</param>
    public Takeovers(string server)
    {
        _server = server;
        _watch = Task.Run(Watch);
    }

    /// <summary>The name of a process as a node of the cluster.</summary>
    public static string NameOf(int process) => string.Create(CultureInfo.InvariantCulture, $"process {process}");

    /// <summary>How long it took others to take over, each time that nobody else was killed meanwhile.</summary>
    public IReadOnlyList<TimeSpan> Taken
    {
        get
        {
            lock (_killed)
                return [.. _taken];
        }
    }

    /// <summary>Nodes that were killed with work in hand that nobody has taken over yet.</summary>
    public IReadOnlyList<string> Left
    {
        get
        {
            lock (_killed)
                return [.. _killed.Select(one => one.Node)];
        }
    }

    /// <summary>
    /// Waits until one of these processes has a part in hand and others are there to take it over; null where none comes to it.
    /// </summary>
    public T? AtWork<T>(IReadOnlyList<T> processes, Func<T, int> id)
        where T : class
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < Patience)
        {
            lock (_killed)
            {
                if (_up.Count(node => processes.Any(one => NameOf(id(one)) == node)) > 1
                    && processes.FirstOrDefault(one => _inHand.Contains(NameOf(id(one)))) is { } found)
                    return found;
            }

            Thread.Sleep(LookEvery / 5);
        }

        return null;
    }

    /// <summary>A node was killed just now.</summary>
    /// <param name="process">Its process.</param>
    /// <param name="isUndisturbed">Whether nobody else is killed until others have what it had in hand: then the time counts.</param>
    public void Killed(int process, bool isUndisturbed)
    {
        string node = NameOf(process);
        long at = Stopwatch.GetTimestamp();
        bool hadWork = Has(InHand, node);
        lock (_killed)
        {
            if (hadWork)
                _killed.Add((node, at));
        }

        if (!isUndisturbed)
            return;

        WaitWhile(left => left.Contains(node));
        lock (_killed)
        {
            if (_last.TryGetValue(node, out TimeSpan time))
                _taken.Add(time);
        }
    }

    /// <summary>
    /// What nobody has taken over of what killed nodes had in hand, after a while: who was killed just before the end is waited for.
    /// </summary>
    public IReadOnlyList<string> LeftInTheEnd()
    {
        WaitWhile(left => left.Count > 0);
        return Left;
    }

    /// <summary>
    /// Waits until nothing is in the hands of a process that was stopped; false where it is too long, as where nobody else is up.
    /// </summary>
    public bool WaitUntilTakenOver(int process)
    {
        string node = NameOf(process);
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < Patience)
        {
            lock (_killed)
            {
                if (!_inHand.Contains(node))
                    return true;
            }

            Thread.Sleep(LookEvery);
        }

        return false;
    }

    public void Dispose()
    {
        _end.Cancel();
        _watch.Wait();
        _end.Dispose();
    }

    private void WaitWhile(Func<IReadOnlyList<string>, bool> isSo)
    {
        long start = Stopwatch.GetTimestamp();
        while (isSo(Left) && Stopwatch.GetElapsedTime(start) < Patience * 3)
            Thread.Sleep(LookEvery);
    }

    /// <summary>Whether the engine says so at this moment; where it cannot be asked it is not counted.</summary>
    private bool Has(string sql, string node)
    {
        try
        {
            return Read(_server, sql).Contains(node);
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private void Watch()
    {
        while (!_end.Token.WaitHandle.WaitOne(LookEvery))
        {
            HashSet<string> now, up;
            try
            {
                (now, up) = (Read(_server, InHand), Read(_server, Up));
            }
            catch (NpgsqlException)
            {
                // The connection was cut, or the tables are not made yet.
                continue;
            }

            lock (_killed)
            {
                (_inHand, _up) = (now, up);
                foreach ((string node, long at) in _killed.Where(one => !now.Contains(one.Node)).ToArray())
                {
                    _last[node] = Stopwatch.GetElapsedTime(at);
                    _killed.Remove((node, at));
                }
            }
        }
    }

    private static HashSet<string> Read(string server, string sql)
    {
        using NpgsqlConnection connection = new(server);
        connection.Open();
        using NpgsqlCommand command = new(sql, connection);
        using NpgsqlDataReader reader = command.ExecuteReader();
        HashSet<string> nodes = [];
        while (reader.Read())
            nodes.Add(reader.GetString(0));
        return nodes;
    }
}
