using System.Data.Common;
using System.Text.Json;
using Disbursement.Domain.Ledger;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Batches;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Proofs;

/// <summary>Check 1: every chain, of each book and of the acts, is whole, and passes through each head that was kept outside it.</summary>
internal sealed class ProveChains(ReadBooks books, Database store, DbConnection connection, IReadOnlyList<StoredBatch> batches)
{
    private const string AuditBook = "audit";

    public (long Checked, string? FirstBreak) Run(CancellationToken stop)
    {
        long count = 0;
        string? first = null;
        ILookup<string, KeptHead> kept = store.Heads.Read()
            .ToLookup(head => head.Book, head => new KeptHead(head.Sequence, head.Hash, store.Heads.Path));

        List<KeptHead> acts = [.. kept[AuditBook]];

        // A book that was emptied altogether is known from its batches and from the heads that were kept.
        foreach (string book in books.Books().Union(batches.Select(batch => batch.County))
            .Union(kept.Select(heads => heads.Key).Where(book => book != AuditBook)).Order(StringComparer.Ordinal))
        {
            ManifestHeads manifests = ManifestHeads.Read(batches, book);
            first ??= manifests.Unread;
            acts.AddRange(manifests.Acts);
            first ??= Book(book, new HeadsToPass([.. manifests.Heads, .. kept[book]]), ref count, stop);
        }

        first ??= Acts(new HeadsToPass(acts), ref count, stop);
        return (count, first);
    }

    private string? Book(string book, HeadsToPass heads, ref long count, CancellationToken stop)
    {
        TransferChain chain = new(0, []);
        foreach (StoredTransfer stored in books.Transfers(book))
        {
            stop.ThrowIfCancellationRequested();
            count++;
            if (stored.Transfer.Sequence != chain.Sequence + 1)
                return $"book {book}: sequence {stored.Transfer.Sequence} follows {chain.Sequence}";

            if (stored.Id != TransferId.Of(book, stored.Transfer.Sequence).Value)
                return $"book {book}, sequence {stored.Transfer.Sequence}: it stands under the id {stored.Id}, which is another's";

            chain.Append(stored.Transfer);
            if (!chain.Head.SequenceEqual(stored.Hash))
                return $"book {book}, sequence {stored.Transfer.Sequence}: the hash is not that of its bytes";
            if (heads.Pass(chain.Sequence, chain.Head) is { } missed)
                return $"book {book}, sequence {chain.Sequence}: the head is not the one in {missed}";
        }

        return heads.Beyond(chain.Sequence) is { } beyond
            ? $"book {book} ends at sequence {chain.Sequence}, but {beyond.Source} knows sequence {beyond.Sequence}"
            : null;
    }

    private string? Acts(HeadsToPass heads, ref long count, CancellationToken stop)
    {
        long last = 0;
        byte[] head = [];
        foreach ((long sequence, AuditEntry entry, byte[] hash) in AuditTrail.Read(connection))
        {
            stop.ThrowIfCancellationRequested();
            count++;
            if (sequence != last + 1)
                return $"acts: sequence {sequence} follows {last}";

            head = entry.Hash(sequence, head);
            last = sequence;
            if (!head.AsSpan().SequenceEqual(hash))
                return $"acts, sequence {sequence}: the hash is not that of its bytes";
            if (heads.Pass(sequence, head) is { } missed)
                return $"acts, sequence {sequence}: the head is not the one in {missed}";
        }

        return heads.Beyond(last) is { } beyond
            ? $"the acts end at sequence {last}, but {beyond.Source} knows sequence {beyond.Sequence}"
            : null;
    }

    private sealed record KeptHead(long Sequence, string Hash, string Source);

    /// <summary>Heads that a chain must pass through.</summary>
    private sealed class HeadsToPass(IReadOnlyList<KeptHead> heads)
    {
        private readonly ILookup<long, KeptHead> _heads = heads.ToLookup(head => head.Sequence);

        /// <summary>Who knows another head for the sequence; null where nobody does.</summary>
        public string? Pass(long sequence, ReadOnlySpan<byte> head)
        {
            if (!_heads.Contains(sequence))
                return null;

            string now = Convert.ToHexStringLower(head);
            return _heads[sequence].FirstOrDefault(kept => kept.Hash != now)?.Source;
        }

        /// <summary>The furthest head beyond the end of the chain.</summary>
        public KeptHead? Beyond(long last) => heads.Where(head => head.Sequence > last).MaxBy(head => head.Sequence);
    }

    /// <summary>The heads that the manifests of a county name, of its book and of the acts.</summary>
    private sealed record ManifestHeads(IReadOnlyList<KeptHead> Heads, IReadOnlyList<KeptHead> Acts, string? Unread)
    {
        public static ManifestHeads Read(IReadOnlyList<StoredBatch> batches, string book)
        {
            string? unread = null;
            List<KeptHead> heads = [], acts = [];
            foreach (string manifest in batches.Where(batch => batch.County == book)
                .Select(batch => Path.Combine(batch.OutFolder, book, WriteManifest.FileName)).Distinct())
            {
                try
                {
                    using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(manifest));
                    heads.Add(Head(document.RootElement.GetProperty("ledger"), manifest));
                    if (document.RootElement.TryGetProperty(WriteManifest.Acts, out JsonElement record))
                        acts.Add(Head(record, manifest));
                }
                catch (Exception exception)
                    when (exception is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException
                        or InvalidOperationException or FormatException)
                {
                    unread ??= $"{manifest} cannot be read: {exception.Message}";
                }
            }

            return new ManifestHeads(heads, acts, unread);
        }

        private static KeptHead Head(JsonElement chain, string manifest) =>
            new(chain.GetProperty("sequence").GetInt64(), chain.GetProperty("head").GetString()!, manifest);
    }
}
