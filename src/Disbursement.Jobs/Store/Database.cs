using Disbursement.Domain.Ledger;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Disbursement.Jobs.Store;

/// <summary>Why the database cannot be used, in a sentence that says what to do.</summary>
internal sealed class StoreRefusal : Exception
{
    public StoreRefusal()
    {
    }

    public StoreRefusal(string message)
        : base(message)
    {
    }

    public StoreRefusal(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether trying again later may work as it is.</summary>
    public bool IsResumable { get; init; }
}

/// <summary>The SQLite file of a data folder.</summary>
internal sealed class Database
{
    public const string FileName = "disbursement.db";
    private const int Locked = 5;
    private const int TableLocked = 6;
    private const int NotADatabase = 26;
    private const int Corrupt = 11;
    private const int Constraint = 19;

    private const int PageSize = 16384;

    private readonly DbContextOptions<SqliteDisbursementDb> _options;

    /// <summary>Each connection here belongs to one thread, so SQLite need not guard each call with a lock.</summary>
    static Database()
    {
        SQLitePCL.Batteries_V2.Init();
        _ = SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MULTITHREAD);
    }

    private Database(string file, SqliteOpenMode mode = SqliteOpenMode.ReadWriteCreate)
    {
        File = file;
        Heads = new HeadsFile(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(file))!, HeadsFile.DefaultName));
        ConnectionString = new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, DefaultTimeout = 30, Pooling = false }.ToString();
        _options = new DbContextOptionsBuilder<SqliteDisbursementDb>().UseSqlite(ConnectionString).Options;
    }

    public string File { get; }

    public string ConnectionString { get; }

    /// <summary>Where the heads of the books are kept beside the database, or elsewhere.</summary>
    public HeadsFile Heads { get; set; }

    /// <summary>Whether a data folder has a database already.</summary>
    public static bool Exists(string data) => System.IO.File.Exists(Path.Combine(data, FileName));

    /// <summary>Opens the database of a data folder, makes it where there is none, and brings it up to date.</summary>
    /// <exception cref="StoreRefusal">It is locked, damaged, or not ours.</exception>
    public static Database Open(string data)
    {
        Directory.CreateDirectory(data);
        Database store = new(Path.Combine(data, FileName));
        try
        {
            store.RefuseForeign();
            store.PrepareNew();
            store.BringUpToDate(data);
            return store;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == Locked)
        {
            throw new StoreRefusal($"{store.File} is locked by another program. Close it (a database browser, another run) and try again.") { IsResumable = true };
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is NotADatabase or Corrupt)
        {
            throw new StoreRefusal($"{store.File} is not a sound SQLite database ({exception.Message}). Restore a backup, or name another folder with --data.");
        }
    }

    /// <summary>Opens the database of a data folder for reading alone: not a byte of it changes.</summary>
    /// <exception cref="StoreRefusal">It is damaged, not ours, or older than this program.</exception>
    public static Database OpenToRead(string data)
    {
        Database store = new(Path.Combine(data, FileName), SqliteOpenMode.ReadOnly);
        try
        {
            store.RefuseForeign();
            using DisbursementDb db = store.Model();
            if (db.Database.GetPendingMigrations().Any())
                throw new StoreRefusal($"{store.File} is of an older version of this program. Any command that writes brings it up to date; reading alone does not.");

            return store;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is NotADatabase or Corrupt)
        {
            throw new StoreRefusal($"{store.File} is not a sound SQLite database ({exception.Message}). Restore a backup, or name another folder with --data.");
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

    public SqliteDisbursementDb Model() => new(_options);

    public SqliteConnection Connect() => Connect(ConnectionString);

    /// <summary>Whether a row could not be added because another one has its key.</summary>
    public static bool IsTaken(System.Data.Common.DbException exception) => exception is SqliteException { SqliteErrorCode: Constraint };

    /// <summary>How long a process of another machine is believed to be alive without a sign; null where all processes are on one machine and the operating system tells.</summary>
    public TimeSpan? LeaseTime { get; init; }

    /// <summary>The time by the clock that all processes share, in milliseconds since 1970.</summary>
    public static long Now() => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Whether a statement failed only because others held a lock, so that it may be given again.</summary>
    public static bool IsBusy(System.Data.Common.DbException exception) => exception is SqliteException { SqliteErrorCode: Locked or TableLocked } || exception.IsTransient;

    /// <summary>Opens the transaction that seals a run.</summary>
    public Sealing BeginSealing()
    {
        using SqliteDisbursementDb model = Model();
        return Sealing.Begin(model, ConnectionString);
    }

    /// <summary>The head of a book's chain.</summary>
    public static TransferChain ChainOf(SqliteConnection connection, string book)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT sequence, hash FROM transfers WHERE id > $first AND id < $end ORDER BY id DESC LIMIT 1";
        command.Parameters.AddWithValue("$first", RunRows.BookId(book, 0));
        command.Parameters.AddWithValue("$end", RunRows.BookId(book, 0) + (1L << 32));
        using SqliteDataReader reader = command.ExecuteReader();
        return reader.Read() ? new TransferChain(reader.GetInt64(0), (byte[])reader.GetValue(1)) : new TransferChain(0, []);
    }

    /// <summary>A new file gets large pages: rows are appended by the hundred megabytes, and each page costs a call to the operating system.</summary>
    private void PrepareNew()
    {
        if (System.IO.File.Exists(File) && new FileInfo(File).Length > 0)
            return;

        // The log beside it takes over its rights.
        if (!System.IO.File.Exists(File))
            Privacy.PrivateFile.Create(File).Dispose();
        using SqliteConnection connection = new(ConnectionString);
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"PRAGMA page_size = {PageSize}; PRAGMA journal_mode = WAL;";
        command.ExecuteNonQuery();
    }

    /// <summary>
    /// Migrates where something is pending, one process at a time. The migrator's own lock is a row, which a killed process leaves behind for ever; the
    /// operating system lets go of a file by itself, so under that lock a leftover row can only be stale.
    /// </summary>
    private void BringUpToDate(string data)
    {
        using SqliteDisbursementDb db = Model();
        if (!db.Database.GetPendingMigrations().Any())
            return;

        using FileStream held = new(Path.Combine(data, "migrate.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        using (SqliteConnection connection = Connect())
        {
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "DROP TABLE IF EXISTS __EFMigrationsLock";
            command.ExecuteNonQuery();
        }

        db.Database.Migrate();
    }

    private void RefuseForeign()
    {
        if (!System.IO.File.Exists(File) || new FileInfo(File).Length == 0)
            return;

        using SqliteConnection connection = new(ConnectionString);
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM sqlite_master WHERE type = 'table' AND substr(name, 1, 7) <> 'sqlite_' AND substr(name, 1, 4) <> '__EF'";
        using SqliteDataReader reader = command.ExecuteReader();
        using SqliteDisbursementDb db = Model();
        HashSet<string?> own = [.. db.Model.GetEntityTypes().Select(entity => entity.GetTableName())];
        bool isForeign = false, hasTables = false;
        while (reader.Read())
        {
            hasTables = true;
            isForeign |= !own.Contains(reader.GetString(0));
        }

        if (isForeign || hasTables && !db.Database.GetAppliedMigrations().Intersect(db.Database.GetMigrations()).Any())
            throw new StoreRefusal($"{File} is a database of another program. Name another folder with --data.");
    }
}
