using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Microsoft.Data.SqlClient;

namespace Disbursement.Jobs.Tests.Store.Providers;

/// <summary>
/// What tests of the store are run on: SQLite always, and a SQL Server where <c>DISBURSE_TEST_SQLSERVER</c> holds the connection string of
/// a database that is there for tests alone. Our own tables are dropped from it before each use; it needs no right to make databases.
/// </summary>
internal sealed class TestProvider
{
    private const string Variable = "DISBURSE_TEST_SQLSERVER";

    /// <summary>Tables that others refer to come last.</summary>
    private static readonly string[] Referring = ["batch_files", "batches", "run_inputs"];

    private readonly string _name;
    private readonly DatabaseSettings? _settings;

    private TestProvider(string name, DatabaseSettings? settings)
    {
        _name = name;
        _settings = settings;
    }

    public static TestProvider Sqlite { get; } = new("SQLite", DatabaseSettings.Default);

    public static TestProvider SqlServer { get; } = new(
        "SQL Server", Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text
            ? new DatabaseSettings { Provider = DatabaseProvider.SqlServer, ConnectionString = text }
            : null);

    public static IEnumerable<TestProvider> All => [Sqlite, SqlServer];

    public bool IsSqlite => this == Sqlite;

    /// <summary>How the database is opened; where the provider is not configured the test is skipped.</summary>
    public DatabaseSettings Settings
    {
        get
        {
            if (_settings is null)
                Assert.Ignore($"unconfigured: set {Variable}");
            return _settings!;
        }
    }

    public override string ToString() => _name;

    /// <summary>Drops our tables, whatever is in them.</summary>
    public static void Empty(DatabaseSettings settings)
    {
        if (settings.Provider == DatabaseProvider.Sqlite)
            return;

        using SqlConnection connection = new(settings.ConnectionString);
        connection.Open();
        using SqlServerDisbursementDb model = new SqlServerDesign().CreateDbContext([]);
        string[] own = [.. Referring, .. model.Model.GetEntityTypes()
            .Select(entity => (string)entity.FindAnnotation("Relational:TableName")!.Value!).Except(Referring), "__EFMigrationsHistory"];
        HashSet<string> there = [];
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
}
