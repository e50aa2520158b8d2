using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Review.Host;
using Disbursement.Jobs.Review.Settings;
using Disbursement.Jobs.Schedule;
using Disbursement.Jobs.Signatures;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Tools;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.Configuration;

namespace Disbursement.Review.Tests;

/// <summary>
/// An office with officers of every role, and the service with its console over its books, on a free port of this machine.
/// </summary>
internal sealed class TestConsole : IAsyncDisposable
{
    private static readonly Lazy<TestOffice> Told = new(Tell);

    private readonly bool _ownsOffice;
    private readonly ApprovalLevels _levels;
    private readonly int _port = KeptPort.Draw();
    private readonly Func<ServeOrder, ServeOrder> _with;
    private ServeHost _host = null!;

    private TestConsole(TestOffice office, bool ownsOffice, ApprovalLevels levels, Func<ServeOrder, ServeOrder> with)
    {
        _with = with;
        Office = office;
        _ownsOffice = ownsOffice;
        _levels = levels;
    }

    public TestOffice Office { get; }

    public Uri Address => new(_host.Addresses.First());

    /// <summary>What the running program answers to, files of its pages apart.</summary>
    public IEnumerable<RouteEndpoint> Endpoints => _host.Endpoints.OfType<RouteEndpoint>()
        .Where(one => one.Metadata.GetMetadata<StaticAssetDescriptor>() is null);

    public ScheduledWork Work => new()
    {
        Levels = _levels,
        Data = Office.Inputs.Data, Inputs = Office.Inputs.Inputs, Out = Office.Inputs.Out,
        Signing = new SigningSettings(null, null, Path.Combine(Office.Inputs.Data, "keys")), Clock = Office.Inputs.Clock,
        Schedules = ScheduleSettings.Read(new ConfigurationBuilder()
            .AddInMemoryCollection(Quiet.Select(name => new KeyValuePair<string, string?>($"Schedules:{name}:Enabled", "false"))).Build()),
    };

    private static string[] Quiet => ["YearlyRun", "ReturnInbox", "NightlyVerification", "Deadlines"];

    /// <summary>The service over an office; officers have chosen the password that tests know.</summary>
    /// <param name="office">The office.</param>
    /// <param name="ownsOffice">Whether it goes with the console.</param>
    /// <param name="levels">How many reviewers approve.</param>
    /// <param name="with">What it is started with, where that is not the usual.</param>
    public static async Task<TestConsole> Over(
        TestOffice office, bool ownsOffice = true, ApprovalLevels? levels = null, Func<ServeOrder, ServeOrder>? with = null)
    {
        TestConsole console = new(office, ownsOffice, levels ?? ApprovalLevels.One, with ?? (order => order));
        await console.Start();
        return console;
    }

    /// <summary>
    /// Administrator chen, operator zhang, reviewers li, wu and (for 320303 alone) sun, auditor zhao, over two counties of sound families
    /// and one that is not.
    /// </summary>
    public static TestOffice Office2026() => Told.Value.Copy();

    /// <summary>Cleans up after all tests.</summary>
    public static void Forget()
    {
        if (Told.IsValueCreated)
            Told.Value.Dispose();
    }

    private static TestOffice Tell()
    {
        TestOffice office = TestOffice.Staffed();
        office.Inputs.Roster("a.csv", [.. Enumerable.Range(1, 30).Select(i => A.Household(i))]);
        office.Inputs.Roster("b.csv", A.Household(41, "320303001001"), A.Household(42, "320303001001"),
            A.Household(43, "320303001001").Mother(("id_number", "320303198503040000")));
        office.Run();
        return office;
    }

    /// <summary>Stops the service and starts it again at the same address.</summary>
    public async Task Restart()
    {
        await _host.Stop();
        await _host.DisposeAsync();
        await Start();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.Stop();
        await _host.DisposeAsync();
        if (_ownsOffice)
            Office.Dispose();
    }

    /// <summary>Whether an act of this name and outcome by an officer is on record.</summary>
    public bool HasAct(string act, string actor, string outcome = "done") =>
        Office.Number($"SELECT COUNT(*) FROM audit WHERE act = '{act}' AND actor = '{actor}' AND outcome = '{outcome}'") > 0;

    private async Task Start()
    {
        _host = ServeHost.Build(_with(new ServeOrder(Work, $"http://127.0.0.1:{_port}", null)));
        await _host.Start(CancellationToken.None);
    }
}
