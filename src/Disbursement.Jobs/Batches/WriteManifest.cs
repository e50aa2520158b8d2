using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Ledger;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Printing;

namespace Disbursement.Jobs.Batches;

/// <summary>A batch that was released, as the manifest says.</summary>
internal sealed record ReleasedBatch(
    string Batch, string FilesSha256, string ApprovedBy, string ApprovedAt, string ReleasedBy, string ReleasedAt);

/// <summary>
/// Writes what a county's files are: rows, totals and hashes, who funds them, what was released by whom, and where the ledger stood.
/// </summary>
internal static class WriteManifest
{
    public const string FileName = "manifest.json";
    public const string SignatureName = "manifest.json.p7s";

    /// <summary>The part that tells where the record of acts stood.</summary>
    public const string Acts = "acts";

    /// <summary>
    /// In a manifest that is signed, the part with files of batches that are not released: the signature answers for no payment of them.
    /// </summary>
    public const string Waiting = "waiting";

    /// <summary>Writes the manifest and tells the SHA-256 of its bytes.</summary>
    /// <param name="path">Where.</param>
    /// <param name="run">The run.</param>
    /// <param name="bureau">The bureau.</param>
    /// <param name="packSha256">The policy pack.</param>
    /// <param name="chain">Where the county's book stands.</param>
    /// <param name="batches">The batches with their files.</param>
    /// <param name="released">Those that were released.</param>
    /// <param name="acts">
    /// Where the record of acts stood; in a manifest that is signed, so that with it an anchor of the acts leaves the house.
    /// </param>
    public static string Run(string path, string run, Bureau bureau, string packSha256, TransferChain chain,
        IReadOnlyList<BatchTally> batches, IReadOnlyList<ReleasedBatch>? released = null, (long Sequence, byte[] Head)? acts = null)
    {
        HashSet<string> gone = [.. (released ?? []).Select(batch => batch.Batch)];
        BatchTally[] listed = gone.Count == 0 ? [.. batches] : [.. batches.Where(batch => gone.Contains(batch.Id))];
        var manifest = new
        {
            Run = run,
            bureau.County,
            Bureau = bureau.Name,
            PolicyPackSha256 = packSha256,
            Ledger = new { Book = bureau.County, chain.Sequence, Head = Convert.ToHexStringLower(chain.Head) },
            TotalFen = listed.Sum(batch => batch.Total.Fen),
            Files = listed.SelectMany(EntriesOf),
            Released = released ?? [],
        };
        JsonObject document = JsonBytes.Document(manifest);
        if (gone.Count > 0)
            document[Waiting] = JsonBytes.Node(batches.Where(batch => !gone.Contains(batch.Id)).SelectMany(EntriesOf));
        if (acts is { } record)
            document[Acts] = JsonBytes.Node(new { record.Sequence, Head = Convert.ToHexStringLower(record.Head) });
        byte[] bytes = JsonBytes.Of(document);
        File.WriteAllBytes(path, bytes);
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    private static IEnumerable<object> EntriesOf(BatchTally batch) => batch.Files.Select(file => new
    {
        file.Path,
        file.Format,
        Batch = batch.Id,
        Scheme = batch.Scheme.Code,
        Rows = IsOfRecoveries(file) ? batch.Recoveries : batch.Payments,
        TotalFen = IsOfRecoveries(file) ? batch.Recovered.Fen : batch.Total.Fen,
        file.Sha256,
        FundingFen = Funding(IsOfRecoveries(file) ? default : batch.Funding),
        Flags = batch.IsAssumed ? new[] { "ASSUMED" } : [],
    });

    /// <summary>What is taken back is no payment, and nobody funds it.</summary>
    private static bool IsOfRecoveries(BatchFileTally file) => file.Format == BatchFileId.Recoveries;

    private static object Funding(LevelSums funding) =>
        new { Central = funding.Central.Fen, Province = funding.Province.Fen, City = funding.City.Fen, County = funding.County.Fen };
}
