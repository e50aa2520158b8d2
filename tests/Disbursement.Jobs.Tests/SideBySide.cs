using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Proofs;
using Disbursement.Jobs.Tests.Tools;

// A fixture has folders, a database and a clock of its own, so fixtures run side by side. NonParallelizable are those that watch the whole
// process: what it allocates, its environment, its measures.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(4)]

namespace Disbursement.Jobs.Tests;

/// <summary>What is there for all tests, and is cleaned up after them.</summary>
[SetUpFixture]
internal sealed class AroundAllTests
{
    [OneTimeSetUp]
    public void Listen() => Disburse.Listen();

    [OneTimeTearDown]
    public void Clear()
    {
        FullStory.Forget();
        Through.Cli.Forget();
        TestOffice.Forget();
        QuickDisk.Clear();
    }
}
