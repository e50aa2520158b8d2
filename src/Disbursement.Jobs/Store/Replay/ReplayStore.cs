using Disbursement.Domain.Households;
using Disbursement.Jobs.Anchors;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Sqlite;
using Disbursement.Jobs.Store.Tables;
using Microsoft.Data.Sqlite;

namespace Disbursement.Jobs.Store.Replay;

/// <summary>
/// The database of one replay, with the recorded one attached beside it: as <c>recorded</c>, which SQLite itself opened for reading alone.
/// </summary>
internal sealed class ReplayStore : IDisposable
{
    private static readonly string Prepare = $"""
        INSERT OR IGNORE INTO standings SELECT claimant_key, standing_before FROM recorded.claimants
        WHERE number > $first AND number < $end AND standing_before IS NOT NULL ORDER BY claimant_key;

        -- Each book goes on from the transfer before the first one of the run.
        INSERT INTO transfers SELECT * FROM recorded.transfers WHERE id IN (
            SELECT (SELECT MAX(id) FROM recorded.transfers WHERE id < own.first AND id >= {PackedIds.StartOfBook("own.first")})
            FROM (SELECT MIN(id) AS first FROM recorded.transfers WHERE run = $run AND event IN ('accrue', 'recover', 'offset')
              GROUP BY {PackedIds.BookOf("id")}) AS own);
        """;

    private ReplayStore(Database store, SqliteConnection connection)
    {
        Store = store;
        Connection = connection;
    }

    /// <summary>Where the replay writes.</summary>
    public Database Store { get; }

    /// <summary>
    /// Sees the replay as <c>main</c>, the record as <c>recorded</c>, and as <c>past</c> what the replays before left behind.
    /// </summary>
    public SqliteConnection Connection { get; }

    /// <summary>Makes the database of a replay in an empty folder: with the run, and with what the run found when it decided.</summary>
    public static ReplayStore Make(string folder, string recorded, string past, RunRecord run)
    {
        ReplayStore made = Beside(folder, recorded, past);
        try
        {
            new RunBook(made.Store).Start(run);
            using SqliteCommand prepare = made.Connection.CreateCommand();
            prepare.CommandText = Prepare;
            (long first, long end) = ClaimantNumber.OfRun(run.Number);
            prepare.Parameters.AddWithValue("$first", first);
            prepare.Parameters.AddWithValue("$end", end);
            prepare.Parameters.AddWithValue("$run", run.Id);
            prepare.ExecuteNonQuery();
            return made;
        }
        catch
        {
            made.Dispose();
            throw;
        }
    }

    /// <summary>Makes an empty database beside the recorded one.</summary>
    public static ReplayStore Beside(string folder, string recorded, string past)
    {
        SqliteDatabase store = SqliteDatabase.Open(folder, DatabaseSettings.Default with { Anchors = AnchorSettings.Unsigned });
        SqliteConnection connection =
            new(new SqliteConnectionStringBuilder { DataSource = Uri(store.File, "rw"), DefaultTimeout = 30, Pooling = false }.ToString());
        try
        {
            connection.Open();
            Attach(connection, Uri(recorded, "ro"), "recorded");
            Attach(connection, Uri(past, "rwc"), "past");
            using SqliteCommand settings = connection.CreateCommand();
            settings.CommandText = "PRAGMA main.synchronous = OFF; PRAGMA past.synchronous = OFF; PRAGMA main.cache_size = -32768; PRAGMA "
                + "recorded.cache_size = -32768; PRAGMA past.cache_size = -32768;";
            settings.ExecuteNonQuery();
            PastStandings.Prepare(connection);
            return new ReplayStore(store, connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Dispose() => Connection.Dispose();

    private static void Attach(SqliteConnection connection, string uri, string name)
    {
        using SqliteCommand attach = connection.CreateCommand();
        attach.CommandText = $"ATTACH $uri AS {name}";
        attach.Parameters.AddWithValue("$uri", uri);
        attach.ExecuteNonQuery();
    }

    /// <summary>The only way to open databases of one connection for different uses.</summary>
    private static string Uri(string file, string mode)
    {
        string path = string.Join('/', Path.GetFullPath(file).Replace('\\', '/').Split('/').Select(System.Uri.EscapeDataString));
        return $"file://{(path.StartsWith('/') ? "" : "/")}{path}?mode={mode}";
    }
}
