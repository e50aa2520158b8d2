using System.Text.Json;
using Disbursement.Jobs.Cli;
using Disbursement.Jobs.Questions.Audits;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Proofs;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Tools;

namespace Disbursement.Jobs.Tests.Questions.Audits;

/// <summary>Every question on the command line: sums, files, both languages, and nobody's whole number.</summary>
internal sealed class AuditVerbTests
{
    private TestOffice _office = null!;

    private static IEnumerable<string> Names => AskAudit.Questions.Select(question => question.Name).Where(name => name != "unpaid");

    [OneTimeSetUp]
    public void TellTheStory() => _office = FullStory.Copy();

    [OneTimeTearDown]
    public void Close() => _office.Dispose();

    [TestCaseSource(nameof(Names))]
    public async Task Answers_with_sums_and_says_what_it_cannot_see_in_both_languages(string name)
    {
        (int english, string said, string errors) = await Say(Line(name, "--lang", "en"));
        (int chinese, string told, _) = await Say(Line(name, "--lang", "zh"));

        AuditQuestion question = AskAudit.Find(name)!;
        Assert.That((english, chinese, errors), Is.EqualTo((ExitCode.Done, ExitCode.Done, "")));
        Assert.That(said,
            Does.Contain(question.Title.English).And.Contain("What this report cannot see:").And.Contain(question.Unseen[0].English[..20]));
        Assert.That(told, Does.Contain(question.Title.Chinese).And.Contain("本表看不到：").And.Contain(question.Unseen[0].Chinese[..8]));
        Assert.That(Numbers().Where(number => said.Contains(number, StringComparison.Ordinal)
            || told.Contains(number, StringComparison.Ordinal)), Is.Empty);
    }

    [TestCaseSource(nameof(Names))]
    public async Task Writes_every_line_as_csv_xlsx_and_json_and_masks_all_numbers(string name)
    {
        string csv = Path.Combine(_office.Inputs.Root, $"{name}.csv"), xlsx = Path.Combine(_office.Inputs.Root, $"{name}.xlsx");

        (int first, _, _) = await Say(Line(name, "--out", csv, "--lang", "en"));
        (int second, _, _) = await Say(Line(name, "--out", xlsx, "--format", "xlsx", "--lang", "zh"));

        int lines = _office.Ask(name).Count;
        string text = await File.ReadAllTextAsync(csv);
        Assert.That((first, second), Is.EqualTo((ExitCode.Done, ExitCode.Done)));
        Assert.That(RosterText.Read(text), Has.Count.EqualTo(lines));
        Assert.That(text.Split("\r\n")[0].TrimStart('\uFEFF'),
            Is.EqualTo(string.Join(',', AskAudit.ColumnsOf(AskAudit.Find(name)!).Select(column => column.English))));
        Assert.That(MiniExcelLibs.MiniExcel.Query(xlsx, useHeaderRow: true).Count(), Is.EqualTo(lines));
        Assert.That(MiniExcelLibs.MiniExcel.GetSheetNames(xlsx), Is.EqualTo(new[] { "明细", "合计", "说明" }).AsCollection);
        Assert.That(Numbers().Where(number => text.Contains(number, StringComparison.Ordinal)), Is.Empty);
    }

    [TestCaseSource(nameof(Names))]
    public void Is_one_document_of_JSON_with_lines_sums_and_remarks(string name)
    {
        AuditSetting setting = new(_office.Inputs.Data, _office.Setting.Store, _office.Setting.Ring, _office.Inputs.Clock);
        AuditReport report = AskAudit.Run(AskAudit.Find(name)!, setting, new AuditOrder { Year = 2026 }, CancellationToken.None);
        using MemoryStream output = new();
        using (JsonReport json = new(output, report))
            report.Run(json);

        using JsonDocument document = JsonDocument.Parse(output.ToArray());
        JsonElement root = document.RootElement;
        Assert.That((root.GetProperty("name").GetString(), root.GetProperty("lines").GetArrayLength(),
            root.GetProperty("count").GetInt64()), Is.EqualTo((name, _office.Ask(name).Count, (long)_office.Ask(name).Count)));
        Assert.That(root.GetProperty("totals").EnumerateArray().Sum(sum => sum.GetProperty("fen").GetInt64()),
            Is.EqualTo(root.GetProperty("fen").GetInt64()));
        Assert.That(root.GetProperty("unseen").GetArrayLength(), Is.Positive);
    }

    [Test]
    public async Task The_list_of_unpaid_dues_has_a_year_and_a_workbook_too()
    {
        string xlsx = Path.Combine(_office.Inputs.Root, "unpaid.xlsx");

        (int exit, string said, _) = await Say("unpaid", "--year", "2026", "--out", xlsx, "--lang", "en");

        Assert.That((exit, MiniExcelLibs.MiniExcel.Query(xlsx, useHeaderRow: true).Count()),
            Is.EqualTo((ExitCode.Done, _office.Ask("unpaid").Count)));
        Assert.That(said, Does.Contain($"{_office.Ask("unpaid").Count} payments due and unpaid"));
    }

    [TestCase("failed", "--year", "2031", "There is no sealed run of 2031")]
    [TestCase("failed", "--year", "2026", "--format", "csv", "--format needs --out")]
    [TestCase("failed", "--year", "2026", "--county", "Xuzhou", "six digits")]
    [TestCase("failed", "--format", "pdf", "--year", "2026", "pdf")]
    [TestCase("check-sample", "--year", "2026", "--seed")]
    [TestCase("check-sample", "--year", "2026", "--seed", "1", "--size", "0", "--size 0")]
    [TestCase("account-changes", "--year", "2026", "--days", "-1", "--days -1")]
    [TestCase("shared-account", "--year", "2026", "--over", "0", "--over 0")]
    public async Task Refuses_with_a_sentence(params string[] lineAndSentence)
    {
        (int exit, _, string refusal) = await Say([.. lineAndSentence[..^1], "--lang", "en"]);

        Assert.That(exit, Is.EqualTo(ExitCode.Usage));
        Assert.That(refusal, Does.Contain(lineAndSentence[^1]));
    }

    [Test]
    public void A_county_has_its_own_lines_alone()
    {
        List<Dictionary<string, string>> all = _office.Ask("steps");

        Assert.That(_office.Ask("steps", new AuditOrder { Year = 2026, County = "320303" }).Of("batch"),
            Is.EqualTo(all.Where(line => line["county"] == "320303").Of("batch")).AsCollection.And.Not.Empty);
    }

    [Test]
    public void Asking_writes_nothing_into_the_books()
    {
        string[] before = _office.EverythingButActs();

        foreach (string name in Names)
            _office.Ask(name);

        Assert.That(_office.EverythingButActs(), Is.EqualTo(before).AsCollection);
    }

    private static string[] Line(string name, params string[] more) =>
        [name, "--year", "2026", .. name == "check-sample" ? ["--seed", "1"] : Array.Empty<string>(), .. more];

    /// <summary>Identity numbers and accounts of whoever is in the story.</summary>
    private static IEnumerable<string> Numbers() =>
        Enumerable.Range(1, 7).SelectMany(number => A.Household(number).Rows.Concat(FullStory.WithDisabledChild(number).Rows))
        .SelectMany(row => new[] { row["id_number"], row.GetValueOrDefault("bank_account", "") }).Where(number => number.Length > 0)
        .Append(People.Card(77)).Distinct();

    private Task<(int Exit, string Output, string Errors)> Say(params string[] line) =>
        Disburse.Run(["report", .. line, "--data", _office.Inputs.Data, "--logs", Path.Combine(_office.Inputs.Root, "logs")]);
}
