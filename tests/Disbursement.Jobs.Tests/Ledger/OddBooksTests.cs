using System.Text;
using Disbursement.Jobs.Ledger;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Tests.Rosters;
using MiniExcelLibs;

namespace Disbursement.Jobs.Tests.Ledger;

/// <summary>Books that no run of today would write, and that the exports must bear all the same.</summary>
[TestFixture]
internal sealed class OddBooksTests
{
    private static readonly string[] OddActors =
    [
        "O'Brien", "张三", "a \"quoted\" name", @"domain\user", "a, b", "a, date:2020-01-01", "[2020-01-01]", "x|y;z", "100%", "=1+1",
        "<b>&amp;</b>", "_x0041_", " edges ", "tab\there", "\u0001", "{}", "#tag ^link @", @"\n",
    ];

    private HandmadeBooks _books = null!;

    [SetUp]
    public void MakeBooks() => _books = new HandmadeBooks();

    [TearDown]
    public void RemoveBooks() => _books.Dispose();

    [Test]
    public void Empty_books_are_accepted_by_both() => JournalChecks.AgreeWithTools(_books.Store);

    [Test]
    public void Empty_books_are_a_list_and_a_workbook_with_headers_alone()
    {
        using MemoryStream workbook = new(JournalChecks.Export(_books.Store, ExportLedger.Workbook, isChinese: true));

        Assert.That(Encoding.UTF8.GetString(JournalChecks.Export(_books.Store, ExportLedger.Csv, isChinese: true)),
            Is.EqualTo("\uFEFF账簿,序号,事件,借方科目,贷方科目,金额,发放批次,批次,付款编号,申领人密钥值,项目,年度,记账时间,经办人,哈希值\r\n"));
        Assert.That(workbook.Query(sheetName: "转账").Count(), Is.EqualTo(2));
    }

    [Test]
    public void Money_on_its_way_to_the_bank_and_back_is_accepted_by_both()
    {
        _books.Book("expense:320302:era", "payable:320302", 117_000)
            .Book("payable:320302", "transit:320302", 117_000, @event: "release", year: null)
            .Book("transit:320302", "treasury:320302", 100_000, @event: "paid", year: null)
            .Book("transit:320302", "payable:320302", 17_000, @event: "failed", year: null)
            .Book("payable:320302", "expense:320302:era", 7_000, @event: "cancel");

        JournalChecks.AgreeWithTools(_books.Store);
        Assert.That(
            JournalChecks.AskBeancount(JournalChecks.Export(_books.Store, ExportLedger.Beancount),
                "SELECT account GROUP BY account ORDER BY account").Select(row => row["account"].Trim()),
            Is.EqualTo(
                new[] { "Equity:Treasury:320302", "Expenses:320302:Era", "Liabilities:Payable:320302", "Liabilities:Transit:320302" }));
    }

    [TestCaseSource(nameof(OddActors))]
    public void An_actor_of_any_name_comes_back_as_it_was(string actor)
    {
        _books.Book("expense:320302:era", "payable:320302", 1, actor: actor);

        JournalChecks.AgreeWithTools(_books.Store);
        string tag =
            JournalChecks.AskHledger(JournalChecks.Export(_books.Store, ExportLedger.Hledger), "tags", "--values", "actor").TrimEnd('\n');
        string metadata = JournalChecks.AskBeancount(JournalChecks.Export(_books.Store, ExportLedger.Beancount),
            "SELECT entry_meta('actor') AS actor")[0]["actor"];
        using MemoryStream workbook = new(JournalChecks.Export(_books.Store, ExportLedger.Workbook));
        string cell = (string)workbook.Query(useHeaderRow: true).Cast<IDictionary<string, object>>().First()["actor"];
        string field = RosterText.Read(Encoding.UTF8.GetString(JournalChecks.Export(_books.Store, ExportLedger.Csv)))[0]["actor"];
        Assert.That((Uri.UnescapeDataString(tag), metadata, field), Is.EqualTo((actor, actor, actor[0] == '=' ? $"'{actor}" : actor)));
        Assert.That(cell, Is.EqualTo(actor));
    }

    [TestCase("assistance", "Assistance")]
    [TestCase("ocr-2", "Ocr-2")]
    [TestCase("扶助", "X-扶助")]
    [TestCase("two  words; and: more", "Two-U0020-U0020words-U003B-U0020and-U003A-U0020more")]
    [TestCase("-", "X--")]
    public void An_offset_group_of_any_name_is_an_account_of_both(string group, string inBeancount)
    {
        _books.Book($"receivable:320302:{group}", "expense:320302:era", 5, @event: "recover");

        JournalChecks.AgreeWithTools(_books.Store);
        Assert.That(Encoding.UTF8.GetString(JournalChecks.Export(_books.Store, ExportLedger.Beancount)),
            Does.Contain($" open Assets:Receivable:320302:{inBeancount} CNY\n  account: \"receivable:320302:{group}\"\n"));
    }

    [Test]
    public void Two_groups_that_beancount_would_write_alike_stay_two_accounts()
    {
        _books.Book("receivable:320302:Help", "expense:320302:era", 5, @event: "recover")
            .Book("receivable:320302:help", "expense:320302:era", 7, @event: "recover");

        JournalChecks.AgreeWithTools(_books.Store);
    }

    [Test]
    public void Days_are_in_order_also_where_a_clock_went_back()
    {
        foreach (string day in new[] { "2026-06-03", "2026-06-01", "2026-06-02", "2026-06-02" })
            _books.Book("expense:320302:era", "payable:320302", 1, recordedAt: $"{day}T23:59:59Z")
                .Book("expense:320311:era", "payable:320311", 1, county: "320311", recordedAt: $"{day}T00:00:00Z");

        using LedgerSnapshot ledger = LedgerSnapshot.Take(_books.Store, null, CancellationToken.None);
        JournalChecks.AgreeWithTools(_books.Store);
        Assert.That(
            ledger.ByDay()
                .Select(stored => $"{stored.Transfer.RecordedAt.UtcDateTime:MM-dd} {stored.Transfer.Book}/{stored.Transfer.Sequence}"),
            Is.EqualTo(new[] { "06-01 320302/2", "06-01 320311/2", "06-02 320302/3", "06-02 320302/4", "06-02 320311/3", "06-02 320311/4",
                "06-03 320302/1", "06-03 320311/1" }));
        Assert.That((ledger.FirstDay, ledger.LastDay), Is.EqualTo((new DateOnly(2026, 6, 1), new DateOnly(2026, 6, 3))));
    }

    [Test]
    public void An_account_that_came_to_nothing_is_asserted_too()
    {
        _books.Book("expense:320302:era", "payable:320302", 5).Book("payable:320302", "expense:320302:era", 5, @event: "cancel");

        JournalChecks.AgreeWithTools(_books.Store);
    }

    [Test]
    public void An_account_of_no_known_kind_stops_the_journals()
    {
        _books.Book("bribes:320302", "payable:320302", 5);

        foreach (string format in new[] { ExportLedger.Hledger, ExportLedger.Beancount })
            Assert.That(() => JournalChecks.Export(_books.Store, format),
                Throws.InstanceOf<InvalidDataException>().With.Message.Contains("bribes:320302"));
    }

    [Test]
    public void An_export_that_is_stopped_leaves_the_file_before_as_it_was()
    {
        _books.Book("expense:320302:era", "payable:320302", 5);
        string file = Path.Combine(_books.Data, "ledger.csv");
        File.WriteAllText(file, "before");
        using CancellationTokenSource stop = new();
        using LedgerSnapshot ledger = LedgerSnapshot.Take(_books.Store, null, stop.Token);
        stop.Cancel();

        Assert.That(() => ExportLedger.ToFile(ledger, ExportLedger.Csv, file, isChinese: false),
            Throws.InstanceOf<OperationCanceledException>());
        Assert.That((File.ReadAllText(file), File.Exists($"{file}.part")), Is.EqualTo(("before", false)));
    }
}
