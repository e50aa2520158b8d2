using System.Diagnostics;
using Serilog;

namespace Disbursement.Jobs.Store.Connections;

/// <summary>
/// How often, and on a server how long, something is tried that a fault of the database has kept from coming about. It begins with the
/// first fault. Whoever tries again knows that nothing was done, or that doing it twice does no harm.
/// </summary>
/// <param name="settings">How long a server may be away.</param>
/// <param name="tries">How often it is tried on a file, and where no server has the name.</param>
internal sealed class Patience(DatabaseSettings settings, int tries)
{
    private const int FaultsToTell = 2;

    private long _began;
    private int _faults;

    /// <summary>Notes a fault, and tells whether it may pass and there is time left to try again.</summary>
    public bool Bears(Exception exception)
    {
        if (!Faults.IsTransient(exception))
            return false;

        if (_faults++ == 0)
            _began = Stopwatch.GetTimestamp();

        // On a server the clock alone counts: its driver may take a quarter of a minute for one try.
        return settings.Provider == DatabaseProvider.SqlServer && !Faults.IsOfName(exception)
            ? Stopwatch.GetElapsedTime(_began).TotalSeconds < settings.OutageSeconds
            : _faults < tries;
    }

    /// <summary>Waits a little, longer each time; where a server stays away, that is said once.</summary>
    public void Wait()
    {
        if (_faults == FaultsToTell && settings.Provider == DatabaseProvider.SqlServer)
            Log.Warning("The server of the database is away; it is waited for, {Seconds} seconds at most", settings.OutageSeconds);
        Faults.Pause(_faults);
    }
}
