using Disbursement.Jobs.Schedule;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Microsoft.Data.SqlClient;

namespace Disbursement.Jobs.Tests.Store.Providers;

/// <summary>
/// What tests of the store are run on: SQLite always, and a SQL Server where <c>DISBURSE_TEST_SQLSERVER</c> holds the connection string of
/// an owner of a database that is there for tests alone. The owner makes tables, as <c>db migrate</c> does, and the role that <c>db script
/// --roles</c> prints, with a login of its own, for which it needs the right to make logins. All else is done by that role, as a bureau
/// does it.
/// </summary>
internal sealed class TestProvider
{
    private const string Variable = "DISBURSE_TEST_SQLSERVER";

    /// <summary>Tables that others refer to come last.</summary>
    private static readonly string[] Referring = ["batch_files", "batches", "run_inputs"];

    private static readonly Lazy<DatabaseSettings?> Application = new(MakeLogin);

    /// <summary>How long a test may have the server's database before those that wait for it fail instead of waiting for ever.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>One test at a time has the server's database.</summary>
    private static readonly SemaphoreSlim Held = new(1, 1);

    private static string _holder = "nobody";

    private readonly string _name;
    private readonly Func<DatabaseSettings?> _settings;

    private TestProvider(string name, Func<DatabaseSettings?> settings)
    {
        _name = name;
        _settings = settings;
    }

    public static TestProvider Sqlite { get; } = new("SQLite", () => DatabaseSettings.Default);

    public static TestProvider SqlServer { get; } = new("SQL Server", () => Application.Value);

    public static IEnumerable<TestProvider> All => [Sqlite, SqlServer];

    public bool IsSqlite => this == Sqlite;

    /// <summary>How the database is opened; where the provider is not configured the test is skipped.</summary>
    public DatabaseSettings Settings
    {
        get
        {
            DatabaseSettings? settings = _settings();
            if (settings is null)
                Assert.Ignore($"unconfigured: set {Variable}");
            return settings!;
        }
    }

    private static DatabaseSettings? Owner =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text
            ? new DatabaseSettings { Provider = DatabaseProvider.SqlServer, ConnectionString = text }
            : null;

    public override string ToString() => _name;

    /// <summary>The same database for whoever may make and drop tables and triggers in it; a file has no other.</summary>
    public static DatabaseSettings OwnerOf(DatabaseSettings settings) => settings.Provider == DatabaseProvider.Sqlite ? settings : Owner!;

    /// <summary>Waits until nobody else has the database, and empties it; a file is each test's own.</summary>
    public static void Take(DatabaseSettings settings)
    {
        if (settings.Provider == DatabaseProvider.Sqlite)
            return;

        if (!Held.Wait(Longest))
            throw new TimeoutException($"{_holder} has the server's database and has not let go of it: it failed before it could.");
        _holder = TestContext.CurrentContext.Test.FullName;
        try
        {
            Empty(settings);
        }
        catch
        {
            Held.Release();
            throw;
        }
    }

    /// <summary>Lets the next one have it.</summary>
    public static void Leave(DatabaseSettings settings)
    {
        if (settings.Provider == DatabaseProvider.SqlServer)
            Held.Release();
    }

    /// <summary>Drops our tables, whatever is in them, and makes them again, with the rights of the application's role.</summary>
    public static void Empty(DatabaseSettings settings)
    {
        if (settings.Provider == DatabaseProvider.Sqlite)
            return;

        Clear();
        string folder = Directory.CreateTempSubdirectory("disburse-test-owner").FullName;
        Database store = Database.OpenToFill(folder, Owner!);
        ScheduleTables.Make(store);
        Directory.Delete(folder, recursive: true);
        Execute(DatabaseScript.Roles() + ScheduleTables.Rights(DatabaseScript.Role));
    }

    /// <summary>Drops our tables and the scheduler's, whatever is in them.</summary>
    public static void Clear()
    {
        using SqlServerDisbursementDb model = new SqlServerDesign().CreateDbContext([]);
        string[] own =
        [
            .. Referring, .. model.Model.GetEntityTypes().Select(entity => (string)entity.FindAnnotation("Relational:TableName")!.Value!)
                .Except(Referring),
            "__EFMigrationsHistory", .. ScheduleTables.Names.Reverse(),
        ];
        HashSet<string> there = new(StringComparer.OrdinalIgnoreCase);
        using SqlConnection connection = new(Owner!.ConnectionString);
        connection.Open();
        using (SqlCommand tables = new("SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES", connection))
        {
            using SqlDataReader reader = tables.ExecuteReader();
            while (reader.Read())
                there.Add(reader.GetString(0));
        }

        foreach (string table in own.Where(there.Contains))
        {
            using SqlCommand drop = new($"DROP TABLE {table}", connection);
            drop.ExecuteNonQuery();
        }
    }

    private static DatabaseSettings? MakeLogin()
    {
        if (Owner is not { } owner)
            return null;

        SqlConnectionStringBuilder place = new(owner.ConnectionString);
        string login = $"disburse_test_{place.InitialCatalog}", password = $"Aa1-{Guid.NewGuid():N}";
        Execute($"IF SUSER_ID('{login}') IS NULL CREATE LOGIN {login} WITH PASSWORD = '{password}'");
        Execute($"ALTER LOGIN {login} WITH PASSWORD = '{password}'");
        Execute($"IF DATABASE_PRINCIPAL_ID('{login}') IS NULL CREATE USER {login} FOR LOGIN {login}");
        Execute($"IF DATABASE_PRINCIPAL_ID('{DatabaseScript.Role}') IS NULL CREATE ROLE {DatabaseScript.Role}");
        Execute($"ALTER ROLE {DatabaseScript.Role} ADD MEMBER {login}");
        return owner with
        {
            ConnectionString = new SqlConnectionStringBuilder(owner.ConnectionString) { UserID = login, Password = password,
                IntegratedSecurity = false }.ConnectionString,
        };
    }

    private static void Execute(string sql)
    {
        using SqlConnection connection = new(Owner!.ConnectionString);
        connection.Open();
        using SqlCommand command = new(sql, connection);
        command.ExecuteNonQuery();
    }
}
