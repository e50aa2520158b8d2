using System.Data.Common;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Schedule;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Disbursement.Jobs.Review.Host;

/// <summary>Checks that the database can be opened and read.</summary>
internal sealed class DatabaseCheck(ScheduledWork work) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            if (!Database.Exists(work.Data, work.Database))
                return Task.FromResult(HealthCheckResult.Unhealthy("The database is gone."));

            using DisbursementDb db = Database.OpenToRead(work.Data, work.Database).Model();
            return Task.FromResult(HealthCheckResult.Healthy(Counted.Of(db.Runs.Count(), "run")));
        }
        catch (Exception exception) when (exception is StoreRefusal or DbException or IOException or UnauthorizedAccessException)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy($"The database cannot be read ({exception.GetType().Name})."));
        }
    }
}

/// <summary>Checks that the key ring can be opened. Without it no run is possible.</summary>
internal sealed class KeyRingCheck(ScheduledWork work) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            _ = OpenRing.Existing(work.Data, Database.OpenToRead(work.Data, work.Database));
            return Task.FromResult(HealthCheckResult.Healthy());
        }
        catch (RunRefusal)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy("The key ring is missing, damaged, or another database's."));
        }
        catch (Exception exception) when (exception is StoreRefusal or DbException or IOException or UnauthorizedAccessException)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy($"The key ring cannot be read ({exception.GetType().Name})."));
        }
    }
}

/// <summary>Checks that the disk of the data folder has room for a run.</summary>
internal sealed class RoomCheck(ScheduledWork work) : IHealthCheck
{
    private const long LeastMebibytes = 512;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            long free = new DriveInfo(Path.GetFullPath(work.Data)).AvailableFreeSpace >> 20;
            return Task.FromResult(free >= LeastMebibytes
                ? HealthCheckResult.Healthy($"{free} MiB free")
                : HealthCheckResult.Unhealthy($"{free} MiB free; a run needs {LeastMebibytes}."));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy($"The disk cannot be asked ({exception.GetType().Name})."));
        }
    }
}
