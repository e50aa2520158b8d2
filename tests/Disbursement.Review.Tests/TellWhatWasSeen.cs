using NUnit.Framework.Interfaces;
using NUnit.Framework.Internal;

[assembly: Disbursement.Review.Tests.TellWhatWasSeen]

namespace Disbursement.Review.Tests;

/// <summary>A failed test says what its pages showed last.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class TellWhatWasSeen : Attribute, ITestAction
{
    private const string Seen = "seen";

    public ActionTargets Targets => ActionTargets.Test;

    /// <summary>Remembers what a page showed, for the test that runs.</summary>
    public static void Keep(string shown) => TestExecutionContext.CurrentContext.CurrentTest.Properties.Add(Seen, shown);

    public void BeforeTest(ITest test)
    {
    }

    public void AfterTest(ITest test)
    {
        if (TestContext.CurrentContext.Result.Outcome.Status != TestStatus.Failed)
            return;
        foreach (object shown in test.Properties[Seen])
            TestContext.Error.WriteLine(shown);
    }
}
