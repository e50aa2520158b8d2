using System.Diagnostics;
using System.Globalization;
using Disbursement.Jobs.Tests.Tools;
using Npgsql;

namespace Disbursement.Jobs.Tests.Cluster;

/// <summary>
/// A PostgreSQL of our own on loopback, in a temporary folder, as long as a test needs it. It keeps the jobs of a cluster where CI has no
/// SQL Server: the scheduler refuses to cluster over SQLite.
/// </summary>
internal sealed class TestPostgres : IDisposable
{
    private const string Superuser = "tests";

    private readonly string _folder;
    private readonly string _password = Guid.NewGuid().ToString("N");
    private readonly int _port;

    /// <summary>Makes and starts it; where it is not installed the test is skipped, or fails where tools are demanded.</summary>
    public TestPostgres()
    {
        string initdb = RequiredTool.PathOf("initdb", Installed());
        _folder = Directory.CreateTempSubdirectory("disburse-postgres").FullName;
        _port = KeptPort.Draw();
        string password = Path.Combine(_folder, "password");
        File.WriteAllText(password, _password);
        if (IsRoot)
            Run("chown", "-R", "postgres", _folder);
        string data = Path.Combine(_folder, "data");
        Run(initdb, "-D", data, "-U", Superuser, "-A", "scram-sha-256", "--pwfile", password, "-E", "UTF8", "--no-locale", "--no-sync");
        Run(PgCtl, "-D", data, "-w", "-l", Path.Combine(_folder, "log"), "-o", string.Create(CultureInfo.InvariantCulture,
            $"-p {_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off -c max_connections=200"), "start");
        return;

        // The server refuses to run as root.
        static bool MayBeRun(string program) => program is not "chown";
        void Run(string program, params string[] arguments)
        {
            string[] whole = IsRoot && MayBeRun(program)
                ? ["runuser", "-u", "postgres", "--", program, .. arguments]
                : [program, .. arguments];
            ProcessStartInfo start = new(whole[0], whole[1..]) { WorkingDirectory = _folder };
            using Process process = Process.Start(start)!;
            process.WaitForExit();
            Assert.That(process.ExitCode, Is.Zero, string.Join(' ', whole));
        }
    }

    private static bool IsRoot => Environment.UserName == "root";

    private static string PgCtl => RequiredTool.PathOf("pg_ctl", Installed());

    /// <summary>An empty database, by its connection string.</summary>
    public string Make(string name)
    {
        Execute($"CREATE DATABASE {name}");
        return Of(name);
    }

    /// <summary>Cuts every connection of others.</summary>
    public void Cut() =>
        Execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname <> 'postgres'");

    /// <summary>What a query says of a database.</summary>
    public static long Number(string connectionString, string sql)
    {
        using NpgsqlConnection connection = new(connectionString + ";Pooling=false");
        connection.Open();
        using NpgsqlCommand command = new(sql, connection);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        string data = Path.Combine(_folder, "data");
        string[] whole = [PgCtl, "-D", data, "-m", "immediate", "-w", "stop"];
        if (IsRoot)
            whole = ["runuser", "-u", "postgres", "--", .. whole];
        using (Process process = Process.Start(new ProcessStartInfo(whole[0], whole[1..]) { WorkingDirectory = _folder })!)
            process.WaitForExit();
        Directory.Delete(_folder, recursive: true);
    }

    private string Of(string database) => string.Create(CultureInfo.InvariantCulture,
        $"Host=127.0.0.1;Port={_port};Database={database};Username={Superuser};Password={_password};Maximum Pool Size=20");

    private void Execute(string sql)
    {
        using NpgsqlConnection connection = new(Of("postgres") + ";Pooling=false");
        connection.Open();
        using NpgsqlCommand command = new(sql, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>Debian keeps its programs off the path.</summary>
    private static IEnumerable<string> Installed() => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(folder => folder, StringComparer.Ordinal)
            .Select(folder => Path.Combine(folder, "bin"))
        : [];
}
