using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Through;
using Disbursement.Jobs.Tests.Tools;

namespace Disbursement.Jobs.Tests.Faults;

/// <summary>What a user of the machine may not read is not called a disk that cannot be written, nor a damaged database.</summary>
[TestFixture]
internal sealed class RightsTests
{
    private const string Nobody = "65534";

    private TestInputs _inputs = null!;

    [SetUp]
    public void MakeInputs()
    {
        if (!RunningService.IsRoot)
            Assert.Ignore("only root can act as another user");
        _inputs = new TestInputs().WithSample(5);
        RequiredTool.Run("chmod", ["-R", "a+rwX", _inputs.Root]);
    }

    [TearDown]
    public void RemoveInputs() => _inputs?.Dispose();

    [TestCase("policy/xuzhou.yaml")]
    [TestCase("bureaus.csv")]
    public void A_file_that_may_not_be_read_is_told_as_such(string name)
    {
        RequiredTool.Run("chmod", ["u=r,go=", Path.Combine(_inputs.Root, "inputs", name)]);

        Said said = AsNobody("run", "--year", "2026");

        Assert.That(said.Errors, Does.Contain("this user may not read").And.Contain(name).And.Not.Contain("cannot be written"));
        Assert.That(said.Exit, Is.EqualTo(4));
    }

    [Test]
    public void Books_beside_which_nothing_may_be_written_are_not_called_damaged()
    {
        Assert.That(AsNobody("run", "--year", "2026").Exit, Is.Zero);
        RequiredTool.Run("chown", ["-R", "0:0", _inputs.Data]);
        RequiredTool.Run("chmod", ["-R", "a+rX,go-w", _inputs.Data]);

        Said said = AsNobody("db", "check");

        Assert.That(said.Errors + said.Output, Does.Contain("cannot be written").And.Not.Contain("not a sound database"));
        Assert.That(said.Exit, Is.EqualTo(4));
    }

    private Said AsNobody(params string[] words) => Through.Cli.Start(_inputs.Root, [],
        [RequiredTool.PathOf("setpriv"), "--reuid", Nobody, "--regid", Nobody, "--clear-groups"], [], words);
}
