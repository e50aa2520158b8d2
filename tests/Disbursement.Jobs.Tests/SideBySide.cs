using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Proofs;
using Disbursement.Jobs.Tests.Tools;

// Fixtures that mostly wait for processes of their own run beside one another; all others one after the other, since the processors are busy either way.
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
