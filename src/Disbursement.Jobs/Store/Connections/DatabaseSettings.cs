using System.Globalization;
using Disbursement.Jobs.Anchors;
using Disbursement.Jobs.Configuration;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;

namespace Disbursement.Jobs.Store.Connections;

/// <summary>What stands behind the business database.</summary>
internal enum DatabaseProvider
{
    /// <summary>A file in the data folder.</summary>
    Sqlite,

    /// <summary>A database of a server; the data folder keeps archive, keys and heads.</summary>
    SqlServer,
}

/// <summary>The section <c>Database</c> of the configuration. Nothing of it: a SQLite file in the data folder.</summary>
internal sealed record DatabaseSettings
{
    public const string Section = "Database";

    private const int MostBatch = 1000;
    private const int MostSeconds = 3600;

    private static readonly string[] Keys = ["Provider", "ConnectionString", "MaxBatchSize", "CommandTimeoutSeconds", "ScheduleLocks",
        "NodeSilenceSeconds", "OutageSeconds"];

    public static DatabaseSettings Default { get; } = new();

    public DatabaseProvider Provider { get; init; }

    /// <summary>Where the server is, and as whom; it may hold a password, so it is never shown.</summary>
    public string ConnectionString { get; init; } = "";

    /// <summary>How many changes go to the database in one command at most; null for the provider's own measure.</summary>
    public int? MaxBatchSize { get; init; }

    /// <summary>How long a command, or the wait for one's turn to write, may take.</summary>
    public int CommandTimeoutSeconds { get; init; } = 30;

    /// <summary>
    /// Whether services that share schedules lock them by updating a row, which every server knows, or by a read that locks, as the
    /// scheduler does by itself.
    /// </summary>
    public bool LocksSchedulesByUpdate { get; init; } = true;

    /// <summary>
    /// How long a node of a cluster may give no sign before it is taken for dead and its work for left; it gives one twice as often.
    /// </summary>
    public int NodeSilenceSeconds { get; init; } = 20;

    /// <summary>How long a server may be away, as in a fail-over, before what is under way is given up.</summary>
    public int OutageSeconds { get; init; } = 60;

    /// <summary>Where the heads of the chains are kept, and what vouches for them.</summary>
    public AnchorSettings Anchors { get; init; } = AnchorSettings.Default;

    /// <summary>Told of every command and transaction of the model.</summary>
    public IReadOnlyList<IInterceptor> Interceptors { get; init; } = [];

    /// <summary>Reads the section.</summary>
    /// <exception cref="StoreRefusal">A value is wrong, or the connection string is missing or out of place.</exception>
    public static DatabaseSettings Read(IConfiguration configuration)
    {
        IConfigurationSection section = configuration.GetSection(Section);
        if (section.UnknownKeys(Keys).FirstOrDefault() is { } strange)
            throw new StoreRefusal(strange);

        DatabaseSettings settings = new()
        {
            Anchors = AnchorsOf(configuration),
            Provider = ProviderOf(section.Text("Provider")),
            ConnectionString = section.Text("ConnectionString") ?? "",
            MaxBatchSize = Number(section, "MaxBatchSize", MostBatch),
            CommandTimeoutSeconds = Number(section, "CommandTimeoutSeconds", MostSeconds) ?? Default.CommandTimeoutSeconds,
            NodeSilenceSeconds = Number(section, "NodeSilenceSeconds", MostSeconds) ?? Default.NodeSilenceSeconds,
            OutageSeconds = Number(section, "OutageSeconds", MostSeconds) ?? Default.OutageSeconds,
            LocksSchedulesByUpdate = section.Text("ScheduleLocks") switch
            {
                null or "UpdateRowLockHandler" => true,
                "Default" => false,
                { } text => throw new StoreRefusal($"{section.Path}:ScheduleLocks '{text}' is neither UpdateRowLockHandler nor Default."),
            },
        };
        if (settings.Provider == DatabaseProvider.SqlServer && settings.ConnectionString.Length == 0)
            throw new StoreRefusal($"{Section}:Provider is sqlserver, and {Section}:ConnectionString is missing. Give it in the "
                + $"configuration, or in the variable DISBURSE__DATABASE__CONNECTIONSTRING.");
        if (settings.Provider == DatabaseProvider.Sqlite && settings.ConnectionString.Length > 0)
            throw new StoreRefusal($"{Section}:ConnectionString is given, but {Section}:Provider is sqlite, whose file is in the data "
                + $"folder. Set the provider to sqlserver, or take the connection string away.");

        return settings;
    }

    /// <summary>Says everything but the connection string.</summary>
    public override string ToString() => Provider == DatabaseProvider.Sqlite ? "sqlite" : "sqlserver";

    private static AnchorSettings AnchorsOf(IConfiguration configuration)
    {
        try
        {
            return AnchorSettings.Read(configuration);
        }
        catch (FormatException exception)
        {
            throw new StoreRefusal(exception.Message, exception);
        }
    }

    private static DatabaseProvider ProviderOf(string? text) => text?.ToUpperInvariant() switch
    {
        null or "SQLITE" => DatabaseProvider.Sqlite,
        "SQLSERVER" => DatabaseProvider.SqlServer,
        _ => throw new StoreRefusal($"{Section}:Provider '{text}' is neither sqlite nor sqlserver."),
    };

    private static int? Number(IConfigurationSection section, string key, int most)
    {
        if (section.Text(key) is not { } text)
            return null;

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= most
            ? number
            : throw new StoreRefusal($"{section.Path}:{key} '{text}' is not a number from 1 to {most}.");
    }
}
