using Disbursement.Domain.Officers;

namespace Disbursement.Jobs.Store.Tables;

/// <summary>An act or a refusal: never changed, never deleted; the chain is one for the whole database.</summary>
internal sealed class AuditRecord
{
    public long Sequence { get; set; }

    /// <summary>Seconds since 1970, UTC.</summary>
    public long RecordedAt { get; set; }

    public required string Actor { get; set; }

    public int? OfficerId { get; set; }

    public OfficerRole? Role { get; set; }

    /// <summary>From where: machine and door.</summary>
    public required string Origin { get; set; }

    public required string Act { get; set; }

    /// <summary>Batch, payment, run, file or officer.</summary>
    public string? Subject { get; set; }

    public required ActResult Outcome { get; set; }

    /// <summary>Why: the officer's words, or the sentence of the refusal.</summary>
    public string? Reason { get; set; }

    /// <summary>What else belongs to the act, as <c>name=value</c> pairs.</summary>
    public string? Detail { get; set; }

    public required byte[] Hash { get; set; }
}

/// <summary>The record of acts.</summary>
internal static class AuditTable
{
    public static StoredTable<AuditRecord> Table { get; } = new StoredTable<AuditRecord>("audit", Lifetime.AppendOnly)
        .Column(row => row.Sequence)
        .Column(row => row.RecordedAt)
        .Column(row => row.Actor, length: AuditEntry.MostActor)
        .Column(row => row.OfficerId)
        .Column(row => row.Role, length: 16)
        .Column(row => row.Origin, length: AuditEntry.MostOrigin)
        .Column(row => row.Act, length: 32)
        .Column(row => row.Subject, length: AuditEntry.MostSubject)
        .Column(row => row.Outcome, length: 16)
        .Column(row => row.Reason, length: AuditEntry.MostReason)
        .Column(row => row.Detail, length: AuditEntry.MostDetail)
        .Column(row => row.Hash, length: 32)
        .With(row => row.HasIndex(act => act.Act));
}
