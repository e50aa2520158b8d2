using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Runs;

/// <summary>Export templates and names of regions as a run reads, keeps and replays them.</summary>
[TestFixture]
internal sealed class KeptTermsTests
{
    private const string Own = """
        name: 本地表
        file: csv
        columns:
          - { header: 编号, source: payment_no }
          - { header: 镇, source: township }
          - { header: 额, source: amount }
        """;

    private TestOffice _office = null!;

    private string Inputs => _office.Inputs.Inputs;

    [SetUp]
    public void StaffOffice()
    {
        _office = TestOffice.Staffed();
        _office.Inputs.Roster("a.csv", A.Household(1));
        File.WriteAllText(_office.Inputs.Bureaus, File.ReadAllText(_office.Inputs.Bureaus)
            .Replace("csv+xlsx+pain001+bank", "csv+own", StringComparison.Ordinal));
        Directory.CreateDirectory(Path.Combine(Inputs, "templates"));
        File.WriteAllText(Path.Combine(Inputs, "templates", "own.yaml"), Own);
        File.WriteAllText(Path.Combine(Inputs, "regions.csv"), "code,name\n320302001000,样例街道\n");
    }

    [TearDown]
    public void CloseOffice() => _office.Dispose();

    [Test]
    public void A_run_keeps_what_it_read_and_a_replay_goes_by_it()
    {
        TestRun run = _office.Run();
        string written = File.ReadAllText(Path.Combine(run.Folder, "320302", "ocr-own.csv"));
        File.WriteAllText(Path.Combine(Inputs, "templates", "own.yaml"), "broken: [");
        File.Delete(Path.Combine(Inputs, "regions.csv"));

        Assert.That(written, Does.StartWith("\uFEFF编号,镇,额\r\n2026-1-320302-ocr-000001,样例街道,60.00\r\n"));
        Assert.That(_office.Inputs.Replay().Select(check => check.FirstBreak), Is.All.Null);
        Assert.That(File.ReadAllText(Path.Combine(run.Folder, "summary.txt")),
            Does.Contain("\ntemplates/own.yaml  ").And.Contain("\nregions.csv  "));
    }

    [TestCase("own.yaml")]
    [TestCase("regions.csv")]
    public void A_kept_file_that_was_altered_is_a_break_of_the_replay(string name)
    {
        _office.Run();
        string kept = Directory.GetFiles(Path.Combine(_office.Inputs.Data, "archive"), "*", SearchOption.AllDirectories)
            .Single(file => File.ReadAllText(file) is var text
                && (name == "own.yaml" ? text == Own : text.StartsWith("code,name", StringComparison.Ordinal)));

        File.WriteAllText(kept, File.ReadAllText(kept).Replace("样例", "示范", StringComparison.Ordinal)
            .Replace("本地", "外地", StringComparison.Ordinal));

        Assert.That(_office.Inputs.Replay()[0].FirstBreak, Does.StartWith("run 2026-1: the archive holds").And.Contains(name));
    }

    [Test]
    public void A_template_that_has_mistakes_stops_the_run_with_file_line_and_key()
    {
        File.WriteAllText(Path.Combine(Inputs, "templates", "own.yaml"), Own.Replace("township", "town", StringComparison.Ordinal));

        RunRefusal refusal = Assert.Throws<RunRefusal>(() => _office.Run())!;

        Assert.That(refusal.Message, Is.EqualTo("An export template has 1 mistake. Nothing was run."));
        Assert.That(refusal.Lines.Single(), Does.Contain("own.yaml:5: columns[1].source: 'town' is none of"));
    }

    [Test]
    public void A_format_that_is_neither_built_in_nor_a_template_is_refused()
    {
        File.Delete(Path.Combine(Inputs, "templates", "own.yaml"));

        RunRefusal refusal = Assert.Throws<RunRefusal>(() => _office.Run())!;

        Assert.That(refusal.Lines[0],
            Does.EndWith(":2: format 'own' is none of csv, xlsx, pain001, bank, and there is no template templates/own.yaml"));
    }

    [Test]
    public void A_template_that_no_bureau_names_plays_no_part()
    {
        File.WriteAllText(Path.Combine(Inputs, "templates", "other.yaml"), "broken: [");

        Assert.That(() => _office.Run(), Throws.Nothing);
    }

    [Test]
    public void Mistakes_in_the_names_of_regions_stop_the_run()
    {
        File.WriteAllText(Path.Combine(Inputs, "regions.csv"), "code,name\n3203,样例街道\n");

        RunRefusal refusal = Assert.Throws<RunRefusal>(() => _office.Run())!;

        Assert.That(refusal.Lines.Single(), Does.Contain("regions.csv:2: code '3203' is not 12 digits"));
    }
}
