using System.Data;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Bulk;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;
using Database = Disbursement.Jobs.Store.Connections.Database;

namespace Disbursement.Jobs.Store.Sqlite;

/// <summary>The SQLite file of a data folder.</summary>
internal sealed class SqliteDatabase : Database
{
    private const int Locked = 5;
    private const int NotADatabase = 26;
    private const int Corrupt = 11;

    private const int PageSize = 16384;

    private readonly Lazy<DbContextOptions<SqliteDisbursementDb>> _options;

    /// <summary>Each connection here belongs to one thread, so SQLite need not guard each call with a lock.</summary>
    static SqliteDatabase()
    {
        SQLitePCL.Batteries_V2.Init();
        _ = SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MULTITHREAD);
    }

    private SqliteDatabase(string data, DatabaseSettings settings, SqliteOpenMode mode = SqliteOpenMode.ReadWrite)
        : base(data, settings)
    {
        File = FileOf(data);
        ConnectionString = new SqliteConnectionStringBuilder { DataSource = File, Mode = mode,
            DefaultTimeout = settings.CommandTimeoutSeconds, Pooling = false }.ToString();
        _options = new(() => new DbContextOptionsBuilder<SqliteDisbursementDb>().UseSqlite(ConnectionString, Measured)
            .AddInterceptors(settings.Interceptors).Options);
    }

    public string File { get; }

    public string ConnectionString { get; }

    public override string Name => File;

    public override IBulkWriter BulkWriter(System.Data.Common.DbTransaction transaction) =>
        new SqliteBulkWriter((SqliteConnection)transaction.Connection!);

    public static string FileOf(string data) => Path.Combine(data, FileName);

    /// <summary>Whether a data folder has the file.</summary>
    public static bool Exists(string data) => System.IO.File.Exists(FileOf(data));

    /// <summary>Opens the database of a data folder, makes it where there is none, and brings it up to date.</summary>
    /// <exception cref="StoreRefusal">It is locked, damaged, or not ours.</exception>
    public static SqliteDatabase Open(string data, DatabaseSettings? settings = null)
    {
        Directory.CreateDirectory(data);
        SqliteDatabase store = new(data, settings ?? DatabaseSettings.Default);
        LostBooks.Refuse(data, store.Settings);
        try
        {
            if (store.IsBehind())
                store.BringUpToDate();
            return store;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == Locked)
        {
            throw new StoreRefusal($"{store.File} is locked by another program. Close it (a database browser, another run) and try again.")
            {
                IsResumable = true,
                Chinese = MachineFault.Of(exception, data)!.Chinese,
            };
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is NotADatabase or Corrupt)
        {
            throw new StoreRefusal($"{store.File} is not a sound SQLite database ({exception.Message}). Restore a backup, or name another "
                + $"folder with --data.");
        }
    }

    /// <summary>Opens the database of a data folder for reading alone: not a byte of it changes.</summary>
    /// <exception cref="StoreRefusal">It is damaged, not ours, or older than this program.</exception>
    public static SqliteDatabase OpenToRead(string data, DatabaseSettings? settings = null)
    {
        SqliteDatabase store = new(data, settings ?? DatabaseSettings.Default, SqliteOpenMode.ReadOnly);
        try
        {
            if (store.IsBehind())
                throw new StoreRefusal($"{store.File} is of an older version of this program. Any command that writes brings it up to date;"
                    + $" reading alone does not.");

            return store;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is NotADatabase or Corrupt)
        {
            throw new StoreRefusal($"{store.File} is not a sound SQLite database ({exception.Message}). Restore a backup, or name another "
                + $"folder with --data.");
        }
    }

    public static SqliteConnection Connect(string connectionString)
    {
        SqliteConnection connection = new(connectionString);
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL;";
        command.ExecuteNonQuery();
        return connection;
    }

    public override SqliteDisbursementDb Model() => new(_options.Value);

    public override SqliteConnection Connect() => Connect(ConnectionString);

    /// <summary>BEGIN IMMEDIATE: SQLite itself lets one write at a time.</summary>
    public override IDbContextTransaction TakeTurn(DisbursementDb db) => db.Database.BeginTransaction(IsolationLevel.Serializable);

    public override Sealing BeginSealing() => Sealing.Into(SqliteSealing.Begin(this));

    public override void BackUp(string target) => DatabaseCopy.BackUp(this, target);

    public override SchemaFindings CompareSchema()
    {
        using SqliteConnection connection = new(ConnectionString);
        connection.Open();
        return SqliteSchema.Compare(connection, File);
    }

    public override string RecordedFile(string folder) => File;

    private void Measured(SqliteDbContextOptionsBuilder options)
    {
        if (Settings.MaxBatchSize is { } most)
            options.MaxBatchSize(most);
    }

    /// <summary>
    /// A new file gets large pages: rows are appended by the hundred megabytes, and each page costs a call to the operating system.
    /// </summary>
    private void PrepareNew()
    {
        if (System.IO.File.Exists(File) && new FileInfo(File).Length > 0)
            return;

        // The log beside it takes over its rights.
        try
        {
            PrivateFile.CreateNew(File).Dispose();
        }
        catch (IOException) when (System.IO.File.Exists(File))
        {
            // Another process makes it at the same time, or was killed over it.
        }

        using SqliteConnection connection = new(ConnectionString);
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"PRAGMA page_size = {PageSize}; PRAGMA journal_mode = WAL;";
        command.ExecuteNonQuery();
    }

    /// <summary>
    /// Makes the file where there is none and migrates where something is pending, in one transaction that has the file's own lock to
    /// write: who comes second finds it done. The migrator's way would be a row, which a killed process leaves behind for ever.
    /// </summary>
    private void BringUpToDate()
    {
        PrepareNew();
        using SqliteConnection connection = Connect();
        using SqliteTransaction turn = connection.BeginTransaction(deferred: false);
        IReadOnlyList<string> applied = SqliteMigrations.Applied(connection, turn);
        if (Missing(applied))
        {
            using SqliteCommand command = connection.CreateCommand();
            (command.Transaction, command.CommandText) = (turn, applied.Count == 0 ? SqliteMigrations.NewFile : ScriptAfter(applied[^1]));
            command.ExecuteNonQuery();
        }

        turn.Commit();
    }

    private string ScriptAfter(string migration)
    {
        using SqliteDisbursementDb db = Model();
        return db.GetService<IMigrator>().GenerateScript(migration, null, MigrationsSqlGenerationOptions.NoTransactions);
    }

    /// <summary>Whether a migration is to come, or there is no file yet.</summary>
    /// <exception cref="StoreRefusal">The file is of another program.</exception>
    private bool IsBehind()
    {
        if (!System.IO.File.Exists(File) || new FileInfo(File).Length == 0)
            return true;

        using SqliteConnection connection = new(ConnectionString);
        connection.Open();
        IReadOnlyList<string> applied = SqliteMigrations.Applied(connection);
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText =
            "SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_' AND substr(name, 1, 4) <> '__EF'";
        using SqliteDataReader reader = command.ExecuteReader();
        HashSet<string> own = [.. AllTables.Everywhere.Select(table => table.Name)];
        bool isForeign = false, hasTables = false;
        while (reader.Read())
        {
            hasTables = true;
            isForeign |= !own.Contains(reader.GetString(0));
        }

        return isForeign || hasTables && !applied.Intersect(SqliteMigrations.All).Any()
            ? throw new StoreRefusal($"{File} is a database of another program. Name another folder with --data.")
            : Missing(applied);
    }

    private static bool Missing(IReadOnlyList<string> applied) => SqliteMigrations.All.Except(applied).Any();
}
