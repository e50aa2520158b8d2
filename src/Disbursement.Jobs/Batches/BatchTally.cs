using System.Security.Cryptography;
using System.Text;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Batches;

/// <summary>A batch and its files, as the manifest and the summary of a run say them.</summary>
internal sealed record BatchTally(
    string Id, Scheme Scheme, int Payments, Money Current, Money Arrears, Money Offsets, Money Total, LevelSums Funding, bool IsAssumed,
    int Recoveries, Money Recovered, IReadOnlyList<BatchFileTally> Files)
{
    /// <summary>A batch as it is recorded.</summary>
    public static BatchTally Of(BatchRecord batch, IEnumerable<BatchFileRecord> files)
    {
        _ = Scheme.TryParse(batch.Scheme, out Scheme scheme);
        return new BatchTally(
            batch.Id, scheme, batch.Payments, new(batch.CurrentFen), new(batch.ArrearsFen), new(batch.OffsetFen), new(batch.TotalFen),
            new LevelSums(new(batch.CentralFen), new(batch.ProvinceFen), new(batch.CityFen), new(batch.CountyFen)), batch.IsAssumed,
            batch.Recoveries, new(batch.RecoveredFen),
            [.. files.Select(file => new BatchFileTally(file.Format, Path.GetFileName(file.Path), file.Sha256))]);
    }
}

/// <summary>A file of a batch: its format, its name in the folder of the county, and its hash.</summary>
internal sealed record BatchFileTally(string Format, string Path, string Sha256)
{
    /// <summary>One hash over the hashes of all files of a batch, in the order of formats: an approval is for all of them.</summary>
    public static string Sha256Of(IEnumerable<BatchFileTally> files) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            string.Concat(files.OrderBy(file => file.Format, StringComparer.Ordinal).Select(file => $"{file.Format} {file.Sha256}\n")))));
}
