using System.Security.Cryptography;
using System.Text.Json;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Households;
using Disbursement.Domain.Ledger;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store;
using Microsoft.Data.Sqlite;

namespace Disbursement.Jobs.Runs;

/// <summary>The result of one check.</summary>
/// <param name="Number">Its number in the life cycle's list.</param>
/// <param name="English">What was checked.</param>
/// <param name="Chinese">The same in Chinese.</param>
/// <param name="Checked">How many things were looked at.</param>
/// <param name="FirstBreak">The first one that breaks it, or null.</param>
internal sealed record Check(int Number, string English, string Chinese, long Checked, string? FirstBreak);

/// <summary>Proves the books: chains, balances, batches against payments, manifests and the bytes on disk.</summary>
internal sealed class VerifyBooks(SqliteStore store)
{
    /// <summary>Carries out the checks in order; each stops at its first break.</summary>
    public IReadOnlyList<Check> Run(string? run, CancellationToken stop)
    {
        using SqliteConnection connection = store.Connect();
        ReadBooks books = new(connection);
        IReadOnlyList<StoredBatch> batches = books.Batches(run);
        return
        [
            Chains(books, batches, stop),
            Balances(books, stop),
            Payables(books),
            Batches(books, batches, stop),
        ];
    }

    private static Check Chains(ReadBooks books, IReadOnlyList<StoredBatch> batches, CancellationToken stop)
    {
        long count = 0;
        string? first = null;
        // A book that was emptied altogether is known from its batches.
        foreach (string book in books.Books().Union(batches.Select(batch => batch.County)).Order(StringComparer.Ordinal))
        {
            TransferChain chain = new(0, []);
            Dictionary<long, string> heads = ManifestHeads(batches, book, out string? unread);
            first ??= unread;
            foreach (StoredTransfer stored in books.Transfers(book))
            {
                stop.ThrowIfCancellationRequested();
                count++;
                if (first is not null)
                    break;
                if (stored.Transfer.Sequence != chain.Sequence + 1)
                {
                    first = $"book {book}: sequence {stored.Transfer.Sequence} follows {chain.Sequence}";
                    break;
                }

                chain.Append(stored.Transfer);
                if (!chain.Head.SequenceEqual(stored.Hash))
                    first = $"book {book}, sequence {stored.Transfer.Sequence}: the hash is not that of its bytes";
                else if (heads.Remove(chain.Sequence, out string? head) && head != Convert.ToHexStringLower(chain.Head))
                    first = $"book {book}, sequence {stored.Transfer.Sequence}: the head is not the one in the manifest";
            }

            if (first is null && heads.Count > 0)
                first = $"book {book} ends at sequence {chain.Sequence}, but a manifest knows sequence {heads.Keys.Max()}";
        }

        return new Check(1, "every chain is whole and its heads are those of the manifests", "各账簿链完整，链头与清单一致", count, first);
    }

    /// <summary>The heads that the manifests of a county name, by sequence.</summary>
    private static Dictionary<long, string> ManifestHeads(IReadOnlyList<StoredBatch> batches, string book, out string? unread)
    {
        unread = null;
        Dictionary<long, string> heads = [];
        foreach (string manifest in batches.Where(batch => batch.County == book).Select(batch => Path.Combine(batch.OutFolder, book, "manifest.json")).Distinct())
        {
            try
            {
                using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(manifest));
                JsonElement ledger = document.RootElement.GetProperty("ledger");
                heads[ledger.GetProperty("sequence").GetInt64()] = ledger.GetProperty("head").GetString()!;
            }
            catch (Exception exception) when (exception is IOException or JsonException or KeyNotFoundException or InvalidOperationException)
            {
                unread ??= $"{manifest} cannot be read: {exception.Message}";
            }
        }

        return heads;
    }

    private static Check Balances(ReadBooks books, CancellationToken stop)
    {
        TrialBalance balance = books.Balance();
        string? first = balance.IsBalanced ? null : $"debits {balance.Debits} are not credits {balance.Credits}";
        long count = balance.Accounts.Count;
        using IEnumerator<(ClaimantKey Claimant, Scheme Scheme, int Year, Money Settled)> ledger = books.Settled().GetEnumerator();
        using IEnumerator<(ClaimantKey Claimant, Standing Standing)> standings = books.Standings().GetEnumerator();
        bool hasLedger = ledger.MoveNext(), hasStanding = standings.MoveNext();
        while (hasLedger || hasStanding)
        {
            stop.ThrowIfCancellationRequested();
            bool isStandingFirst = !hasLedger || hasStanding && standings.Current.Claimant.CompareTo(ledger.Current.Claimant) < 0;
            ClaimantKey key = isStandingFirst ? standings.Current.Claimant : ledger.Current.Claimant;
            List<(Scheme Scheme, int Year, Money Amount)> booked = [];
            for (; hasLedger && ledger.Current.Claimant == key; hasLedger = ledger.MoveNext())
                booked.Add((ledger.Current.Scheme, ledger.Current.Year, ledger.Current.Settled));
            ClaimantHistory kept = ClaimantHistory.Empty;
            for (; hasStanding && standings.Current.Claimant == key; hasStanding = standings.MoveNext())
                kept = standings.Current.Standing.History;
            count += booked.Count;
            first ??= StandingBreak(key, new ClaimantHistory { Settled = booked }, kept);
        }

        return new Check(2, "debits equal credits, and no expense of a claimant, scheme and year is negative", "借贷平衡，且任何人、项目、年度的支出均不为负", count, first);
    }

    /// <summary>What runs go by must be what the ledger has, in both directions: a sum too many would keep somebody's money back.</summary>
    private static string? StandingBreak(ClaimantKey key, ClaimantHistory booked, ClaimantHistory kept)
    {
        foreach ((Scheme scheme, int year, _) in booked.Settled.Concat(kept.Settled))
        {
            Money ledger = booked.SettledOf(scheme, year), standing = kept.SettledOf(scheme, year);
            if (ledger < Money.Zero)
                return $"claimant {key}, {scheme.Code()} {year}: the expense balance {ledger} is negative";
            if (ledger != standing)
                return $"claimant {key}, {scheme.Code()} {year}: the ledger has {ledger}, the standing {standing}";
        }

        return null;
    }

    private static Check Payables(ReadBooks books)
    {
        IReadOnlyDictionary<string, long> payable = books.Payable();
        Dictionary<string, long> booked = books.Balance().Accounts.Where(account => account.Account.StartsWith("payable:", StringComparison.Ordinal))
            .ToDictionary(account => account.Account["payable:".Length..], account => -account.Balance.Fen);
        string? first = null;
        foreach (string county in payable.Keys.Union(booked.Keys).Order(StringComparer.Ordinal))
        {
            long owed = payable.GetValueOrDefault(county), account = booked.GetValueOrDefault(county);
            if (owed != account)
                first ??= $"payable:{county} is {new Money(account)}, its open payments are {new Money(owed)}";
        }

        return new Check(3, "payable accounts equal the open payments", "应付科目等于未付款项之和", payable.Count, first);
    }

    private static Check Batches(ReadBooks books, IReadOnlyList<StoredBatch> batches, CancellationToken stop)
    {
        string? first = null;
        foreach (StoredBatch batch in batches)
        {
            stop.ThrowIfCancellationRequested();
            if (batch.CountedPayments != batch.Payments || batch.SummedFen != batch.TotalFen || batch.LastSequence != batch.Payments)
                first = $"batch {batch.Id}: {batch.Payments} payments of {new Money(batch.TotalFen)} recorded, {batch.CountedPayments} of {new Money(batch.SummedFen)} found, the last numbered {batch.LastSequence}";
            foreach (StoredFile file in books.Files(batch))
                first ??= FileBreak(batch, file);
            if (first is not null)
                break;
        }

        return new Check(4, "each batch equals its payments, its manifest and its file", "各批次与付款记录、清单、文件一致", batches.Count, first);
    }

    private static string? FileBreak(StoredBatch batch, StoredFile file)
    {
        string path = Path.Combine(batch.OutFolder, file.Path);
        if (!File.Exists(path))
            return $"batch {batch.Id}: the file {path} is missing";

        using (FileStream stream = File.OpenRead(path))
        {
            string sha256 = Convert.ToHexStringLower(SHA256.HashData(stream));
            if (sha256 != file.Sha256)
                return $"batch {batch.Id}: {path} has SHA-256 {sha256}, recorded was {file.Sha256}";
        }

        if (file.Rows != batch.Payments || file.TotalFen != batch.TotalFen)
            return $"batch {batch.Id}: its file has {file.Rows} rows of {new Money(file.TotalFen)}, the batch {batch.Payments} of {new Money(batch.TotalFen)}";
        return ManifestBreak(batch, file);
    }

    private static string? ManifestBreak(StoredBatch batch, StoredFile file)
    {
        string path = Path.Combine(batch.OutFolder, batch.County, "manifest.json");
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            foreach (JsonElement entry in document.RootElement.GetProperty("files").EnumerateArray())
            {
                if (entry.GetProperty("batch").GetString() == batch.Id && entry.GetProperty("format").GetString() == file.Format)
                {
                    bool agrees = entry.GetProperty("sha256").GetString() == file.Sha256 && entry.GetProperty("rows").GetInt32() == file.Rows && entry.GetProperty("totalFen").GetInt64() == file.TotalFen;
                    return agrees ? null : $"batch {batch.Id}: {path} names other rows, another total or another hash than the database";
                }
            }

            return $"batch {batch.Id}: {path} does not name its {file.Format} file";
        }
        catch (Exception exception) when (exception is IOException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return $"batch {batch.Id}: {path} cannot be read: {exception.Message}";
        }
    }
}
