using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Schedule;

namespace Disbursement.Jobs.Tests.Acts;

/// <summary>A policy pack comes into force by two people, and no run is made with another one.</summary>
[TestFixture]
internal sealed class PackTests
{
    private TestOffice _office = null!;
    private Officer _other = null!;

    [SetUp]
    public void Open()
    {
        _office = TestOffice.Staffed(new TestInputs().Roster("a.csv", A.Household(1)));
        _other = _office.Add("huang", OfficerRole.Administrator);
    }

    [TearDown]
    public void Close() => _office.Dispose();

    private ActivatePack Packs => new(_office.Setting);

    [Test]
    public void A_pack_that_two_people_activated_is_the_only_one_that_runs_are_made_with()
    {
        string present = Sha256();
        Assert.That(Packs.Propose(_office.Inputs.Pack, _office.Administrator), Is.InstanceOf<ActOutcome.Done>());
        Assert.That(_office.Run().Summary.Run.PackSha256, Is.EqualTo(present), "proposing alone changes nothing");
        Assert.That(Packs.Activate(present[..8], _other), Is.InstanceOf<ActOutcome.Done>());

        File.AppendAllText(_office.Inputs.Pack, "\n# a remark\n");
        RunRefusal? refusal = Assert.Throws<RunRefusal>(() => _office.Run());

        Assert.That(refusal!.Message, Does.Contain(present).And.Contain(Sha256()).And.Contain("activated by huang"));
        Assert.That(refusal.Say(isChinese: true), Does.Contain("不是现行政策包"));
        Assert.That(_office.Inputs.Sealed(), Has.Count.EqualTo(1));
        Assert.That(_office.Breaks(), Is.Empty);
    }

    [Test]
    public void A_pack_in_force_is_followed_by_the_next_one()
    {
        Activate();
        string first = Sha256();
        File.AppendAllText(_office.Inputs.Pack, "\n# a remark\n");
        Activate();

        Assert.That(_office.Run().Summary.Run.PackSha256, Is.EqualTo(Sha256()).And.Not.EqualTo(first));
        using DisbursementDb db = _office.Setting.Store.Model();
        Assert.That(PackBook.Steps(db).Select(step => (step.IsActivation, step.Officer, step.Sha256 == first)),
            Is.EqualTo(new[] { (false, "chen", true), (true, "huang", true), (false, "chen", false), (true, "huang", false) }));
    }

    [Test]
    public void Nobody_activates_what_they_proposed()
    {
        Packs.Propose(_office.Inputs.Pack, _office.Administrator);

        Assert.That(TestOffice.CodeOf(Packs.Activate(Sha256(), _office.Administrator)), Is.EqualTo("MAKER-IS-CHECKER"));
        using DisbursementDb db = _office.Setting.Store.Model();
        Assert.That(PackBook.InForce(db), Is.Null);
    }

    [Test]
    public void What_nobody_proposed_is_unsound_or_is_in_force_already_is_refused()
    {
        string broken = Path.Combine(_office.Inputs.Root, "broken.yaml");
        File.WriteAllText(broken, "name: x\n");
        Activate();

        Assert.That(TestOffice.CodeOf(Packs.Propose(broken, _office.Administrator)), Is.EqualTo("PACK-UNSOUND"));
        Assert.That(TestOffice.CodeOf(Packs.Propose(_office.Inputs.Pack, _office.Administrator)), Is.EqualTo("PACK-IN-FORCE"));
        Assert.That(TestOffice.CodeOf(Packs.Activate(new string('a', 64), _other)), Is.EqualTo("NO-SUCH"));
        Assert.That(TestOffice.CodeOf(Packs.Activate(Sha256()[..7], _other)), Is.EqualTo("NO-SUCH"), "seven digits name nothing");
        Assert.That(TestOffice.CodeOf(Packs.Activate(Sha256(), _other)), Is.EqualTo("PACK-IN-FORCE"));
    }

    [TestCase("zhang")]
    [TestCase("li")]
    [TestCase("zhao")]
    public void Only_administrators_propose_and_activate(string officer)
    {
        Packs.Propose(_office.Inputs.Pack, _office.Administrator);

        Assert.That((TestOffice.CodeOf(Packs.Propose(_office.Inputs.Pack, _office[officer])),
            TestOffice.CodeOf(Packs.Activate(Sha256(), _office[officer]))), Is.EqualTo(("NOT-YOUR-POWER", "NOT-YOUR-POWER")));
    }

    private void Activate()
    {
        Assert.That(Packs.Propose(_office.Inputs.Pack, _office.Administrator), Is.InstanceOf<ActOutcome.Done>());
        Assert.That(Packs.Activate(Sha256(), _other), Is.InstanceOf<ActOutcome.Done>());
    }

    private string Sha256() => Jobs.Policies.ReadPolicyPack.Run(_office.Inputs.Pack).Sha256;
}
