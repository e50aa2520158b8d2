using System.Security.Cryptography;
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

    /// <summary>Writes the manifest and tells the SHA-256 of its bytes.</summary>
    public static string Run(string path, string run, Bureau bureau, string packSha256, TransferChain chain,
        IReadOnlyList<BatchTally> batches, IReadOnlyList<ReleasedBatch>? released = null)
    {
        var manifest = new
        {
            Run = run,
            bureau.County,
            Bureau = bureau.Name,
            PolicyPackSha256 = packSha256,
            Ledger = new { Book = bureau.County, chain.Sequence, Head = Convert.ToHexStringLower(chain.Head) },
            TotalFen = batches.Sum(batch => batch.Total.Fen),
            Files = batches.SelectMany(batch => batch.Files.Select(file => new
            {
                file.Path,
                file.Format,
                Batch = batch.Id,
                Scheme = batch.Scheme.Code(),
                Rows = batch.Payments,
                TotalFen = batch.Total.Fen,
                file.Sha256,
                FundingFen = Funding(batch.Funding),
                Flags = batch.IsAssumed ? new[] { "ASSUMED" } : [],
            })),
            Released = released ?? [],
        };
        byte[] bytes = JsonBytes.Of(manifest);
        File.WriteAllBytes(path, bytes);
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    private static object Funding(LevelSums funding) =>
        new { Central = funding.Central.Fen, Province = funding.Province.Fen, City = funding.City.Fen, County = funding.County.Fen };
}
