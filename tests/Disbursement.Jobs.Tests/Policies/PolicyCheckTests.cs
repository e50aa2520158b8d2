using Disbursement.Jobs.Cli;
using Disbursement.Jobs.Policies;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Tools;
using Disbursement.Jobs.Yaml;

namespace Disbursement.Jobs.Tests.Policies;

/// <summary><c>policy check</c> says before a run what a run would refuse, and what a run would never use.</summary>
[TestFixture]
internal sealed class PolicyCheckTests
{
    private TestInputs _inputs = null!;

    [SetUp]
    public void MakeInputs() => _inputs = new TestInputs();

    [TearDown]
    public void RemoveInputs() => _inputs.Dispose();

    [Test]
    public async Task A_second_pack_beside_it_is_refused_as_a_run_refuses_it()
    {
        Assert.That((await Check()).Exit, Is.EqualTo(ExitCode.Done));
        File.Copy(_inputs.Pack, Path.Combine(Path.GetDirectoryName(_inputs.Pack)!, "other.yaml"));

        (int exit, string said) = await Check();

        Assert.That(exit, Is.EqualTo(ExitCode.Usage), said);
        Assert.That(said, Does.Contain("holds 2 policy packs (other.yaml, "));
    }

    [Test]
    public async Task Packs_that_are_compared_in_another_folder_are_no_mistake()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_inputs.Root, "drafts")).FullName;
        foreach (string name in new[] { "a.yaml", "b.yaml" })
            File.Copy(_inputs.Pack, Path.Combine(folder, name));

        Assert.That((await Check(Path.Combine(folder, "a.yaml"))).Exit, Is.EqualTo(ExitCode.Done));
    }

    [Test]
    public async Task A_rate_of_a_county_that_no_bureau_has_is_told_by_the_check_and_by_the_run()
    {
        const string told = "schemes.ocr.rate.county.320399: no bureau of bureaus.csv has the county 320399";
        _inputs.EditPack("county: {}", "county: { \"320302\": [ { from: 2024-01-01, value: 1.00, status: verified, source: s } ], "
            + "\"320399\": [ { from: 2024-01-01, value: 1.00, status: verified, source: s } ] }");
        _inputs.Roster("a.csv", A.Household(1));

        (int exit, string said) = await Check();

        Assert.That((exit, said.Contains(told, StringComparison.Ordinal)), Is.EqualTo((ExitCode.Done, true)), said);
        Assert.That(said, Does.Not.Contain("no bureau of bureaus.csv has the county 320302"));
        Assert.That(_inputs.Read().Summary.Notable(isChinese: false), Has.One.StartsWith(told));
    }

    [Test]
    public async Task A_scheme_that_never_was_cannot_have_ended_unseen()
    {
        File.AppendAllText(_inputs.Pack, "\nendedSchemes: [zzz, yyy]\n");
        _inputs.Roster("a.csv", A.Household(1)).Run();
        using (TestDatabase rows = _inputs.Rows())
            rows.Tamper("UPDATE batches SET scheme = 'yyy'");

        (int exit, string said) = await Check();

        Assert.That(exit, Is.EqualTo(ExitCode.Done), said);
        Assert.That(said, Does.Contain("no run at hand has paid zzz"));
        Assert.That(said, Does.Not.Contain("yyy,"));
    }

    [Test]
    public void A_second_document_is_named_with_its_line()
    {
        int lines = File.ReadAllLines(_inputs.Pack).Length;
        File.AppendAllText(_inputs.Pack, "---\nname: another\n");

        YamlDefect defect = ReadPolicyPack.Run(_inputs.Pack).Defects.Single();

        Assert.That((defect.Line, defect.Problem.English),
            Is.EqualTo((lines + 1, "a second document begins here (---): leave one document in the file")));
    }

    private async Task<(int Exit, string Said)> Check(string? file = null)
    {
        (int exit, string output, string errors) = await Disburse.Run("policy", "check", file ?? _inputs.Pack, "--data", _inputs.Data,
            "--lang", "en", "--logs", Path.Combine(_inputs.Root, "logs"));
        return (exit, output + errors);
    }
}
