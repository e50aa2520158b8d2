using Disbursement.Jobs.Files;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Runs;

/// <summary>What a start would do is told before it is made, and a start that was decided on another state is refused.</summary>
[TestFixture]
internal sealed class StartOutlookTests
{
    private const string Batch = "2026-1-320302-ocr";

    private TestOffice _office = null!;

    private TestInputs Inputs => _office.Inputs;

    [SetUp]
    public void Open()
    {
        _office = TestOffice.Staffed();
        Inputs.Roster("a.csv", A.Household(1), A.Household(2));
    }

    [TearDown]
    public void Close() => _office.Dispose();

    [Test]
    public void The_first_start_makes_a_new_run() => Assert.That(Outlook(), Is.EqualTo((StartKind.New, "2026-1", (string?)null)));

    [Test]
    public void A_start_after_a_sealed_run_of_the_same_inputs_has_nothing_to_pay()
    {
        _office.Run();

        Assert.That(Outlook(), Is.EqualTo((StartKind.Nothing, "2026-2", "2026-1")));
        Assert.That(_office.Run().Summary.Payments, Is.Zero);
    }

    [Test]
    public void A_start_after_a_run_that_failed_resumes_it()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();
        Assert.That(() => Inputs.Run(Inputs.Order(), stop: stop.Token), Throws.InstanceOf<OperationCanceledException>());

        Assert.That(Outlook(), Is.EqualTo((StartKind.Resumes, "2026-1", (string?)null)));
    }

    [TestCase("another roster")]
    [TestCase("a correction")]
    [TestCase("other bytes of the same size")]
    [TestCase("a roster less")]
    [TestCase("a register")]
    [TestCase("the pack")]
    [TestCase("the bureaus")]
    [TestCase("other counties")]
    [TestCase("a rejected batch")]
    [TestCase("a cancelled payment")]
    [TestCase("a failed payment")]
    [TestCase("a run of another year")]
    public void Something_has_changed_since_the_last_run(string what)
    {
        Inputs.Roster("b.csv", A.Household(3));
        _office.Run();
        Change(what);

        Assert.That(Outlook(what == "other counties" ? "320302" : null), Is.EqualTo((StartKind.New, "2026-2", (string?)null)));
    }

    [Test]
    public void A_start_is_refused_after_a_run_that_its_page_did_not_show()
    {
        RunOrder order = Shown();
        _office.Run();

        Assert.That(Assert.Throws<RunRefusal>(() => Inputs.Run(order))!.Message, Does.StartWith("There is run 2026-1 (sealed)"));
        Assert.That(_office.Texts("SELECT id FROM runs"), Is.EqualTo(new[] { "2026-1" }));
    }

    [Test]
    public void A_start_is_refused_after_files_that_its_page_did_not_show()
    {
        RunOrder order = Shown();
        Inputs.Roster("b.csv", A.Household(3));

        Assert.That(Assert.Throws<RunRefusal>(() => Inputs.Run(order))!.Message, Does.StartWith("Files of the inputs folder have changed"));
        Assert.That(_office.Texts("SELECT id FROM runs"), Is.Empty);
    }

    [Test]
    public void A_start_in_the_state_that_its_page_showed_is_made() =>
        Assert.That(Inputs.Run(Shown()).Summary.Run.Id, Is.EqualTo("2026-1"));

    private RunOrder Shown() => Inputs.Order() with { DecidedOn = StartState.Of(_office.Setting.Store, RunInputs.Read(Inputs.Order())) };

    private (StartKind, string, string?) Outlook(string? county = null)
    {
        RunOrder order = Inputs.Order() with { Counties = county is null ? [] : [county] };
        StartOutlook outlook = StartOutlook.Of(_office.Setting.Store, order, RunInputs.Read(order), FileHash.Of);
        return (outlook.Kind, outlook.Run, outlook.Since);
    }

    private void Change(string what)
    {
        string roster = Inputs.PathOf("b.csv");
        switch (what)
        {
            case "another roster":
                Inputs.Roster("c.csv", A.Household(4));
                break;
            case "a correction":
                TestOffice.Done(_office.Correct("d.csv", null, A.Household(3)));
                break;
            case "other bytes of the same size":
                byte[] bytes = File.ReadAllBytes(roster);
                bytes[^2] ^= 1;
                File.WriteAllBytes(roster, bytes);
                break;
            case "a roster less":
                File.Delete(roster);
                break;
            case "a register":
                Inputs.Register("deaths.csv", "id_number,died_on");
                break;
            case "the pack":
                File.AppendAllText(Inputs.Pack, "\n");
                break;
            case "the bureaus":
                File.AppendAllText(Inputs.Bureaus, "\n");
                break;
            case "a rejected batch":
                TestOffice.Done(_office.Reject(Batch));
                break;
            case "a cancelled payment":
                TestOffice.Done(_office.Hold($"{Batch}-000001"));
                TestOffice.Done(_office.Cancel($"{Batch}-000001"));
                break;
            case "a failed payment":
                _office.Send(Batch);
                TestOffice.Done(_office.Import("bank.csv", _office.Answer($"{Batch}-000001", "failed", "账户已销户")));
                break;
            case "a run of another year":
                Inputs.RosterOf(2027, "e.csv", A.Household(1));
                _office.Run(2027);
                break;
            default:
                break;
        }
    }
}
