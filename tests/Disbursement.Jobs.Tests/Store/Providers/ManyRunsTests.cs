using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Proofs;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Store.Providers;

/// <summary>Books of many years on every provider: ids hold the run in their upper bits.</summary>
[TestFixtureSource(typeof(TestProvider), nameof(TestProvider.All))]
internal sealed class ManyRunsTests(TestProvider provider)
{
    private const int RunsBefore = 200;

    /// <summary>Ids of the files of batches have more than 32 bits from run 128 on.</summary>
    [Test]
    public void After_two_hundred_runs_two_years_of_an_office_hold()
    {
        using TestOffice office = TestOffice.Staffed(new TestInputs(provider.Settings));
        new RunBook(office.Setting.Store).Start(new RunRecord
        {
            Number = RunsBefore, Id = "2001-1", Year = 2001, Ordinal = 1, State = RunState.Abandoned, Maker = "zhang", Language = "en",
            StartedAt = office.Inputs.Clock.GetUtcNow(),
        });

        FullStory.Tell(office);

        Assert.That(office.Number("SELECT MIN(number) FROM runs WHERE state = 'Sealed'"), Is.EqualTo(RunsBefore + 1));
        Assert.That(office.Number("SELECT MIN(id) FROM batch_files"), Is.GreaterThan(int.MaxValue));
        Assert.That(office.Breaks(), Is.Empty);
        Assert.That(office.Inputs.Replay().Select(check => check.FirstBreak), Is.All.Null);
    }
}
