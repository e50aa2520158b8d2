using System.Globalization;

namespace Disbursement.Jobs.Files;

/// <summary>Names that no other process, on this machine or another, gives at any time: for what is written beside its place.</summary>
internal static class OwnName
{
    private static readonly string Process = string.Create(CultureInfo.InvariantCulture,
        $"{Environment.MachineName.ToLowerInvariant()}-{Environment.ProcessId}-{TimeProvider.System.GetUtcNow().UtcTicks}");

    private static long given;

    /// <summary>The next one: machine, process, when it began, and a number.</summary>
    public static string Next() => string.Create(CultureInfo.InvariantCulture, $"{Process}-{Interlocked.Increment(ref given)}");
}
