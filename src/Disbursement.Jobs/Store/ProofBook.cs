using Disbursement.Domain.Officers;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store;

/// <summary>What a proof found broken, and no later proof of the same has found whole; or that none could be made.</summary>
/// <param name="Of">The books, a run that was computed again, what stands between the runs, or a proof that came to nothing.</param>
/// <param name="Since">The first of the proofs in a row that found it so.</param>
/// <param name="FirstBreak">The first thing that the newest one found.</param>
internal sealed record FailedProof(string Of, DateTimeOffset Since, string FirstBreak);

/// <summary>What the record of acts says of proofs: those of the service, and those in a shell that found something.</summary>
internal static class ProofBook
{
    /// <summary>The act of a proof. It was done whatever it found; its reason is what it found broken.</summary>
    public const string Prove = "prove";

    /// <summary>The subject of a proof of all that is recorded.</summary>
    public const string Books = "books";

    /// <summary>The subject of what stands between the runs and behind the last one, computed again.</summary>
    public const string BetweenRuns = "runs";

    /// <summary>The subject of a proof of the service that came to nothing; its reason is why.</summary>
    public const string Undone = "undone";

    /// <summary>When a proof on record last found the books whole, which the service records each time; null where none has.</summary>
    public static DateTimeOffset? LastWhole(DisbursementDb db) =>
        db.Audit.ToRead().Where(act => act.Act == Prove && act.Subject == Books && act.Reason == null).Max(act => (long?)act.RecordedAt)
            is { } at ? DateTimeOffset.FromUnixTimeSeconds(at) : null;

    /// <summary>What is broken as far as is known, the oldest first. A run that was not computed again since stays what it was.</summary>
    public static IReadOnlyList<FailedProof> Failed(DisbursementDb db)
    {
        Dictionary<string, FailedProof> failed = [];
        foreach (AuditRecord act in db.Audit.ToRead().Where(act => act.Act == Prove).OrderBy(act => act.Sequence))
        {
            string of = act.Subject ?? Books;
            if (of == Books)
                failed.Remove(Undone);
            if (act.Reason is { } found)
                failed[of] = failed.GetValueOrDefault(of) is { } before
                    ? before with { FirstBreak = found }
                    : new FailedProof(of, DateTimeOffset.FromUnixTimeSeconds(act.RecordedAt), found);
            else
                failed.Remove(of);
        }

        return [.. failed.Values.OrderBy(one => one.Since)];
    }
}
