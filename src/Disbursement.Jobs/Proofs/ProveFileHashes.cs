using System.Text.RegularExpressions;
using Disbursement.Domain.Batches;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Proofs;

/// <summary>
/// The hashes of all files are those that the chain of acts knows: the act that sealed a run names one over them all, and each act that
/// wrote files again names the hash before and after.
/// </summary>
internal static partial class ProveFileHashes
{
    public static string? FirstBreak(DisbursementDb db, AuditRecord[] done)
    {
        ILookup<string, (AuditRecord Act, string Was, string Files)> rewritten = done
            .Select(act => (Act: act, Match: Again().Match(act.Detail ?? ""))).Where(one => one.Match.Success)
            .ToLookup(one => one.Match.Groups[1].Value, one => (one.Act, one.Match.Groups[2].Value, one.Match.Groups[3].Value));
        ILookup<int, BatchRecord> batches = db.Batches.ToRead().AsEnumerable().ToLookup(batch => batch.RunNumber);
        Dictionary<string, AuditRecord> seals = done.Where(act => act.Act is "run" or "reissue").GroupBy(act => act.Subject ?? "")
            .ToDictionary(run => run.Key, run => run.Last());
        foreach (RunRecord run in db.Runs.ToRead().Where(run => run.State == RunState.Sealed).OrderBy(run => run.Number).ToList())
        {
            List<(string, string)> first = [];
            foreach (BatchRecord batch in batches[run.Number])
            {
                (string was, string? broken) = AtSealing(batch, [.. rewritten[batch.Id]]);
                if (broken is not null)
                    return broken;

                first.Add((batch.Id, was));
            }

            if (!seals.TryGetValue(run.Id, out AuditRecord? seal) || !$"{seal.Detail} ".Contains($" files={FilesDigest.Of(first)} ",
                StringComparison.Ordinal))
                return $"run {run.Id}: the hashes of its files are not those with which it was sealed";
        }

        return null;
    }

    /// <summary>The hash over a batch's files when its run was sealed, told back from what it is now.</summary>
    private static (string Was, string? Broken) AtSealing(BatchRecord batch, (AuditRecord Act, string Was, string Files)[] rewritten)
    {
        string now = batch.FilesSha256;
        foreach ((AuditRecord act, string was, string files) in rewritten.Reverse())
        {
            if (files != now)
                return ("", $"batch {batch.Id}: the act {act.Sequence} ({act.Act}) wrote the files {files}, then came {now}");

            now = was;
        }

        return (now, null);
    }

    [GeneratedRegex("(?:^| )batch=([0-9a-z-]+) .*was=([0-9a-f]{64}) files=([0-9a-f]{64})(?: |$)")]
    private static partial Regex Again();
}
