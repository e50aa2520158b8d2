using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Runs;

/// <summary>Checks the ledger from its rows alone, by the life cycle page and none of the product's code.</summary>
internal static class Books
{
    private const string Columns =
        "book, sequence, event, debit, credit, fen, run, batch, payment, claimant, scheme, year, recorded_at, actor, hash";

    /// <summary>Chains, balances and totals of every book; <paramref name="outFolder"/> holds the newest manifests.</summary>
    public static void AssertWhole(TestDatabase database, string outFolder)
    {
        List<Dictionary<string, string>> transfers = database.Rows($"SELECT {Columns} FROM transfers ORDER BY book, sequence");
        Assert.That(transfers, Is.Not.Empty);
        foreach (IGrouping<string, Dictionary<string, string>> book in transfers.GroupBy(row => row["book"]))
        {
            string head = AssertChain(book);
            string manifest = Path.Combine(outFolder, book.Key, "manifest.json");
            if (File.Exists(manifest))
            {
                using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(manifest));
                JsonElement ledger = json.RootElement.GetProperty("ledger");
                Assert.That((ledger.GetProperty("head").GetString(), ledger.GetProperty("sequence").GetInt64()),
                    Is.EqualTo((head, (long)book.Count())), manifest);
            }
        }

        AssertBalances(database, transfers);
    }

    /// <summary>The head of each book.</summary>
    public static Dictionary<string, string> Heads(TestDatabase database) =>
        database.Rows($"SELECT {Columns} FROM transfers ORDER BY book, sequence").GroupBy(row => row["book"])
            .ToDictionary(book => book.Key, book => book.Last()["hash"]);

    private static string AssertChain(IEnumerable<Dictionary<string, string>> book)
    {
        byte[] previous = new byte[32];
        long sequence = 0;
        foreach (Dictionary<string, string> row in book)
        {
            string recordedAt = DateTimeOffset.FromUnixTimeSeconds(long.Parse(row["recorded_at"], CultureInfo.InvariantCulture))
                .ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
            string canonical = string.Join('|', row["book"], row["sequence"], row["event"], row["debit"], row["credit"], row["fen"],
                row["run"], row["batch"], row["payment"], row["claimant"], row["scheme"], row["year"], recordedAt, row["actor"]);
            previous = SHA256.HashData([.. previous, .. Encoding.UTF8.GetBytes(canonical)]);
            Assert.That(row["sequence"], Is.EqualTo((++sequence).ToString(CultureInfo.InvariantCulture)), "no gaps");
            Assert.That(row["hash"], Is.EqualTo(Convert.ToHexStringLower(previous)), canonical);
            Assert.That(Fen(row), Is.GreaterThan(0));
        }

        return Convert.ToHexStringLower(previous);
    }

    private static void AssertBalances(TestDatabase database, List<Dictionary<string, string>> transfers)
    {
        Dictionary<string, long> accounts = [];
        Dictionary<(string, string, string), long> expense = [];
        foreach (Dictionary<string, string> row in transfers)
        {
            accounts[row["debit"]] = accounts.GetValueOrDefault(row["debit"]) + Fen(row);
            accounts[row["credit"]] = accounts.GetValueOrDefault(row["credit"]) - Fen(row);
            (string, string, string) line = (row["claimant"], row["scheme"], row["year"]);
            if (row["debit"].StartsWith("expense:", StringComparison.Ordinal))
                expense[line] = expense.GetValueOrDefault(line) + Fen(row);
            if (row["credit"].StartsWith("expense:", StringComparison.Ordinal))
                expense[line] = expense.GetValueOrDefault(line) - Fen(row);
        }

        Dictionary<string, string> paid = database.Rows("SELECT county, SUM(amount_fen) AS fen FROM payments JOIN batches ON "
            + "batches.number = batch_number GROUP BY county").ToDictionary(row => row["county"], row => row["fen"]);
        Assert.Multiple(() =>
        {
            Assert.That(accounts.Values.Sum(), Is.Zero);
            Assert.That(expense.Values.Min(), Is.GreaterThanOrEqualTo(0), "no expense of claimant, scheme and year is negative");
            foreach ((string account, long balance) in accounts)
            {
                string[] parts = account.Split(':');
                if (parts[0] == "payable")
                    Assert.That(
                        -balance, Is.EqualTo(long.Parse(paid.GetValueOrDefault(parts[1], "0"), CultureInfo.InvariantCulture)), account);
                else
                    Assert.That(balance, Is.GreaterThanOrEqualTo(0), account);
            }
        });
    }

    private static long Fen(Dictionary<string, string> row) => long.Parse(row["fen"], CultureInfo.InvariantCulture);
}
