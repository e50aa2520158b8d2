using System.Globalization;

namespace Disbursement.Jobs.Tests.Cluster;

/// <summary>A clock that goes wrong by as many seconds as stand in a file.</summary>
internal sealed class JumpingClock(string file) : TimeProvider
{
    public override DateTimeOffset GetUtcNow()
    {
        double seconds = 0;
        try
        {
            _ = double.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out seconds);
        }
        catch (IOException)
        {
            // It is right as long as nobody says otherwise.
        }

        return base.GetUtcNow().AddSeconds(seconds);
    }
}
