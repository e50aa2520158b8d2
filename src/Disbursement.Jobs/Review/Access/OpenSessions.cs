using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Connections;
using Serilog;

namespace Disbursement.Jobs.Review.Access;

/// <summary>A session that the server knows.</summary>
/// <param name="Key">The SHA-256 of the session's id, in hexadecimal. Only the cookie holds the id itself.</param>
/// <param name="Officer">The officer's number.</param>
/// <param name="Stamp">What the account rested on at the sign-in.</param>
/// <param name="LastAct">The last act on record when the password was asked for; every later act on the account ends the session.</param>
/// <param name="OpenedAt">When the officer signed in.</param>
/// <param name="TouchedAt">When the session was last used.</param>
internal sealed record OpenSession(string Key, int Officer, string Stamp, long LastAct, DateTimeOffset OpenedAt, DateTimeOffset TouchedAt);

/// <summary>
/// The list of open sessions. A session that is not on the list has ended, whatever a cookie says. The list is kept in a file, so that a
/// restart of the service ends no session and revives none.
/// </summary>
internal sealed class OpenSessions
{
    /// <summary>
    /// Uses are written to the file no more often than this. A restart may end a session earlier by as much, never later.
    /// </summary>
    private static readonly TimeSpan WriteEvery = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly string _file;
    private readonly TimeProvider _clock;
    private readonly SessionLimits _limits;
    private readonly Dictionary<string, OpenSession> _sessions;
    private DateTimeOffset _writtenAt;

    public OpenSessions(string file, TimeProvider clock, SessionLimits limits)
    {
        (_file, _clock, _limits) = (file, clock, limits);
        _sessions = Read(file).ToDictionary(session => session.Key);
        DeleteLeft();
    }

    /// <summary>
    /// The name of the list. On a cluster each node has its own, by its machine and addresses: all see the same folder, and what one of
    /// them ended another one would revive.
    /// </summary>
    public static string FileOf(DatabaseSettings database, string addresses) => database.Provider == DatabaseProvider.Sqlite
        ? "open.json"
        : $"open-{Environment.MachineName}-{KeyOf(addresses)[..8]}.json";

    /// <summary>Opens a session and returns its id, which nobody can guess.</summary>
    public string Open(int officer, string stamp, long lastAct)
    {
        string id = DrawSessionId.Run();
        DateTimeOffset now = _clock.GetUtcNow();
        lock (_gate)
        {
            foreach (OpenSession old in _sessions.Values.Where(session => IsOver(session, now)).ToList())
                _sessions.Remove(old.Key);
            OpenSession session = new(KeyOf(id), officer, stamp, lastAct, now, now);
            _sessions[session.Key] = session;
            Write(now);
        }

        return id;
    }

    /// <summary>The session; null where it was ended or has reached a limit.</summary>
    public OpenSession? Find(string id)
    {
        lock (_gate)
            return _sessions.GetValueOrDefault(KeyOf(id)) is { } session && !IsOver(session, _clock.GetUtcNow()) ? session : null;
    }

    /// <summary>Marks the session as used now.</summary>
    public void Touch(string id)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        lock (_gate)
        {
            if (Find(id) is not { } session)
                return;

            _sessions[session.Key] = session with { TouchedAt = now };
            if (now - _writtenAt >= WriteEvery)
                Write(now);
        }
    }

    /// <summary>Ends a session for good.</summary>
    public void End(string id)
    {
        lock (_gate)
        {
            if (_sessions.Remove(KeyOf(id)))
                Write(_clock.GetUtcNow());
        }
    }

    private bool IsOver(OpenSession session, DateTimeOffset now) =>
        now - session.TouchedAt >= _limits.Idle || now - session.OpenedAt >= _limits.Longest;

    private static string KeyOf(string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));

    /// <summary>
    /// Writes the list. Where that fails, the old file is removed: a restart then ends every session instead of reviving one that was
    /// ended.
    /// </summary>
    private void Write(DateTimeOffset now)
    {
        _writtenAt = now;
        try
        {
            string beside = _file + ".new";
            using (FileStream target = PrivateFile.Create(beside))
            {
                JsonSerializer.Serialize(target, _sessions.Values);
                target.Flush(flushToDisk: true);
            }

            PrivateFile.Move(beside, _file);
            PrivateFile.FlushNames(Path.GetDirectoryName(_file)!);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.Warning("The list of open sessions cannot be written ({Kind}); a restart of the service will end them all",
                exception.GetType().Name);
            File.Delete(_file);
        }
    }

    /// <summary>
    /// Deletes lists of nodes that are gone. A list is written whenever a session is opened: one that nobody has written for as long as a
    /// session may last holds none, whether or not its node is there.
    /// </summary>
    private void DeleteLeft()
    {
        try
        {
            foreach (FileInfo list in new FileInfo(_file).Directory!.GetFiles("open*.json*"))
            {
                if (list.FullName != Path.GetFullPath(_file) && list.LastWriteTimeUtc + _limits.Longest < _clock.GetUtcNow().UtcDateTime)
                    list.Delete();
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.Information("Lists of sessions of nodes that are gone could not be deleted yet ({Kind}); the next start does",
                exception.GetType().Name);
        }
    }

    private static List<OpenSession> Read(string file)
    {
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize<List<OpenSession>>(File.ReadAllBytes(file)) ?? [] : [];
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException)
        {
            Log.Warning("The list of open sessions cannot be read ({Kind}); everybody signs in again", exception.GetType().Name);
            return [];
        }
    }
}
