namespace Disbursement.Jobs.Store;

/// <summary>A person who may act. The number stays when the name changes.</summary>
internal sealed class OfficerRecord
{
    public int Id { get; set; }

    public required string Name { get; set; }

    /// <summary>operator, reviewer, auditor or administrator.</summary>
    public required string Role { get; set; }

    /// <summary>County codes joined by commas; empty for all.</summary>
    public string Counties { get; set; } = "";

    public required string PasswordHash { get; set; }

    /// <summary>Wrong passwords since the last right one.</summary>
    public int Failures { get; set; }

    /// <summary>Seconds since 1970, UTC.</summary>
    public long? LockedUntil { get; set; }

    public bool IsDisabled { get; set; }

    /// <summary>Seconds since 1970, UTC.</summary>
    public long CreatedAt { get; set; }
}

/// <summary>A name that an officer has or had. It is never given to another: who made a run is told from who checks it by it.</summary>
internal sealed class OfficerNameRecord
{
    /// <summary>The name in lower case.</summary>
    public required string Name { get; set; }

    public int OfficerId { get; set; }

    /// <summary>Seconds since 1970, UTC.</summary>
    public long Since { get; set; }
}

/// <summary>Who had a hand in what a run pays, and so may not approve it.</summary>
internal sealed class RunMakerRecord
{
    public long Id { get; set; }

    public int RunNumber { get; set; }

    /// <summary>Null for a user of the operating system.</summary>
    public int? OfficerId { get; set; }

    /// <summary>In lower case.</summary>
    public required string Name { get; set; }

    /// <summary>started, or the path of a roster correction.</summary>
    public required string Why { get; set; }
}

/// <summary>An act or a refusal: never changed, never deleted; the chain is one for the whole database.</summary>
internal sealed class AuditRecord
{
    public long Sequence { get; set; }

    /// <summary>Seconds since 1970, UTC.</summary>
    public long RecordedAt { get; set; }

    public required string Actor { get; set; }

    public int? OfficerId { get; set; }

    public string? Role { get; set; }

    /// <summary>From where: machine and door.</summary>
    public required string Origin { get; set; }

    public required string Act { get; set; }

    /// <summary>Batch, payment, run, file or officer.</summary>
    public string? Subject { get; set; }

    /// <summary>done or refused.</summary>
    public required string Outcome { get; set; }

    /// <summary>Why: the officer's words, or the sentence of the refusal.</summary>
    public string? Reason { get; set; }

    /// <summary>What else belongs to the act, as <c>name=value</c> pairs.</summary>
    public string? Detail { get; set; }

    public required byte[] Hash { get; set; }
}

/// <summary>An act on a batch by an officer: never changed, never deleted. The database lets no batch be approved or released without one.</summary>
internal sealed class BatchActRecord
{
    public long Id { get; set; }

    public int BatchNumber { get; set; }

    /// <summary>approve, void, release, reject or settle.</summary>
    public required string Act { get; set; }

    public int? OfficerId { get; set; }

    public required string Officer { get; set; }

    /// <summary>The SHA-256 that the officer named.</summary>
    public string? Reviewed { get; set; }

    /// <summary>That of all files of the batch at the time.</summary>
    public required string FilesSha256 { get; set; }

    /// <summary>Seconds since 1970, UTC.</summary>
    public long RecordedAt { get; set; }
}

/// <summary>The manifest of a county and run as it was last written.</summary>
internal sealed class ManifestRecord
{
    /// <summary>Run number in the upper bits, the county in the lower 32.</summary>
    public long Id { get; set; }

    public int RunNumber { get; set; }

    public required string County { get; set; }

    public required string Sha256 { get; set; }

    /// <summary>Where the county's book stood.</summary>
    public long Sequence { get; set; }

    public required string Head { get; set; }

    /// <summary>SHA-256 of the certificate that signed it; null until a batch of it is released.</summary>
    public string? Certificate { get; set; }
}

/// <summary>A return file that was taken, kept in the archive under its hash.</summary>
internal sealed class ReturnFileRecord
{
    public int Id { get; set; }

    public required string Sha256 { get; set; }

    public required string Name { get; set; }

    public long Bytes { get; set; }

    public long Lines { get; set; }

    public long Paid { get; set; }

    public long Failed { get; set; }

    public long Quarantined { get; set; }

    public required string Officer { get; set; }

    /// <summary>Seconds since 1970, UTC.</summary>
    public long RecordedAt { get; set; }
}

/// <summary>A line of a return file that could not be booked.</summary>
internal sealed class QuarantineRecord
{
    /// <summary>Number of the file in the upper bits, the line in the lower 32.</summary>
    public long Id { get; set; }

    public int FileId { get; set; }

    public long Line { get; set; }

    public required string Code { get; set; }

    /// <summary>The payment, where the line names one that exists.</summary>
    public string? PaymentNo { get; set; }

    public string? Expected { get; set; }

    public string? Found { get; set; }

    /// <summary>The line as it came, sealed.</summary>
    public required byte[] Raw { get; set; }
}

/// <summary>A roster correction that an officer brought in.</summary>
internal sealed class RosterImportRecord
{
    public int Id { get; set; }

    public required string Sha256 { get; set; }

    public required string Path { get; set; }

    public int Year { get; set; }

    public int? OfficerId { get; set; }

    public required string Officer { get; set; }

    /// <summary>Seconds since 1970, UTC.</summary>
    public long RecordedAt { get; set; }
}

/// <summary>Where an officer told a payment to go when it is paid again: another account than the roster's.</summary>
internal sealed class PayeeRecord
{
    public int Id { get; set; }

    /// <summary>The payment that failed or was held.</summary>
    public required string PaymentNo { get; set; }

    public required byte[] ClaimantKey { get; set; }

    /// <summary>Name, id number and account, sealed as a claimant's.</summary>
    public required byte[] Personal { get; set; }

    public int? OfficerId { get; set; }

    public required string Officer { get; set; }

    public required string Reason { get; set; }

    /// <summary>Seconds since 1970, UTC.</summary>
    public long RecordedAt { get; set; }
}
