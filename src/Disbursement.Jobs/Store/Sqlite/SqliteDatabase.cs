using System.Data;
using System.Data.Common;
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

    /// <summary>Rows that a statement of an act inserts.</summary>
    private const int RowsTogether = 16;

    /// <summary>Stands in the file's header once its books have moved: "gone" in letters.</summary>
    private const int Moved = 0x676f6e65;

    private static readonly KeepOpen Kept = new();

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
            .AddInterceptors([Kept, .. settings.Interceptors]).Options);
    }

    public string File { get; }

    public string ConnectionString { get; }

    public override string Name => File;

    public override IBulkWriter BulkWriter(System.Data.Common.DbTransaction transaction) =>
        new SqliteBulkWriter((SqliteConnection)transaction.Connection!, RowsTogether);

    public static string FileOf(string data) => Path.Combine(data, FileName);

    /// <summary>Whether a data folder has the file.</summary>
    public static bool Exists(string data) => System.IO.File.Exists(FileOf(data));

    /// <summary>Opens the database of a data folder, makes it where there is none, and brings it up to date.</summary>
    /// <param name="data">The data folder.</param>
    /// <param name="settings">How it is used.</param>
    /// <param name="mayBeMoved">Whether its books may have moved to a server: for whoever looks whether they did.</param>
    /// <exception cref="StoreRefusal">It is locked, damaged, or not ours, or its books have moved.</exception>
    public static SqliteDatabase Open(string data, DatabaseSettings? settings = null, bool mayBeMoved = false)
    {
        Directory.CreateDirectory(data);
        SqliteDatabase store = new(data, settings ?? DatabaseSettings.Default);
        LostBooks.Refuse(data, store.Settings);
        try
        {
            if (store.IsBehind())
                store.BringUpToDate();
            if (!mayBeMoved)
            {
                using SqliteConnection connection = new(store.ConnectionString);
                connection.Open();
                store.RefuseMoved(connection, null);
            }

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

    /// <summary>Looks into the database of a data folder: is it ours, whole, up to date, and guarded by its triggers?</summary>
    /// <exception cref="StoreRefusal">It is of a newer version: what should be in it this one does not know.</exception>
    public static DatabaseFindings Check(string data)
    {
        DatabaseFindings findings = DatabaseCopy.Check(FileOf(data));
        return findings.IsNewer ? throw StoreRefusal.Newer(FileOf(data)) : findings;
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
    /// <exception cref="StoreRefusal">Its books have moved to a server meanwhile.</exception>
    public override IDbContextTransaction TakeTurn(DisbursementDb db)
    {
        IDbContextTransaction turn = db.Database.BeginTransaction(IsolationLevel.Serializable);
        try
        {
            RefuseMoved(db.Database.GetDbConnection(), turn.GetDbTransaction());
            return turn;
        }
        catch
        {
            turn.Dispose();
            throw;
        }
    }

    /// <summary>Takes the mark away where the place that the books were to move to is empty: the move was cut short.</summary>
    public void TakeBack(Database target)
    {
        using (DbConnection there = target.Connect())
        {
            if (AuditTrail.Head(there, null).Sequence > 0)
                return;
        }

        using SqliteDisbursementDb db = Model();
        using IDbContextTransaction turn = db.Database.BeginTransaction(IsolationLevel.Serializable);
        MarkMoved(turn, isMoved: false);
        turn.Commit();
    }

    /// <summary>Marks the file as one whose books have moved to a server, or takes the mark away.</summary>
    public static void MarkMoved(IDbContextTransaction turn, bool isMoved) => Sql.Execute(turn.GetDbTransaction().Connection!,
        turn.GetDbTransaction(), $"PRAGMA application_id = {(isMoved ? Moved : 0)}");

    public override Sealing BeginSealing() => Sealing.Into(SqliteSealing.Begin(this));

    public override SchemaFindings CompareSchema()
    {
        using SqliteConnection connection = new(ConnectionString);
        connection.Open();
        return SqliteSchema.Compare(connection, File);
    }

    public override string RecordedFile(string folder) => File;

    private void RefuseMoved(DbConnection connection, DbTransaction? transaction)
    {
        if (Sql.Number(connection, transaction, "PRAGMA application_id") != Moved)
            return;

        using DbCommand command = Sql.Command(connection, transaction,
            "SELECT subject FROM audit WHERE act = 'move-database' ORDER BY sequence DESC LIMIT 1");
        string place = command.ExecuteScalar() as string ?? "a server";
        throw new StoreRefusal($"The books of {File} have moved to {place}, and this file is a record: it takes no acts. Set "
            + $"{DatabaseSettings.Section}:Provider to sqlserver and give the connection string. Where that database is empty, since the "
            + $"move was cut short, give 'disburse db move' again.")
        {
            Chinese = $"{File} 的账目已迁至 {place}，此文件仅作凭证，不再接受操作。请把 {DatabaseSettings.Section}:Provider 设为 sqlserver 并写明连接串。"
                + "如迁移中断、该库为空，请重新运行 disburse db move。",
        };
    }

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

        if (applied.Except(SqliteMigrations.All).Any() && applied.Intersect(SqliteMigrations.All).Any())
            throw StoreRefusal.Newer(File);

        return isForeign || hasTables && !applied.Intersect(SqliteMigrations.All).Any()
            ? throw new StoreRefusal($"{File} is a database of another program. Name another folder with --data.")
            : Missing(applied);
    }

    private static bool Missing(IReadOnlyList<string> applied) => SqliteMigrations.All.Except(applied).Any();
}
