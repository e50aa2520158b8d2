using System.Data;
using System.Data.Common;
using Disbursement.Jobs.Store.Bulk;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Database = Disbursement.Jobs.Store.Connections.Database;

namespace Disbursement.Jobs.Store.SqlServer;

/// <summary>
/// A database of a SQL Server. The data folder beside it keeps the archive, the keys and the heads; several machines share it.
/// </summary>
internal sealed class SqlServerDatabase : Database
{
    private readonly string _connectionString;
    private readonly OpenPatiently _open;
    private readonly DbContextOptions<SqlServerDisbursementDb> _options;

    private SqlServerDatabase(string data, DatabaseSettings settings)
        : base(data, settings)
    {
        SqlConnectionStringBuilder builder = Sound(settings);
        _connectionString = builder.ConnectionString;
        Name = NameOf(builder);
        _open = new OpenPatiently(settings, Name);
        _options = new DbContextOptionsBuilder<SqlServerDisbursementDb>().UseSqlServer(_connectionString,
            options => Configure(options, settings)).AddInterceptors([_open, .. settings.Interceptors]).Options;
    }

    public override string Name { get; }

    public override IBulkWriter BulkWriter(DbTransaction transaction) => new SqlServerBulkWriter(Data, (SqlTransaction)transaction);

    public static string NameOf(DatabaseSettings settings) => NameOf(Sound(settings));

    /// <summary>Whether our tables are in the database.</summary>
    public static bool Exists(string data, DatabaseSettings settings)
    {
        SqlServerDatabase store = new(data, settings);
        return store.Reached(() =>
        {
            using DbConnection connection = store.Connect();
            return SqlServerSchema.Applied(connection).Any();
        });
    }

    /// <summary>Opens the database, makes its tables where there are none, and brings them up to date.</summary>
    /// <exception cref="StoreRefusal">It cannot be reached, is not ours, or the login may not change it.</exception>
    /// <param name="data">The data folder.</param>
    /// <param name="settings">Where the server is.</param>
    /// <param name="mayMigrate">Whether tables are made.</param>
    /// <param name="isToFill">Whether it may be empty beside the signs of earlier books, which are brought into it then.</param>
    public static SqlServerDatabase Open(string data, DatabaseSettings settings, bool mayMigrate = true, bool isToFill = false)
    {
        Directory.CreateDirectory(data);
        SqlServerDatabase store = new(data, settings);
        return store.Reached(() =>
        {
            using SqlServerDisbursementDb db = store.Model();
            using DbConnection connection = store.Connect();
            SqlServerSchema schema = new(db, connection, store.Name);
            schema.RefuseForeign();
            if (!isToFill)
                LostBooks.RefuseEmpty(data, settings, store.Name, () => schema.IsEmpty);
            if (mayMigrate && schema.Pending.Count > 0)
                schema.BringUpToDate();
            return store;
        });
    }

    /// <summary>Opens the database for reading alone.</summary>
    /// <exception cref="StoreRefusal">It cannot be reached, is not ours, or is older than this program.</exception>
    public static SqlServerDatabase OpenToRead(string data, DatabaseSettings settings)
    {
        SqlServerDatabase store = new(data, settings);
        return store.Reached(() =>
        {
            using SqlServerDisbursementDb db = store.Model();
            using DbConnection connection = store.Connect();
            SqlServerSchema schema = new(db, connection, store.Name);
            schema.RefuseForeign();
            LostBooks.RefuseEmpty(data, settings, store.Name, () => schema.IsEmpty);
            return schema.Pending.Count == 0
                ? store
                : throw new StoreRefusal($"{store.Name} is of an older version of this program. Any command that writes brings it up to "
                    + $"date, where its login may; else 'disburse db migrate' under one that may. Reading alone does not.")
                {
                    Chinese = $"{store.Name} 属于本程序的旧版本。登录名有权建表时，任何写入命令都会将其升级；否则请由有权的登录名运行 "
                        + "disburse db migrate。只读命令不会升级。",
                };
        });
    }

    /// <summary>Refuses where it is empty beside the signs of earlier books.</summary>
    /// <exception cref="StoreRefusal">It is, or it cannot be reached.</exception>
    public static void RefuseLost(string data, DatabaseSettings settings)
    {
        SqlServerDatabase store = new(data, settings);
        store.Reached(() =>
        {
            using SqlServerDisbursementDb db = store.Model();
            using DbConnection connection = store.Connect();
            LostBooks.RefuseEmpty(data, settings, store.Name, () => new SqlServerSchema(db, connection, store.Name).IsEmpty);
            return true;
        });
    }

    /// <summary>How the model speaks to a server, and how long it waits.</summary>
    public static void Configure(SqlServerDbContextOptionsBuilder options, DatabaseSettings settings)
    {
        SqlServerDisbursementDb.Speak(options);
        options.CommandTimeout(settings.CommandTimeoutSeconds);

        // Faults come as they are: whoever carries out a whole act anew must see what they are.
        options.ExecutionStrategy(dependencies => new NonRetryingExecutionStrategy(dependencies));
        if (settings.MaxBatchSize is { } most)
            options.MaxBatchSize(most);
    }

    public override SqlServerDisbursementDb Model()
    {
        SqlServerDisbursementDb db = new(_options);
        db.Database.AutoSavepointsEnabled = false;
        return db;
    }

    public override DbConnection Connect()
    {
        SqlConnection connection = new(_connectionString);
        try
        {
            _open.Run(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The first statement changes the one row of <c>turns</c>: who comes second waits there, and locks nothing meanwhile that the first
    /// one needs.
    /// </summary>
    public override IDbContextTransaction TakeTurn(DisbursementDb db)
    {
        IDbContextTransaction transaction = db.Database.BeginTransaction(IsolationLevel.ReadCommitted);
        try
        {
            using DbCommand turn = Sql.Command(db.Database.GetDbConnection(), transaction.GetDbTransaction(),
                "UPDATE turns SET taken = taken + 1 WHERE id = 1");
            turn.CommandTimeout = Settings.CommandTimeoutSeconds;
            return turn.ExecuteNonQuery() == 1 ? transaction : throw new StoreRefusal($"The table turns of {Name} has lost its row: INSERT "
                + $"INTO turns (id, taken) VALUES (1, 0). Nobody can write until it is there.");
        }
        catch
        {
            transaction.Dispose();
            throw;
        }
    }

    public override void RefuseUnfit() => Reached(() =>
    {
        using SqlServerDisbursementDb db = Model();
        using DbConnection connection = Connect();
        new SqlServerSchema(db, connection, Name).RefuseReadersThatWait();
        return true;
    });

    public override Sealing BeginSealing() => Sealing.Into(SqlServerSealing.Begin(this));

    public override string RecordedFile(string folder) => RecordedCopy.Refresh(this, folder);

    /// <summary>Is it up to date, and guarded by its triggers; how far do its books reach?</summary>
    public DatabaseFindings Check() => Reached(() =>
    {
        using SqlServerDisbursementDb db = Model();
        using DbConnection connection = Connect();
        return new SqlServerSchema(db, connection, Name).Check();
    });

    public override SchemaFindings CompareSchema() => Reached(() =>
    {
        using SqlServerDisbursementDb db = Model();
        using DbConnection connection = Connect();
        return new SqlServerSchema(db, connection, Name).Compare();
    });

    private static string NameOf(SqlConnectionStringBuilder builder) => $"{builder.DataSource}/{builder.InitialCatalog}";

    /// <summary>The connection string, read. What is wrong with it is said without a word of it: there may be a password in it.</summary>
    private static SqlConnectionStringBuilder Sound(DatabaseSettings settings)
    {
        SqlConnectionStringBuilder builder;
        try
        {
            builder = new SqlConnectionStringBuilder(settings.ConnectionString) { Enlist = false };
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidOperationException)
        {
            throw new StoreRefusal($"{DatabaseSettings.Section}:ConnectionString cannot be read: a keyword in it is unknown, or a value "
                + $"wrong. It looks like Server=HOST;Database=NAME;User ID=LOGIN;Password=…;Encrypt=Strict.");
        }

        if (builder.DataSource.Length == 0 || builder.InitialCatalog.Length == 0)
            throw new StoreRefusal($"{DatabaseSettings.Section}:ConnectionString names no "
                + $"{(builder.DataSource.Length == 0 ? "server (Server=…)" : "database (Database=…)")}.");
        if (builder.MultipleActiveResultSets)
            throw new StoreRefusal($"{DatabaseSettings.Section}:ConnectionString sets MultipleActiveResultSets. This program uses one "
                + $"result at a time; take it away.");
        if (!builder.ShouldSerialize("Pool Blocking Period"))
            builder.PoolBlockingPeriod = PoolBlockingPeriod.NeverBlock;
        if (!builder.ShouldSerialize("Application Name"))
            builder.ApplicationName = "disburse";
        if (!builder.ShouldSerialize("Command Timeout"))
            builder.CommandTimeout = settings.CommandTimeoutSeconds;
        return builder;
    }

    /// <summary>Does what can be done again from its beginning; a server that goes away in the middle of it is waited for.</summary>
    private T Reached<T>(Func<T> work)
    {
        Patience patience = new(Settings, tries: 1);
        while (true)
        {
            try
            {
                return work();
            }
            catch (SqlException exception) when (patience.Bears(exception))
            {
                patience.Wait();
            }
            catch (SqlException exception)
            {
                throw _open.Away(exception);
            }
        }
    }
}
