using System.Reflection;
using System.Text.RegularExpressions;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Ledger;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Review.Words;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Review.Tests;

/// <summary>Every text is there in both languages, and stands in one place.</summary>
[TestFixture]
internal sealed partial class WordTests
{
    private static IEnumerable<(string Key, Word Word)> Words => typeof(Text).GetProperties(BindingFlags.Public | BindingFlags.Static)
        .Where(property => property.PropertyType == typeof(Word)).Select(property => (property.Name, (Word)property.GetValue(null)!))
        .Concat(Text.Mud.Select(word => (word.Key, word.Value)))
        .Concat(Jobs.Policies.ReadDefinitions.Shipped.Select(
            definition => (definition.Scheme.Code, new Word(definition.Chinese, definition.English))));

    [Test]
    public void The_words_are_found() => Assert.That(Words.Count(), Is.GreaterThan(400));

    [Test]
    public void No_text_is_missing_in_either_language() =>
        Assert.That(Words.Where(word => string.IsNullOrWhiteSpace(word.Word.Chinese)
            || string.IsNullOrWhiteSpace(word.Word.English)).Select(word => word.Key), Is.Empty);

    [Test]
    public void Chinese_is_Chinese_and_English_is_English() =>
        Assert.That(Words.Where(word => word.Key != nameof(Text.OtherLanguage)
            && (!Chinese().IsMatch(word.Word.Chinese) || Chinese().IsMatch(word.Word.English))).Select(word => word.Key), Is.Empty);

    [Test]
    public void Both_languages_are_filled_in_with_the_same_values() =>
        Assert.That(
            Words.Where(word => !Places(word.Word.Chinese).SetEquals(Places(word.Word.English))).Select(word => word.Key), Is.Empty);

    [Test]
    public void What_is_counted_goes_by_its_number_in_English()
    {
        const string Nouns = "payments|batches|rows|lines|files|households|persons|people|days|runs|values|keys|receivables|objections|"
            + "stops|checks|sums|claimants|recoveries|questions|proofs|schedules|groups|parameters|mistakes|differences|columns|minutes|"
            + "transfers|months|hours|times|fields|cells|migrations|promises|children";
        Regex counted = new($@"(?<![Mm]ore than |first |–)\b1 (?:[a-z]+ ){{0,2}}(?:{Nouns})\b(?! and more)"), written = new(
            @"\$""[^""\n]*?(?<!more than |first |–)\{(?!\w*Most|DrawPayments|ClaimantNumber|from:)[^{}""]+\} "
                + @"(?:(?!has |of its )[a-z]+ ){0,2}" + $@"(?:{Nouns})\b(?!=| and more| of which)|""[^""\n]*\}}[^""\n]*\w\((?:s|es|ren)\)");
        string[] one = [.. Words.Where(word => counted.IsMatch(Counted.Fill(word.Word.English, [.. Enumerable.Repeat("1", 9)])))
            .Select(word => word.Key)];

        // What a proof says is kept on record in one form, by which it is known again.
        string jobs = Path.Combine(Repository.Root, "src", "Disbursement.Jobs");
        string[] sentences = [.. Directory.GetFiles(jobs, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.StartsWith(Path.Combine(jobs, "Proofs"), StringComparison.Ordinal))
            .SelectMany(file => written.Matches(File.ReadAllText(file)).Select(match => $"{Path.GetFileName(file)}: {match.Value}"))];

        Assert.That((Counted.Fill("{0} {0:batch waits|batches wait}", 1), Counted.Fill("{0} {0:batch waits|batches wait}", "2")),
            Is.EqualTo(("1 batch waits", "2 batches wait")));
        Assert.That((Counted.Of(1, "batch", "batches"), Counted.Of(0, "row"), Counted.Of(1234, "row")),
            Is.EqualTo(("1 batch", "0 rows", "1,234 rows")));
        Assert.That((one, sentences), Is.EqualTo((Array.Empty<string>(), Array.Empty<string>())));
    }

    [Test]
    public void Every_title_of_what_waits_goes_by_its_number()
    {
        string[] alike = [.. WaitingKinds.All.Where(kind => kind.Title(1).English == kind.Title(2).English)
            .Select(kind => kind.ToString())];

        Assert.That(alike, Is.Empty);
    }

    [Test]
    public void Every_code_of_a_rejected_row_and_of_quarantine_has_its_words()
    {
        string[] codes = [.. Enum.GetValues<Jobs.Intake.ProblemCode>().Select(Jobs.Intake.RosterProblem.TextOf),
            .. Regex.Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md")), @"^\| (Q-[A-Z-]+) \|",
                RegexOptions.Multiline).Select(row => row.Groups[1].Value)];

        Assert.That(codes, Is.EquivalentTo(CodeWords.Codes));
        Assert.That(CodeWords.Codes.Select(CodeWords.Of).SelectMany(words => new[] { words.Title, words.Help })
            .Where(word => !Chinese().IsMatch(word.Chinese) || word.English.Length == 0 || Chinese().IsMatch(word.English)), Is.Empty);
    }

    [Test]
    public void Every_state_flag_code_condition_and_parameter_that_pages_show_has_its_place_in_the_help()
    {
        string[] places =
        [
            .. Enum.GetValues<PaymentState>().Select(state => HelpTopics.PlaceOfState(state.Word())),
            .. Enum.GetValues<BatchState>().Select(state => HelpTopics.PlaceOfState(state.Word())),
            .. Enum.GetValues<Outcome>().Select(state => HelpTopics.PlaceOfState(state.Word())),
            .. Enum.GetValues<RunState>().Select(HelpTopics.PlaceOf),
            .. Enum.GetValues<ObjectionState>().Select(state => HelpTopics.PlaceOf(state)),
            .. ReviewFlagsOf.Text((ReviewFlags)((1 << Enum.GetValues<ReviewFlags>().Length - 1) - 1)).Split('+').Select(HelpTopics.PlaceOf),
            .. CodeWords.Codes.Select(HelpTopics.PlaceOf), .. RefusalWords.Codes.Select(HelpTopics.PlaceOfRefusal),
            .. new[] { Account.Payable("1"), Account.Transit("1"), Account.Treasury("1"), Account.Receivable("1", "a"),
                Account.Waiver("1", "a") }.Select(account => HelpTopics.PlaceOfAccount(account.Name)),
            HelpTopics.PlaceOfAccount("expense:320302:ocr"),
            .. Jobs.Policies.ReadDefinitions.Shipped.SelectMany(scheme => scheme.Conditions).Select(one => HelpTopics.PlaceOf(one.Code)),
            .. new[] { "DECEASED", "ACCOUNTABLE", "THROUGH", "DUP-CLAIMANT", "ONCE" }.Select(HelpTopics.PlaceOf),
            .. new[] { "schemes.ocr.rate", "limits.jumpPercent", "schemes.ltc.rateByLevel.full.1" }.Select(HelpTopics.PlaceOfParameter),
        ];

        Assert.That(places, Has.Length.GreaterThan(80));
        Assert.That(places.Where(place => HelpTopics.At(place) is null), Is.Empty);
    }

    [Test]
    public void Every_code_of_a_refused_act_has_its_words_in_both_languages()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md"));
        string[] codes = [.. Regex.Matches(page.Split("\n## Refusals")[1].Split("\n## ")[0],
            "^\\| ([A-Z][A-Z0-9-]+)[ ,]", RegexOptions.Multiline)
            .Select(row => row.Groups[1].Value).Distinct()];

        Assert.That(codes, Is.EquivalentTo(RefusalWords.Codes).And.Length.GreaterThan(80));
        Assert.That(codes.Select(RefusalWords.Of).SelectMany(words => new[] { words.Title, words.Help })
            .Where(word => !Chinese().IsMatch(word.Chinese) || word.English.Length == 0 || Chinese().IsMatch(word.English)), Is.Empty);
    }

    [TestCase("NOT-YOUR-COUNTY: batch 2026-1: of another county", "NOT-YOUR-COUNTY", "batch 2026-1: of another county")]
    [TestCase("ABC-DEF: said by an officer", null, null)]
    [TestCase("户籍迁出待核实", null, null)]
    [TestCase(null, null, null)]
    public void A_refusal_on_record_is_known_by_its_code_and_a_reason_is_not_taken_for_one(
        string? recorded, string? code, string? sentence) =>
        Assert.That(RefusalWords.Split(recorded), Is.EqualTo(code is null ? ((string, string)?)null : (code, sentence!)));

    [TestCase("Back up keys", "back up keys")]
    [TestCase("SHA-256 was wrong", "SHA-256 was wrong")]
    [TestCase("A list was taken", "a list was taken")]
    [TestCase("审批", "审批")]
    [TestCase("X", "x")]
    [TestCase("", "")]
    public void Words_within_a_sentence_begin_small_and_an_abbreviation_stays(string words, string told) =>
        Assert.That(Language.Small(words), Is.EqualTo(told));

    [TestCase("5000.00", "5,000.00 元", "5,000.00 yuan")]
    [TestCase("14", "14", "14")]
    [TestCase("2016-01-01", "2016-01-01", "2016-01-01")]
    [TestCase("monthly", "按月", "by the month")]
    public void A_value_of_a_pack_is_told_in_words_and_its_amounts_as_amounts(string value, string chinese, string english) =>
        Assert.That((ParameterWords.Value(value, isChinese: true), ParameterWords.Value(value, isChinese: false)),
            Is.EqualTo((chinese, english)));

    [TestCase("STOPPED 户籍迁出待核实", "停发：户籍迁出待核实", "stopped: 户籍迁出待核实")]
    [TestCase("ACCOUNT-NAME a.csv line 2", "户名不符：a.csv line 2", "account in another name: a.csv line 2")]
    [TestCase("卡号见 ABC-DEF 与 OCR 文件", "卡号见 ABC-DEF 与 OCR 文件", "卡号见 ABC-DEF 与 OCR 文件")]
    public void A_code_in_a_note_is_told_in_words_and_what_an_officer_wrote_stays(string note, string chinese, string english) =>
        Assert.That((new Language(true).Note(note), new Language(false).Note(note)), Is.EqualTo((chinese, english)));

    [TestCase("0 0 8 1 6 ?", "每年 6 月 1 日 08:00", "every year on day 1 of month 6 at 08:00")]
    [TestCase("0 0/10 * * * ?", "每 10 分钟", "every 10 minutes")]
    [TestCase("0 30 2 * * ?", "每天 02:30", "every day at 02:30")]
    [TestCase("0 0 9 5 * ?", "每月 5 日 09:00", "on day 5 of each month at 09:00")]
    [TestCase("0 0 9 ? * MON-FRI", null, null)]
    [TestCase("0 0 9 1,15 * ?", null, null)]
    [TestCase("30 0 9 * * ?", null, null)]
    public void The_time_of_a_schedule_is_told_in_words_or_not_at_all(string cron, string? chinese, string? english) =>
        Assert.That((CronWords.Say(cron, new Language(true)), CronWords.Say(cron, new Language(false))), Is.EqualTo((chinese, english)));

    [Test]
    public void Every_act_and_every_event_of_the_ledger_has_its_words()
    {
        string[] events = [.. Directory.GetFiles(Path.Combine(Repository.Root, "src", "Disbursement.Domain", "Ledger", "Bookings"), "*.cs")
            .SelectMany(file => Event().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).Distinct()];
        Language chinese = new(IsChinese: true);

        Assert.That(events, Has.Length.GreaterThan(8).And.EquivalentTo(Language.LedgerEvents));
        Assert.That(Jobs.Acts.ActPowers.Acts.Append(Jobs.Acts.RecordPlaces.Name).Where(act => !Chinese().IsMatch(chinese.Act(act))),
            Is.Empty);
    }

    [Test]
    public void Every_parameter_of_the_shipped_pack_and_every_word_among_its_values_has_its_words()
    {
        using Jobs.Tests.Acts.TestOffice office = Jobs.Tests.Acts.TestOffice.Staffed();
        PolicyPack pack = Jobs.Policies.ReadPolicyPack.Run(office.Inputs.Pack).Pack!;
        Language chinese = new(IsChinese: true), english = new(IsChinese: false);
        string[] raw = [.. pack.Parameters.Where(parameter =>
            !IsTold(ParameterWords.Path(parameter.Path, chinese.Scheme, isChinese: true), parameter.Path, isChinese: true)
            || !IsTold(ParameterWords.Path(parameter.Path, english.Scheme, isChinese: false), parameter.Path, isChinese: false))
            .Select(parameter => parameter.Path)];
        string[] values = [.. pack.Parameters.Where(parameter => parameter.Path != "name").Select(parameter => parameter.Value)
            .Where(value => Word().IsMatch(value) && !Chinese().IsMatch(ParameterWords.Value(value, isChinese: true)))];

        Assert.That(pack.Parameters, Has.Count.GreaterThan(100));
        Assert.That((raw.Distinct(), values.Distinct()), Is.EqualTo((Array.Empty<string>(), Array.Empty<string>())));
    }

    [Test]
    public void Every_account_of_the_ledger_has_its_words()
    {
        Scheme[] schemes = [.. Jobs.Policies.ReadDefinitions.Shipped.Select(definition => definition.Scheme)];
        Account[] accounts = [.. schemes.Select(scheme => Account.Expense("320302", scheme)), Account.Payable("320302"),
            Account.Transit("320302"), Account.Treasury("320302"), Account.Receivable("320302", "assistance"),
            Account.Waiver("320302", "ocr")];
        using Jobs.Tests.Acts.TestOffice office = Jobs.Tests.Acts.TestOffice.Staffed();
        Jobs.Review.Desk desk = new(WorkOf(office));
        string[] told = [.. accounts.SelectMany(account => new[] { true, false }
            .Select(isChinese => AccountWords.Of(account.Name, desk, new Language(isChinese))))];

        Assert.That(told.Where(one => one.Contains(':', StringComparison.Ordinal) || one.Contains("320302", StringComparison.Ordinal)
            || one.Split(" · ")[^1] is "ocr"), Is.Empty);
        Assert.That(told.Where((one, i) => i % 2 == 0 && one.Split(" · ").Any(part => !Chinese().IsMatch(part))), Is.Empty);
    }

    [Test]
    public void Every_key_that_an_act_keeps_has_its_words()
    {
        string[] keys = [.. new[] { "Acts", "Runs", "Store", "Schedule" }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(Repository.Root, "src", "Disbursement.Jobs", folder), "*.cs",
                SearchOption.AllDirectories))
            .Where(file => !file.Contains("Migrations", StringComparison.Ordinal))
            .SelectMany(file => Kept().Matches(File.ReadAllText(file))).SelectMany(text => Key().Matches(text.Value))
            .Select(key => key.Groups[1].Value).Distinct().Except(NoDetails)];

        Assert.That(keys, Has.Length.GreaterThan(50));
        Assert.That(keys.Where(key => !DetailWords.Knows(key)), Is.Empty);
    }

    [Test]
    public void What_every_act_of_a_busy_office_keeps_is_told_in_words()
    {
        using Jobs.Tests.Acts.TestOffice office = BusyOffice.Tell();
        Jobs.Review.Desk desk = new(WorkOf(office));
        string[] details = office.Texts("SELECT DISTINCT detail FROM audit WHERE detail IS NOT NULL");
        DetailPart[] chinese = [.. details.SelectMany(detail => DetailWords.Of(detail, desk, new Language(IsChinese: true)))],
            english = [.. details.SelectMany(detail => DetailWords.Of(detail, desk, new Language(IsChinese: false)))];

        Assert.That(details, Has.Length.GreaterThan(50));
        Assert.That(chinese.Where(part => part.Label is not "SHA-256" && !Chinese().IsMatch(part.Label + part.Value)
            || part.Value.Contains('=', StringComparison.Ordinal)), Is.Empty);
        Assert.That(chinese.Select(part => part.Value).Where(value => value.Length > 0 && value.All(char.IsAsciiLetterLower))
            .Except(AccessTests.Officers.Select(officer => officer.Name).Append("wu")), Is.Empty, "no word of the record itself");
        Assert.That(english.Where(part => Chinese().IsMatch(part.Label) || part.ToString().Contains('=', StringComparison.Ordinal)),
            Is.Empty);
        Assert.That(office.Texts("SELECT reason FROM audit WHERE outcome = 'refused'").Where(reason => RefusalWords.Split(reason) is null),
            Is.Empty);
        Assert.That(DetailWords.Of("payments=90 yuan=5400.00 certificate=4b6b890a604dca4aae8c (trial certificate)", desk,
            new Language(IsChinese: true)).Select(part => part.ToString()),
            Is.EqualTo(new[] { "笔数 90", "金额 ¥5,400.00", "签名证书 4b6b890a604d…", "试用证书" }));
    }

    [Test]
    public void Every_setting_has_its_words()
    {
        using Jobs.Tests.Acts.TestOffice office = Jobs.Tests.Acts.TestOffice.Staffed();
        string[] names = [.. Jobs.Review.Settings.SettingsInForce
            .Of(new Jobs.Review.Settings.ServeOrder(WorkOf(office), "http://127.0.0.1:1", null))
            .SelectMany(group => group.Settings).Select(setting => setting.Name)];

        Assert.That(names, Has.Length.GreaterThan(40));
        Assert.That(names.Where(name => !Chinese().IsMatch(SettingWords.Of(name, new Language(IsChinese: true)))
            || SettingWords.Of(name, new Language(IsChinese: false)) == name), Is.Empty);
    }

    /// <summary>Keys in texts that are no detail of an act: a mark of a connection, a query.</summary>
    private static readonly string[] NoDetails = ["mode"];

    private static Jobs.Schedule.ScheduledWork WorkOf(Jobs.Tests.Acts.TestOffice office) => new()
    {
        Data = office.Inputs.Data, Inputs = office.Inputs.Inputs, Out = office.Inputs.Out, Clock = office.Inputs.Clock,
        Signing = new Jobs.Signatures.SigningSettings(null, null, Path.Combine(office.Inputs.Data, "keys")),
        Schedules = Jobs.Schedule.ScheduleSettings.Read(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build()),
    };

    private static bool IsTold(string words, string path, bool isChinese) =>
        (words != path || !isChinese && path.All(char.IsAsciiLetterLower)) && words.Split(" · ")
            .All(word => isChinese ? Chinese().IsMatch(word) || word.All(char.IsAsciiDigit) : !Camel().IsMatch(word));

    [Test]
    public void No_page_has_a_text_of_its_own()
    {
        string[] own = [.. Directory.GetFiles(
            Path.Combine(Repository.Root, "src", "Disbursement.Jobs", "Review"), "*.razor", SearchOption.AllDirectories)
            .SelectMany(file => File.ReadAllLines(file).Select((line, i) => (line, place: $"{Path.GetFileName(file)}:{i + 1}")))
            .Where(line => Chinese().IsMatch(Separators().Replace(line.line, "")) || Sentence().IsMatch(Markup().Replace(line.line, "")))
            .Select(line => $"{line.place}: {line.line.Trim()}")];

        Assert.That(own, Is.Empty, string.Join('\n', own));
    }

    [Test]
    public void Every_text_is_used()
    {
        string source = string.Concat(Directory.GetFiles(Path.Combine(Repository.Root, "src", "Disbursement.Jobs", "Review"), "*.*",
            SearchOption.AllDirectories).Select(File.ReadAllText));

        Assert.That(typeof(Text).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(property => property.Name)
            .Where(name => !Regex.IsMatch(source, $@"\bText\.{name}\b")), Is.Empty);
    }

    [TestCase(0, "¥0.00")]
    [TestCase(5, "¥0.05")]
    [TestCase(123_400, "¥1,234.00")]
    [TestCase(-117_000, "-¥1,170.00")]
    [TestCase(long.MaxValue, "¥92,233,720,368,547,758.07")]
    public void Money_is_read_as_in_China(long fen, string text) => Assert.That(Language.Money(fen), Is.EqualTo(text));

    [Test]
    public void Times_are_those_of_China() =>
        Assert.That(Language.Time(new DateTimeOffset(2026, 6, 1, 0, 0, 59, TimeSpan.Zero)), Is.EqualTo("2026-06-01 08:00"));

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"[\u4e00-\u9fff]")]
    private static partial Regex Chinese();

    /// <summary>A word of code: letters of both sizes without a space.</summary>
    [GeneratedRegex("[a-z][A-Z]")]
    private static partial Regex Camel();

    /// <summary>A value that is a word and no number, day or sentence.</summary>
    [GeneratedRegex("^[A-Za-z/]+$")]
    private static partial Regex Word();

    /// <summary>A text in the source that may hold keys and values.</summary>
    [GeneratedRegex(@"\$?""(?:[^""\\\n]|\\.)*""")]
    private static partial Regex Kept();

    [GeneratedRegex(@"(?<=[ ""\[(])([a-z][a-z0-9-]*)=(?=[\{\[a-z""])")]
    private static partial Regex Key();

    [GeneratedRegex(@"new\(""([a-z]+)"",")]
    private static partial Regex Event();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Place();

    /// <summary>Separators of lists, which a page chooses by language.</summary>
    [GeneratedRegex("\"[、，；]\"|[、，]")]
    private static partial Regex Separators();

    /// <summary>Two words of English between tags.</summary>
    [GeneratedRegex(@"(?<!=)>\s*[A-Z][a-z]+ [a-z]+")]
    private static partial Regex Sentence();

    [GeneratedRegex("@(?:=>|[^<>])*|//.*")]
    private static partial Regex Markup();
}
