using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Disbursement.Domain.Ledger;
using Disbursement.Jobs.Ledger;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Tests.Rosters;
using MiniExcelLibs;

namespace Disbursement.Jobs.Tests.Ledger;

/// <summary>Two years of the worked case, in every form the ledger is handed on in.</summary>
[TestFixture]
internal sealed partial class LedgerExportTests
{
    private TestInputs _inputs = null!;
    private Database _store = null!;
    private TrialBalance _balance = null!;
    private List<Dictionary<string, string>> _transfers = null!;

    [OneTimeSetUp]
    public void RunTwoYears()
    {
        _inputs = new TestInputs();
        foreach (int year in new[] { 2026, 2027 })
        {
            _inputs.Run(_inputs.Order(year) with { Inputs = Path.Combine(Repository.ThreeYears, "inputs") });
            _inputs.Clock.Advance(TimeSpan.FromDays(365));
        }

        _store = Database.Open(_inputs.Data);
        using System.Data.Common.DbConnection connection = _store.Connect();
        _balance = new ReadBooks(connection).Balance();
        using TestDatabase database = _inputs.Rows();
        _transfers = database.Rows("SELECT * FROM transfers ORDER BY book, sequence");
    }

    [OneTimeTearDown]
    public void RemoveInputs() => _inputs?.Dispose();

    [Test]
    public void Hledger_and_beancount_accept_the_books_and_come_to_our_balances() => JournalChecks.AgreeWithTools(_store);

    [Test]
    public void Hledger_knows_what_each_account_is()
    {
        string types = JournalChecks.AskHledger(Export(ExportLedger.Hledger), "accounts", "type:AX");

        Assert.That(types.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(AccountNames.KindOf).Distinct(),
            Is.EquivalentTo(new[] { "expense", "receivable" }));
    }

    [Test]
    public void One_fen_more_on_one_side_is_refused_by_both([Values(ExportLedger.Hledger, ExportLedger.Beancount)] string format)
    {
        byte[] tampered = Tamper(format, sides: 1);

        Assert.That(Check(format, tampered), Is.Not.Zero);
    }

    [Test]
    public void One_fen_more_on_both_sides_is_refused_by_the_closing_balances(
        [Values(ExportLedger.Hledger, ExportLedger.Beancount)] string format)
    {
        byte[] tampered = Tamper(format, sides: 2);

        Assert.That(Check(format, tampered), Is.Not.Zero);
    }

    [Test]
    public void A_transfer_that_is_left_out_is_refused_by_the_closing_balances(
        [Values(ExportLedger.Hledger, ExportLedger.Beancount)] string format)
    {
        string[] entries = Text(format).Split("\n\n");
        int transfer = Array.FindIndex(entries, entry => entry.Contains("hash:", StringComparison.Ordinal));
        byte[] tampered = Encoding.UTF8.GetBytes(string.Join("\n\n", entries.Where((_, i) => i != transfer)));

        Assert.That(Check(format, tampered), Is.Not.Zero);
    }

    [Test]
    public void The_journals_carry_every_number_of_the_ledger()
    {
        Dictionary<string, string> first = _transfers[0];
        string hledger = Text(ExportLedger.Hledger), beancount = Text(ExportLedger.Beancount);

        foreach (string column in new[] { "book", "sequence", "event", "run", "batch", "payment", "claimant", "scheme", "year", "actor",
            "hash" })
        {
            Assert.That(hledger, Does.Match($@"[ ;,]{column}:{Regex.Escape(first[column])}(,|\n)"), column);
            Assert.That(beancount, Does.Match($@"\n  {column}: ""?{Regex.Escape(first[column])}""?\n"), column);
        }

        Assert.That(hledger, Does.Contain("recordedAt:2026-06-01T00:00:00Z,"));
        Assert.That(beancount, Does.Contain("recordedAt: \"2026-06-01T00:00:00Z\"\n"));
    }

    [Test]
    public void The_csv_has_every_transfer_in_the_order_of_the_chains_with_its_columns()
    {
        byte[] bytes = Export(ExportLedger.Csv);
        string text = Encoding.UTF8.GetString(bytes);
        List<Dictionary<string, string>> rows = RosterText.Read(text);

        string[] same =
            ["book", "sequence", "event", "debit", "credit", "run", "batch", "payment", "claimant", "scheme", "year", "actor", "hash"];
        Assert.That(bytes[..3], Is.EqualTo(new byte[] { 0xEF, 0xBB, 0xBF }));
        Assert.That(text.Count(character => character == '\n'),
            Is.EqualTo(_transfers.Count + 1).And.EqualTo(text.Split("\r\n").Length - 1));
        Assert.That(rows.Select(row => string.Join('|', same.Select(column => row[column]))),
            Is.EqualTo(_transfers.Select(row => string.Join('|', same.Select(column => row[column])))));
        Assert.That(rows.Select(row => row["amount"]), Has.All.Match(@"^\d+\.\d\d$"));
        Assert.That(rows.Sum(row => Yuan(row["amount"])), Is.EqualTo(_balance.Debits.Fen / 100m));
        Assert.That(rows[0]["recorded_at"], Is.EqualTo("2026-06-01T00:00:00Z"));
    }

    [Test]
    public void The_workbook_has_every_transfer_and_the_trial_balance()
    {
        using MemoryStream workbook = new(Export(ExportLedger.Workbook));
        List<IDictionary<string, object>> rows = Sheet(workbook, "Transfers"), balance = Sheet(workbook, "Trial balance");

        Assert.That(workbook.GetSheetNames(), Is.EqualTo(new[] { "Transfers", "Trial balance" }));
        Assert.That(rows.Take(rows.Count - 1).Select(row => row["hash"]), Is.EqualTo(_transfers.Select(row => row["hash"])));
        Assert.That(rows[0]["book"], Is.EqualTo(_transfers[0]["book"]), "ids are text");
        Assert.That(
            rows.Take(rows.Count - 1).Sum(Amount), Is.EqualTo(_balance.Debits.Fen / 100m).And.EqualTo(Amount(rows[^1])), "the total");
        Assert.That(balance.Select(row => (string)row["account"]),
            Is.EqualTo(_balance.Accounts.Select(account => account.Account).Append("total")));
        Assert.That(balance.Select(row => Convert.ToDecimal(row["balance"], CultureInfo.InvariantCulture)),
            Is.EqualTo(_balance.Accounts.Select(account => account.Balance.Fen / 100m).Append(0m)));
    }

    [Test]
    public void A_workbook_goes_on_to_further_sheets_and_loses_no_row()
    {
        using MemoryStream workbook = new();
        using (LedgerSnapshot ledger = LedgerSnapshot.Take(_store, null, CancellationToken.None))
            LedgerWorkbook.Write(ledger, workbook, isChinese: true, rowsPerSheet: 102);

        int sheets = (_transfers.Count + 99) / 100;
        List<string> names = workbook.GetSheetNames();
        Assert.That(names, Is.EqualTo(Enumerable.Range(1, sheets).Select(i => $"转账 {i}").Append("试算平衡表")));
        List<IDictionary<string, object>> rows = [.. names.SkipLast(1).SelectMany(name => Sheet(workbook, name).SkipLast(1))];
        Assert.That(rows.Select(row => row["哈希值"]), Is.EqualTo(_transfers.Select(row => row["hash"])));
        Assert.That(names.SkipLast(1).Sum(name => Convert.ToDecimal(Sheet(workbook, name)[^1]["金额"], CultureInfo.InvariantCulture)),
            Is.EqualTo(_balance.Debits.Fen / 100m));
    }

    [Test]
    public void The_same_books_give_the_same_bytes(
        [Values(ExportLedger.Hledger, ExportLedger.Beancount, ExportLedger.Csv, ExportLedger.Workbook)] string format)
    {
        byte[] once = Export(format), again = Export(format);

        Assert.That(again, Is.EqualTo(once));
    }

    [Test]
    public void A_workbook_does_not_say_when_it_was_written()
    {
        using ZipArchive parts = new(new MemoryStream(Export(ExportLedger.Workbook)));

        Assert.That(parts.Entries.Select(part => part.LastWriteTime.DateTime), Has.All.EqualTo(new DateTime(1980, 1, 1)));
    }

    [Test]
    public void One_county_is_its_book_alone()
    {
        List<Dictionary<string, string>> rows =
            RosterText.Read(Encoding.UTF8.GetString(JournalChecks.Export(_store, ExportLedger.Csv, "320303")));
        byte[] journal = JournalChecks.Export(_store, ExportLedger.Hledger, "320303");

        Assert.That(rows.Select(row => row["hash"]),
            Is.EqualTo(_transfers.Where(row => row["book"] == "320303").Select(row => row["hash"])).And.Not.Empty);
        Assert.That(JournalChecks.CheckWithHledger(journal).Said, Is.Empty);
        Assert.That(JournalChecks.AskHledger(journal, "accounts").Split('\n', StringSplitOptions.RemoveEmptyEntries),
            Has.All.Contains(":320303"));
    }

    [Test]
    public void What_is_booked_after_the_moment_is_not_in_the_export()
    {
        using HandmadeBooks books = new();
        books.Book("expense:320302:era", "payable:320302", 100);
        using LedgerSnapshot ledger = LedgerSnapshot.Take(books.Store, null, CancellationToken.None);
        books.Book("expense:320302:era", "payable:320302", 200);

        Assert.That((ledger.Transfers, ledger.ByDay().Count(), ledger.ByBook().Count()), Is.EqualTo((1L, 1, 1)));
    }

    private byte[] Export(string format) => JournalChecks.Export(_store, format);

    private string Text(string format) => Encoding.UTF8.GetString(Export(format));

    private static int Check(string format, byte[] journal) =>
        (format == ExportLedger.Hledger ? JournalChecks.CheckWithHledger(journal) : JournalChecks.CheckWithBeancount(journal)).Exit;

    /// <summary>The journal with one fen more in one transaction, on one side or on both.</summary>
    private byte[] Tamper(string format, int sides)
    {
        string text = Text(format);
        int start = text.IndexOf("hash", StringComparison.Ordinal);
        string tampered = text[..start] + Posting().Replace(
            text[start..],
            amount => (Yuan(amount.Groups[1].Value) + (amount.Groups[1].Value[0] == '-' ? -0.01m : 0.01m))
                .ToString("0.00", CultureInfo.InvariantCulture) + " CNY\n",
            sides);
        Assert.That(tampered, Is.Not.EqualTo(text));
        return Encoding.UTF8.GetBytes(tampered);
    }

    private static List<IDictionary<string, object>> Sheet(Stream workbook, string name) =>
        [.. workbook.Query(useHeaderRow: true, sheetName: name, excelType: ExcelType.XLSX).Cast<IDictionary<string, object>>()];

    private static decimal Amount(IDictionary<string, object> row) => Convert.ToDecimal(row["amount"], CultureInfo.InvariantCulture);

    private static decimal Yuan(string text) => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(-?\d+\.\d\d) CNY\n")]
    private static partial Regex Posting();
}
