using Disbursement.Jobs.Schedule;
using Disbursement.Jobs.Store.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Quartz;

namespace Disbursement.Jobs.Tests.Schedule;

/// <summary>What the scheduler of a cluster is told of time.</summary>
public sealed class ScheduleStoreTests
{
    /// <summary>
    /// A cut connection kept a node from looking for 15 seconds: what a killed one had in hand lay for 16 where 2 were set.
    /// </summary>
    [Test]
    public void A_node_whose_store_failed_looks_again_long_before_it_is_taken_for_dead()
    {
        DatabaseSettings database = new()
        {
            Provider = DatabaseProvider.SqlServer, ConnectionString = "Server=none", NodeSilenceSeconds = 8,
        };
        AdoJobStoreOptions? store = null;
        ClusteringOptions? cluster = null;
        QuartzSchedulerBuilder.Create(quartz =>
        {
            ScheduleStore.ConfigureRuns(quartz, Path.GetTempPath(), TimeProvider.System, database);
            using ServiceProvider services = quartz.Services.BuildServiceProvider();
            store = services.GetRequiredService<IOptionsMonitor<AdoJobStoreOptions>>().Get(quartz.SchedulerName);
            cluster = services.GetRequiredService<IOptionsMonitor<ClusteringOptions>>().Get(quartz.SchedulerName);
        });

        Assert.That((store!.DbRetryInterval, cluster!.CheckinInterval, cluster.CheckinInterval + cluster.CheckinMisfireThreshold),
            Is.EqualTo((TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(8))));
    }
}
