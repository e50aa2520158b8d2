using System.Security.Cryptography;
using System.Text;
using Disbursement.Domain.Words;

namespace Disbursement.Jobs.Acts;

/// <summary>A batch as somebody chose it: with the files that it had then.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Reviewed">SHA-256 of its first payment file.</param>
/// <param name="FilesSha256">The hash over all its files.</param>
internal sealed record ChosenBatch(string Batch, string Reviewed, string FilesSha256);

/// <summary>
/// Batches that are approved or released with one confirmation. Each is an act of its own, with an outcome of its own; each act keeps the
/// same SHA-256 over what was chosen, which anybody can compute again.
/// </summary>
internal static class ChosenBatches
{
    /// <summary>SHA-256 over a line for each batch, in the order of their names: the batch, a space, the hash over its files.</summary>
    public static string Sha256(IEnumerable<ChosenBatch> chosen) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Concat(chosen.OrderBy(one => one.Batch, StringComparer.Ordinal).Select(one => $"{one.Batch} {one.FilesSha256}\n")))));

    /// <summary>What an act keeps of it.</summary>
    public static string Detail(string? sha256) => sha256 is null ? "" : $" chosen={sha256}";

    /// <summary>Acts on each in turn, and says in a sentence what became of all.</summary>
    /// <param name="chosen">The batches.</param>
    /// <param name="act">The act on one of them, with the hash over all.</param>
    /// <param name="told">Is told what became of each.</param>
    public static ActOutcome Each(IReadOnlyList<ChosenBatch> chosen, Func<ChosenBatch, string, ActOutcome> act,
        Action<ChosenBatch, ActOutcome> told)
    {
        string sha256 = Sha256(chosen);
        int done = 0;
        foreach (ChosenBatch one in chosen)
        {
            ActOutcome outcome = act(one, sha256);
            done += outcome is ActOutcome.Done ? 1 : 0;
            told(one, outcome);
        }

        int refused = chosen.Count - done;
        return new ActOutcome.Done(
            $"所选 {chosen.Count} 个批次：已办 {done} 个，未办 {refused} 个；所选清单 SHA-256 {sha256}。",
            $"Of {Counted.Of(chosen.Count, "chosen batch", "chosen batches")} {done} {Counted.Are(done)} done and {refused} "
                + $"refused; SHA-256 of what was chosen: {sha256}.")
            {
                NeedsPerson = refused > 0,
            };
    }
}
