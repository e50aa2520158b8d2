using System.Globalization;
using Disbursement.Jobs.Cli;
using Disbursement.Jobs.Schedule;
using Disbursement.Jobs.Tests.Cluster;
using Npgsql;
using Quartz;

namespace Disbursement.Jobs.Tests;

/// <summary>
/// The program as a process of its own whose cluster keeps its jobs in a server that tests have: the arguments are those of the program.
/// Otherwise it is what the real one is.
/// </summary>
internal static class Program
{
    private static Task<int> Main(string[] args)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture =
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        string server = Environment.GetEnvironmentVariable(TestCluster.ServerVariable)!;
        ScheduleStore.Elsewhere = (quartz, store) =>
        {
            store.UsePostgres(NpgsqlFactory.Instance, server);
            quartz.ConfigureScheduler(scheduler => scheduler.InstanceId = Takeovers.NameOf(Environment.ProcessId));
            if (Environment.GetEnvironmentVariable(TestCluster.ClockVariable) is { } clock)
                quartz.UseTimeProvider(new JumpingClock(clock));
        };
        return CommandLine.Run(args);
    }
}
