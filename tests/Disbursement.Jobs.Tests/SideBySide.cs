using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Proofs;
using Disbursement.Jobs.Tests.Tools;

// Each fixture has folders of its own, so fixtures run beside one another; those that change what belongs to the whole process, or that time must not be taken from, say so.
[assembly: Parallelizable(ParallelScope.Fixtures)]
[assembly: LevelOfParallelism(3)]

namespace Disbursement.Jobs.Tests;

/// <summary>Cleans up after all tests.</summary>
[SetUpFixture]
internal sealed class AfterAllTests
{
    [OneTimeTearDown]
    public void Clear()
    {
        FullStory.Forget();
        TestOffice.Forget();
        QuickDisk.Clear();
    }
}
