using System.Globalization;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Policies;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Yaml;

namespace Disbursement.Jobs.Tests.Policies;

/// <summary>Each mistake of a pack is named with file, line and key.</summary>
[TestFixture]
internal sealed class ReadPolicyPackTests
{
    private TestInputs _inputs = null!;

    [SetUp]
    public void MakeInputs() => _inputs = new TestInputs();

    [TearDown]
    public void RemoveInputs() => _inputs.Dispose();

    [Test]
    public void A_value_may_say_when_it_was_compared_with_its_source_and_where_that_is()
    {
        _inputs.EditPack("value: 135.00, status: verified",
            "value: 135.00, checkedOn: 2025-02-28, link: https://example.org/2012, status: verified");
        _inputs.EditPack("funding: { central: 0, province: 0, city: 50, county: 50 }",
            "funding: { central: 0, province: 0, city: 50, county: 50, status: assumed, source: a guess }");

        IReadOnlyList<Parameter> parameters = ReadPolicyPack.Run(_inputs.Pack).Pack!.Parameters;

        Parameter rate = parameters.Single(parameter => parameter.CheckedOn is not null);
        Assert.That((rate.Path, rate.Value, rate.Link), Is.EqualTo(("schemes.sab.rate.base", "135.00", "https://example.org/2012")));
        Assert.That((rate.IsStale(new DateOnly(2026, 2, 28)), rate.IsStale(new DateOnly(2026, 3, 1))), Is.EqualTo((false, true)));
        Assert.That(parameters.Where(parameter => parameter.Path.StartsWith("schemes.shp.funding", StringComparison.Ordinal))
            .Select(parameter => (parameter.Path, parameter.Value, parameter.IsAssumed, parameter.Source)), Is.EqualTo(
            new[] { "central 0", "province 0", "city 50", "county 50" }.Select(one => one.Split(' '))
                .Select(one => ($"schemes.shp.funding.{one[0]}", one[1], true, (string?)"a guess"))));
    }

    [Test]
    public void Definitions_in_the_folder_are_those_that_a_run_goes_by_and_names()
    {
        string ocr = Path.Combine(CopyDefinitions(), "ocr.yaml");
        string shipped = _inputs.Read().Summary.Inputs.PackReading.Sha256;
        File.WriteAllText(ocr, File.ReadAllText(ocr).Replace("code: OCR-PAYER", "code: OCR-WHO-PAYS", StringComparison.Ordinal));

        RunInputs changed = _inputs.Read().Summary.Inputs;
        Assert.That(changed.PackReading.Sha256, Is.Not.EqualTo(shipped));
        Assert.That(changed.Pack.DefinitionOf(Scheme.Of("ocr")).Conditions.Select(condition => condition.Code),
            Does.Contain("OCR-WHO-PAYS"));
        Assert.That(changed.PackReading.Files.All.Select(file => file.Path), Does.Contain("schemes/ocr.yaml"));
    }

    [Test]
    public void The_definitions_of_the_program_are_the_shipped_files()
    {
        _inputs.Roster("a.csv", A.Household(1));
        string without = _inputs.Read().Summary.Inputs.PackReading.Sha256;
        CopyDefinitions();

        Assert.That(_inputs.Read().Summary.Inputs.PackReading.Sha256, Is.EqualTo(without));
    }

    [TestCase("schemes/new.yaml", "scheme: 9", "new.yaml:1: scheme: '9' is not 2 to 8 lower-case letters")]
    [TestCase("schemes/sad.yaml", null, "sad is no scheme of the pack")]
    [TestCase("more.yaml", "schemes: { ocr: {} }", "schemes.ocr: stands in another file of the pack too")]
    [TestCase("more.yaml", "schemes: { abc: {} }", "more.yaml:1: schemes.abc: unknown key")]
    public void What_is_wrong_beside_the_parameters_is_named_with_its_file(string name, string? text, string problem)
    {
        CopyDefinitions();
        string file = Path.Combine(Path.GetDirectoryName(_inputs.Pack)!, name);
        if (text is null)
            File.Delete(file);
        else
            File.WriteAllText(file, text);

        Assert.That(Assert.Throws<RunRefusal>(() => _inputs.Read())!.Lines, Has.Some.Contains(problem));
    }

    [Test]
    public void An_empty_folder_of_definitions_is_refused()
    {
        Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(_inputs.Pack)!, "schemes"));
        _inputs.Roster("a.csv", A.Household(1));

        Assert.That(Assert.Throws<RunRefusal>(() => _inputs.Read())!.Lines, Has.Some.Contains("holds no definition"));
    }

    private string CopyDefinitions()
    {
        string folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(_inputs.Pack)!, "schemes")).FullName;
        foreach (string file in Directory.GetFiles(Path.Combine(Repository.Root, "inputs", "policy", "schemes")))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        _inputs.Roster("a.csv", A.Household(1));
        return folder;
    }

    [Test]
    public void The_shipped_pack_has_no_mistake() => Assert.That(Defects(), Is.Empty);

    [TestCase("from: 2012-01-01, value: 135.00", "from: 2008-01-01, value: 135.00", "schemes.sab.rate.base[1].from", "twice")]
    [TestCase("from: 2012-01-01, value: 135.00", "from: 2007-12-31, value: 135.00", "schemes.sab.rate.base[1].from", "backwards")]
    [TestCase("value: 135.00", "value: -0.01", "schemes.sab.rate.base[1].value", "negative")]
    [TestCase("value: 135.00", "value: 135.001", "schemes.sab.rate.base[1].value", "decimals")]
    [TestCase("value: 135.00", "value: much", "schemes.sab.rate.base[1].value", "number")]
    [TestCase("from: 2012-01-01, value: 135.00", "from: 2012-13-01, value: 135.00", "schemes.sab.rate.base[1].from", "date")]
    [TestCase("value: 135.00, status: verified", "value: 135.00, status: perhaps", "schemes.sab.rate.base[1].status", "verified")]
    [TestCase(
        "value: 135.00, status: verified", "value: 135.00, colour: red, status: verified", "schemes.sab.rate.base[1].colour", "unknown")]
    [TestCase("claimantsPerAccount: 3", "claimantsPerAccount: 3\n  claimantsPerBank: 3", "limits.claimantsPerBank", "unknown")]
    [TestCase("currency: CNY", "currency: CNY\ncolour: red", "colour", "unknown")]
    [TestCase("currency: CNY", "currency: EUR", "currency", "CNY")]
    [TestCase("timeZone: Asia/Shanghai", "timeZone: Asia/Nowhere", "timeZone", "time zone")]
    [TestCase("accountableFrom: 2026-01", "accountableFrom: 2026-13", "accountableFrom", "month")]
    [TestCase("claimantsPerAccount: 3", "claimantsPerAccount: 0", "limits.claimantsPerAccount", "whole number")]
    [TestCase("childAgeLimit: 14", "childAgeLimits: 14", "schemes.ocr.childAgeLimits", "unknown")]
    [TestCase("firstMonth: certificateYear ", "firstMonth: birthYear ", "schemes.ocr.firstMonth", "one of")]
    [TestCase("recover: true", "recover: maybe", "schemes.ocr.recover", "true")]
    [TestCase("accrual: wholeYear", "accrual: monthly", "schemes.ocr.accrual", "wholeYear")]
    [TestCase("upTo: 30", "upTo: 19", "schemes.shg.rateByChildAge[1].upTo", "rise")]
    [TestCase("value: 5000.00", "value: -5000.00", "schemes.shm.deductible[0].value", "negative")]
    [TestCase("value: 60,", "value: 100.01,", "schemes.shm.percent[0].value", "above")]
    [TestCase("county: {}", "county: { \"3203\": [ { from: 2024-01-01, value: 20.00, status: assumed, source: x } ] }",
        "schemes.ocr.rate.county.3203", "six digits")]
    [TestCase("county: {}", "county: { \"320302\": [ { from: 2024-01-01, value: -20.00, status: assumed, source: x } ] }",
        "schemes.ocr.rate.county.320302[0].value", "negative")]
    [TestCase("title: 独生子女父母奖励金", "title: \"独生子女\\u0001\"", "schemes.ocr.title", "character")]
    [TestCase("value: 135.00, status: verified", "value: 135.00, checkedOn: 2025-02-30, status: verified",
        "schemes.sab.rate.base[1].checkedOn", "date")]
    [TestCase(
        "value: 135.00, status: verified", "value: 135.00, link: the library, status: verified", "schemes.sab.rate.base[1].link", "https")]
    [TestCase("funding: { central: 0, province: 0, city: 50, county: 50 }",
        "funding: { central: 0, province: 0, city: 50, county: 50, status: guessed }", "schemes.shp.funding.status", "verified")]
    [TestCase("  jumpPercent: 50", "  jumpPercent: lots", "limits.jumpPercent", "whole number")]
    [TestCase("offsetGroup: assistance", "offsetGroup: \"a|b:c;d  e\"", "schemes.era.offsetGroup", "letters, digits")]
    [TestCase("offsetGroup: assistance", "offsetGroup: abcdefghijklmnopqrstuvwxyzabcdefg", "schemes.era.offsetGroup", "1 to 32")]
    [TestCase("offsetGroup: assistance", "offsetGroup: ocr", "schemes.era.offsetGroup", "group of its own")]
    public void A_mistake_is_named_with_file_line_and_key(string from, string to, string key, string problem)
    {
        int line = LineOf(from) + (to.Contains('\n', StringComparison.Ordinal) ? 1 : 0);
        _inputs.EditPack(from, to);

        IReadOnlyList<YamlDefect> defects = Defects();

        Assert.That(
            defects.Select(defect => (defect.File, defect.Line, defect.Key)), Does.Contain((_inputs.Pack, line, key)), Text(defects));
        Assert.That(defects.First(defect => defect.Key == key).Problem.English, Does.Contain(problem));
        InBothLanguages.Check(defects.Select(defect => defect.Told));
    }

    [TestCase(99)]
    [TestCase(101)]
    public void Percentages_add_up_to_100(int sum)
    {
        const string Funding = "funding: { central: 30, province: 30, city: 10, county: 30 }";
        int line = LineOf(Funding);
        _inputs.EditPack(Funding, $"funding: {{ central: 30, province: 30, city: 10, county: {sum - 70} }}");

        YamlDefect defect = Defects().Single();

        Assert.That(
            (defect.Line, defect.Key,
                defect.Problem.English.Contains(sum.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)),
            Is.EqualTo((line, "schemes.era.funding", true)));
    }

    [Test]
    public void Percentages_of_100_by_a_negative_part_are_a_mistake()
    {
        _inputs.EditPack("funding: { central: 30, province: 30, city: 10, county: 30 }",
            "funding: { central: 130, province: -30, city: 0, county: 0 }");

        Assert.That(Defects().Select(defect => defect.Key), Does.Contain("schemes.era.funding.province"));
    }

    [Test]
    public void A_key_that_is_missing_is_named_where_it_should_stand()
    {
        _inputs.EditPack("    childBornFrom: 1963-01-01\n", "");

        YamlDefect defect = Defects().Single();

        Assert.That((defect.Key, defect.Problem.English.Contains("missing", StringComparison.Ordinal), defect.Line > LineOf("  era:") - 1),
            Is.EqualTo(("schemes.era.childBornFrom", true, true)));
    }

    [TestCase("value: 460.00", "value: 590.00", false)]
    [TestCase("value: 460.00", "value: 590.01", true)]
    [TestCase("{ from: 2018-01-01, value: 350.00", "{ from: 2017-01-01, value: 350.00", true)]
    public void The_sad_rate_is_never_above_the_sab_rate_on_any_day(string from, string to, bool isMistake)
    {
        _inputs.EditPack(from, to);

        IReadOnlyList<YamlDefect> defects = Defects();

        Assert.That(defects.Any(defect => defect.Key.StartsWith("schemes.sad.rate", StringComparison.Ordinal)), Is.EqualTo(isMistake),
            Text(defects));
        Assert.That(defects.All(defect => defect.Line > LineOf("  sad:") && defect.Line < LineOf("  sac:")), Is.True, "with its line");
        if (isMistake)
            InBothLanguages.Check(defects.Select(defect => defect.Told));
    }

    [Test]
    public void The_sad_rate_is_not_above_the_sab_rate_in_any_county_either()
    {
        string text = File.ReadAllText(_inputs.Pack);
        int at = text.IndexOf("county: {}", text.IndexOf("\n  sad:", StringComparison.Ordinal), StringComparison.Ordinal);
        File.WriteAllText(_inputs.Pack, text[..at] + "county: { \"320303\": [ { from: 2024-01-01, value: 130.01, status: assumed, source: "
            + "x } ] }" + text[(at + "county: {}".Length)..]);

        Assert.That(Defects().Single().ToString(), Does.Contain("320303").And.Contain("2024-01-01"));
    }

    [Test]
    public void All_mistakes_are_named_at_once()
    {
        _inputs.EditPack("value: 135.00", "value: -1").EditPack("childAgeLimit: 14", "childAgeLimits: 14")
            .EditPack("county: 100", "county: 99").EditPack("from: 2012-01-01, value: 960.00", "from: 2009-01-01, value: 960.00");

        Assert.That(Defects().Select(defect => defect.Key), Is.SupersetOf(["schemes.ocr.childAgeLimit", "schemes.ocr.childAgeLimits",
            "schemes.ocr.funding", "schemes.era.rate.base[2].from", "schemes.sab.rate.base[1].value"]));
    }

    [Test]
    public void A_sad_rate_above_the_sab_rate_is_named_beside_other_mistakes()
    {
        _inputs.EditPack("value: 460.00", "value: 591.00").EditPack("currency: CNY", "currency: CNY\ncolour: red");

        Assert.That(Defects().Select(defect => defect.Key), Has.Some.StartsWith("schemes.sad.rate").And.Some.EqualTo("colour"));
    }

    [Test]
    public void Text_that_is_no_yaml_is_named_with_its_line()
    {
        int line = LineOf("claimantsPerAccount");
        _inputs.EditPack("claimantsPerAccount: 3", "claimantsPerAccount: [3");

        Assert.That(Defects().Single().Line, Is.InRange(line, line + 5));
    }

    /// <summary>A NUL ended the pack for the reader, and an escape sequence reached the terminal of whoever asked why.</summary>
    [TestCase("title: 徐州市", "title: \0徐州市", "U+0000")]
    [TestCase("currency: CNY", "currency: CNY # \u001b[2J", "U+001B")]
    [TestCase("title: 徐州市计划生育家庭奖励扶助", "title: \"\\0徐州\"", "U+0000")]
    [TestCase("南京所见", "南京\\u202e所见", "U+202E")]
    public void A_character_that_nobody_sees_is_named_with_its_line(string from, string to, string named)
    {
        int line = LineOf(from);
        _inputs.EditPack(from, to);

        YamlDefect defect = Defects().Single();

        Assert.That((defect.Line, defect.Problem.English.Contains(named, StringComparison.Ordinal)), Is.EqualTo((line, true)), $"{defect}");
        InBothLanguages.Check([defect.Told]);
    }

    /// <summary>The line of the mapping around it was named, the first of the file.</summary>
    [Test]
    public void A_line_that_is_indented_with_a_tab_is_named_itself()
    {
        int line = LineOf("childAgeLimit: 14");
        _inputs.EditPack("    childAgeLimit: 14", "\t childAgeLimit: 14");

        YamlDefect defect = Defects().Single();

        Assert.That((defect.Line, defect.Problem.English.Contains(" tab:", StringComparison.Ordinal)), Is.EqualTo((line, true)),
            $"{defect}");
        InBothLanguages.Check([defect.Told]);
    }

    /// <summary>A day that could not be read was said to run backwards as 0001-01-01, and percentages then to add up to 0.</summary>
    [TestCase("from: 2022-07-01, value: 590.00", "from: 2022/07/01, value: 590.00", "schemes.sab.rate.base[4].from")]
    [TestCase("from: 2018-01-01, value: 450.00", "from: 2018-02-30, value: 450.00", "schemes.sab.rate.base[3].from")]
    [TestCase("funding: { central: 0, province: 50, city: 20, county: 30 }",
        "funding: { central: 0, province: 50.5, city: 19.5, county: 30 }", "schemes.shc.funding.province", "schemes.shc.funding.city")]
    [TestCase("    funding: { central: 0, province: 50, city: 20, county: 30 }\n", "", "schemes.shc.funding")]
    public void What_cannot_be_read_is_one_mistake_and_not_a_second_one(string from, string to, params string[] keys)
    {
        _inputs.EditPack(from, to);

        Assert.That(Defects().Select(defect => defect.Key), Is.EqualTo(keys));
    }

    [Test]
    public void A_key_that_stands_twice_is_a_mistake()
    {
        _inputs.EditPack("currency: CNY", "currency: CNY\ncurrency: CNY");

        Assert.That(Defects().Single().Line, Is.EqualTo(LineOf("currency") + 1));
    }

    [Test]
    public void A_pack_that_is_not_utf8_empty_or_huge_is_refused()
    {
        Assert.Multiple(() =>
        {
            Assert.That(ReadPolicyPack.Run("p.yaml", [0xC4, 0xE3]).Defects.Single().ToString(),
                Does.Contain("p.yaml").And.Contain("UTF-8"));
            Assert.That(ReadPolicyPack.Run("p.yaml", []).Defects, Has.Count.EqualTo(1));
            Assert.That(ReadPolicyPack.Run("p.yaml", "- a\n- b\n"u8.ToArray()).Defects, Has.Count.EqualTo(1));
            Assert.That(ReadPolicyPack.Run(Path.Combine(_inputs.Root, "none.yaml")).Defects.Single().ToString(),
                Does.Contain("not exist"));
        });
    }

    [Test]
    public void A_run_refuses_a_pack_with_mistakes_and_names_them()
    {
        _inputs.EditPack("value: 135.00", "value: -1").Roster("a.csv", A.Household(1));

        RunRefusal refusal = Assert.Throws<RunRefusal>(() => _inputs.Run())!;

        Assert.That((refusal.Lines.Single().Contains($"xuzhou.yaml:{LineOf("value: -1")}: schemes.sab.rate.base[1].value",
            StringComparison.Ordinal), Directory.Exists(_inputs.Out)), Is.EqualTo((true, false)), refusal.Message);
        Assert.That(refusal.SayAll(isChinese: true), Has.Exactly(2).Items.And.One.Contains("政策包有 1 处错误")
            .And.One.Contains($"xuzhou.yaml:{LineOf("value: -1")}：schemes.sab.rate.base[1].value：-1 是负数"));
    }

    [Test]
    public void A_run_refuses_two_packs_and_none()
    {
        _inputs.Roster("a.csv", A.Household(1));
        File.Copy(_inputs.Pack, _inputs.Pack.Replace("xuzhou", "other", StringComparison.Ordinal));
        Assert.That(() => _inputs.Run(), Throws.InstanceOf<RunRefusal>());

        Directory.Delete(Path.GetDirectoryName(_inputs.Pack)!, recursive: true);
        Assert.That(() => _inputs.Run(), Throws.InstanceOf<RunRefusal>());
    }

    [TestCase("320302,鼓楼区", "3203,鼓楼区", "county_code")]
    [TestCase("320303,云龙区", "320302,云龙区", "twice")]
    [TestCase("csv+xlsx+pain001+bank,utf-8", "csv+pdf,utf-8", "pdf")]
    [TestCase("csv+xlsx+pain001+bank,utf-8", "csv,latin1", "latin1")]
    [TestCase("鼓楼区财政局,", "鼓楼区财政局,,", "fields")]
    [TestCase("county_code,", "code,", "county_code")]
    [TestCase("csv+xlsx+pain001+bank,utf-8", "csv+csv,utf-8", "csv stands twice")]
    [TestCase("鼓楼区财政局,", "鼓楼区\u0001财政局,", "bureau_name holds a control character")]
    [TestCase("鼓楼区财政局,", ",", "pain001 takes 1 to 140 characters of bureau_name, found 0")]
    [TestCase(
        "32001718036051320302,", "32001718036051320302320017180360513,", "pain001 takes 1 to 34 characters of payer_account, found 35")]
    [TestCase(",105303000012,", ",,", "pain001 takes 1 to 35 characters of payer_bank_code, found 0")]
    public void A_mistake_in_the_bureaus_is_named(string from, string to, string named)
    {
        _inputs.Roster("a.csv", A.Household(1));
        string text = File.ReadAllText(_inputs.Bureaus);
        int at = text.IndexOf(from, StringComparison.Ordinal);
        File.WriteAllText(_inputs.Bureaus, text[..at] + to + text[(at + from.Length)..]);

        RunRefusal refusal = Assert.Throws<RunRefusal>(() => _inputs.Run())!;

        Assert.That(refusal.Lines, Has.Some.Match($@"bureaus\.csv:\d+: .*{named}"));
        InBothLanguages.Check(refusal.Lines.Zip(refusal.LinesIn(isChinese: true), (english, chinese) => new FileRemark(english, chinese)));
    }

    private static string Text(IReadOnlyList<YamlDefect> defects) => string.Join('\n', defects);

    private IReadOnlyList<YamlDefect> Defects() => ReadPolicyPack.Run(_inputs.Pack).Defects;

    private int LineOf(string text) =>
        Array.FindIndex(File.ReadAllLines(_inputs.Pack), line => line.Contains(text, StringComparison.Ordinal)) + 1;
}
