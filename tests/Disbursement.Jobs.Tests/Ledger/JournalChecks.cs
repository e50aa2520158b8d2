using System.Globalization;
using Disbursement.Domain.Ledger;
using Disbursement.Jobs.Ledger;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Tools;

namespace Disbursement.Jobs.Tests.Ledger;

/// <summary>Has the books judged by hledger and beancount.</summary>
internal static class JournalChecks
{
    /// <summary>
    /// Both programs accept the exports of a data folder as they are, have every transfer, and come to our balance on every account.
    /// </summary>
    public static void AgreeWithTools(Database store)
    {
        using System.Data.Common.DbConnection connection = store.Connect();
        ReadBooks books = new(connection);
        TrialBalance balance = books.Balance();
        long transfers = books.Books().Sum(book => books.Transfers(book).LongCount());
        Assert.That(balance.IsBalanced, "our own trial balance");
        AgreeWithHledger(Export(store, ExportLedger.Hledger), balance, transfers);
        AgreeWithBeancount(Export(store, ExportLedger.Beancount), balance, transfers);
    }

    /// <summary>An export's bytes.</summary>
    public static byte[] Export(Database store, string format, string? book = null, bool isChinese = false)
    {
        using LedgerSnapshot ledger = LedgerSnapshot.Take(store, book, CancellationToken.None);
        using MemoryStream bytes = new();
        ExportLedger.Run(ledger, format, bytes, isChinese);
        return bytes.ToArray();
    }

    /// <summary>What <c>hledger check</c> says to a journal.</summary>
    public static ToolAnswer CheckWithHledger(byte[] journal) =>
        With(journal, ".journal", file => RequiredTool.Run("hledger", ["check", "--strict", "-f", file]));

    /// <summary>What <c>bean-check</c> says to a journal.</summary>
    public static ToolAnswer CheckWithBeancount(byte[] journal) =>
        With(journal, ".beancount", file => RequiredTool.Run("bean-check", ["--no-cache", file]));

    /// <summary>A program's answer about a journal, which it must accept.</summary>
    public static string AskHledger(byte[] journal, params string[] question) =>
        With(journal, ".journal", file => Accepted(RequiredTool.Run("hledger", [.. question, "-f", file])));

    /// <summary>The rows of a query about a journal.</summary>
    public static List<Dictionary<string, string>> AskBeancount(byte[] journal, string query) =>
        RosterText.Read(With(journal, ".beancount", file => Accepted(RequiredTool.Run("bean-query", ["-f", "csv", file, query]))));

    private static void AgreeWithHledger(byte[] journal, TrialBalance balance, long transfers)
    {
        ToolAnswer strict = CheckWithHledger(journal);
        Assert.That((strict.Exit, strict.Said), Is.EqualTo((0, "")), "hledger check --strict");
        AskHledger(journal, "check", "ordereddates", "accounts", "commodities", "payees");

        Dictionary<string, string> theirs =
            RosterText.Read(AskHledger(journal, "balance", "--empty", "--flat", "--no-total", "--output-format", "csv"))
                .ToDictionary(row => row["account"], row => row["balance"]);
        Dictionary<string, string> names = HledgerJournal.Names(balance);
        Assert.That(theirs, Is.EquivalentTo(balance.Accounts.ToDictionary(account => names[account.Account],
            account => account.Balance.Fen == 0 ? "0" : $"{account.Balance} CNY")), "hledger balance");
        Assert.That(AskHledger(journal, "codes").Split('\n', StringSplitOptions.RemoveEmptyEntries),
            Has.Length.EqualTo(transfers).And.Unique, "one transaction a transfer");
    }

    private static void AgreeWithBeancount(byte[] journal, TrialBalance balance, long transfers)
    {
        ToolAnswer check = CheckWithBeancount(journal);
        Assert.That((check.Exit, check.Said), Is.EqualTo((0, "")), "bean-check");
        if (transfers == 0)
            return;

        Dictionary<string, decimal> theirs = AskBeancount(journal, "SELECT account, sum(number) AS fen GROUP BY account")
            .ToDictionary(row => row["account"].Trim(),
                row => decimal.Parse(row["fen"], NumberStyles.Number, CultureInfo.InvariantCulture));
        Dictionary<string, string> names = BeancountJournal.Names(balance);
        Assert.That(theirs, Is.EquivalentTo(balance.Accounts.ToDictionary(account => names[account.Account],
            account => account.Balance.Fen / 100m)), "bean-query");
        string postings = AskBeancount(journal, "SELECT count(account) AS postings")[0]["postings"];
        Assert.That(postings.Trim(), Is.EqualTo((2 * transfers).ToString(CultureInfo.InvariantCulture)), "one transaction a transfer");
    }

    private static string Accepted(ToolAnswer answer)
    {
        Assert.That((answer.Exit, answer.Errors), Is.EqualTo((0, "")));
        return answer.Output;
    }

    private static T With<T>(byte[] journal, string extension, Func<string, T> use)
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("disburse-journal").FullName, $"ledger{extension}");
        try
        {
            File.WriteAllBytes(file, journal);
            return use(file);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }
}
