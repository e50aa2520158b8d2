namespace Disbursement.Jobs.Store;

/// <summary>States of a run (life cycle, section 2).</summary>
internal enum RunState
{
    Created,
    Reading,
    Assessing,
    Sealed,
    Failed,
    Abandoned,
}

/// <summary>Kinds of runs.</summary>
internal static class RunKind
{
    public const string Yearly = "yearly";
    public const string Reissue = "reissue";
}

/// <summary>A run. Only a sealed one has claimants, decisions, batches and transfers: they are written with the sealing, in one transaction.</summary>
internal sealed class RunRecord
{
    /// <summary>1, 2, 3 … in the database.</summary>
    public int Number { get; set; }

    /// <summary>The name in every file: <c>2026-1</c>.</summary>
    public required string Id { get; set; }

    public int Year { get; set; }

    /// <summary>1 for the yearly run, then the supplementary ones.</summary>
    public int Ordinal { get; set; }

    public RunState State { get; set; }

    /// <summary>Who started it: the maker of its batches.</summary>
    public required string Maker { get; set; }

    /// <summary>The maker as an officer; null where the run was started before there were any.</summary>
    public int? MakerOfficer { get; set; }

    /// <summary>What it is: <c>yearly</c>, which reads rosters, or <c>reissue</c>, which pays again what came back or was left behind.</summary>
    public string Kind { get; set; } = RunKind.Yearly;

    /// <summary>When it was started, UTC, whole seconds: the time of its transfers.</summary>
    public DateTimeOffset StartedAt { get; set; }

    public DateTimeOffset? SealedAt { get; set; }

    /// <summary>County codes joined by commas; empty for a whole-year run.</summary>
    public string Counties { get; set; } = "";

    public DateOnly? ValueDate { get; set; }

    /// <summary>Language of the texts in its files: <c>zh</c> or <c>en</c>.</summary>
    public required string Language { get; set; }

    /// <summary>Language of the headers of its payment files: <c>zh</c> or <c>en</c>.</summary>
    public string Headers { get; set; } = "zh";

    /// <summary>SHA-256 of the policy pack, kept in the archive.</summary>
    public string PackSha256 { get; set; } = "";

    /// <summary>SHA-256 of bureaus.csv, kept in the archive.</summary>
    public string BureausSha256 { get; set; } = "";

    /// <summary>Where its files are.</summary>
    public string OutFolder { get; set; } = "";
}

/// <summary>A roster that a run read, accepted or refused.</summary>
internal sealed class RunInputRecord
{
    public long Id { get; set; }

    public int RunNumber { get; set; }

    public int Ordinal { get; set; }

    /// <summary>Path below the rosters of the year.</summary>
    public required string Path { get; set; }

    public required string Sha256 { get; set; }

    public long Bytes { get; set; }

    public required string Encoding { get; set; }

    public long Rows { get; set; }

    public long Accepted { get; set; }

    public long Rejected { get; set; }

    public long Replaced { get; set; }

    /// <summary>Why the whole file was refused.</summary>
    public string? Refusal { get; set; }
}

/// <summary>A claimant as one run saw them.</summary>
internal sealed class ClaimantRecord
{
    /// <summary>Run number in the upper bits, a count in the lower 32.</summary>
    public long Number { get; set; }

    public int RunNumber { get; set; }

    public required byte[] ClaimantKey { get; set; }

    public required string RegionCode { get; set; }

    public required string HouseholdNo { get; set; }

    public required string Role { get; set; }

    /// <summary>Which of the run's inputs.</summary>
    public int InputOrdinal { get; set; }

    public long Line { get; set; }

    /// <summary>Facts without a date, packed.</summary>
    public int Facts { get; set; }

    public DateOnly? AppliedOn { get; set; }

    /// <summary>What earlier runs had left behind when this one decided; empty for a person seen for the first time.</summary>
    public byte[]? StandingBefore { get; set; }

    /// <summary>Name, id number and account, sealed; only where money is settled or could be claimed: everybody else is found in the archived roster.</summary>
    public byte[]? Personal { get; set; }
}

/// <summary>A decision: never changed, never deleted.</summary>
internal sealed class DecisionRecord
{
    /// <summary>Claimant number × 16 + scheme.</summary>
    public long Id { get; set; }

    public long ClaimantNumber { get; set; }

    public required string Scheme { get; set; }

    public required string Outcome { get; set; }

    /// <summary>Codes joined by <c>+</c>; null unless refused.</summary>
    public string? Codes { get; set; }

    public string? Months { get; set; }

    /// <summary>What the run's year owes.</summary>
    public long DueFen { get; set; }
}

/// <summary>All payments of one run for one bureau and one scheme.</summary>
internal sealed class BatchRecord
{
    public int Number { get; set; }

    /// <summary>The name in every file: <c>2026-1-320302-sab</c>.</summary>
    public required string Id { get; set; }

    public int RunNumber { get; set; }

    public required string County { get; set; }

    public required string Scheme { get; set; }

    public required string State { get; set; }

    public int Payments { get; set; }

    public long CurrentFen { get; set; }

    public long ArrearsFen { get; set; }

    public long OffsetFen { get; set; }

    public long TotalFen { get; set; }

    public long CentralFen { get; set; }

    public long ProvinceFen { get; set; }

    public long CityFen { get; set; }

    public long CountyFen { get; set; }

    /// <summary>Whether rates or limits rest on a parameter marked assumed.</summary>
    public bool IsAssumed { get; set; }

    /// <summary>One SHA-256 over those of all its files: what an approval is for.</summary>
    public required string FilesSha256 { get; set; }
}

/// <summary>A file of a batch, by its format.</summary>
internal sealed class BatchFileRecord
{
    public long Id { get; set; }

    public int BatchNumber { get; set; }

    public required string Format { get; set; }

    /// <summary>Path below the run's out folder, with forward slashes.</summary>
    public required string Path { get; set; }

    public int Rows { get; set; }

    public long TotalFen { get; set; }

    public required string Sha256 { get; set; }
}

/// <summary>One payment.</summary>
internal sealed class PaymentRecord
{
    /// <summary>Batch number in the upper bits, the sequence in the lower 32.</summary>
    public long Id { get; set; }

    public int BatchNumber { get; set; }

    public required string PaymentNo { get; set; }

    public long ClaimantNumber { get; set; }

    public string? Months { get; set; }

    public long CurrentFen { get; set; }

    public long ArrearsFen { get; set; }

    public long OffsetFen { get; set; }

    public long AmountFen { get; set; }

    public string? Flags { get; set; }

    public required string State { get; set; }

    /// <summary>What of the gross the province set and bears; with the next two it tells who funds a batch from which payments are held.</summary>
    public long ProvinceFen { get; set; }

    public long CityFen { get; set; }

    public long CountyFen { get; set; }

    /// <summary>Whether the files of the batch do not name it, because it was held when they were last written.</summary>
    public bool IsLeftOut { get; set; }

    /// <summary>The payment that this one pays again.</summary>
    public string? Replaces { get; set; }

    /// <summary>Where an officer told it to go; null for where the claimant's row says.</summary>
    public int? Payee { get; set; }

    /// <summary>Why it is held, failed or cancelled: the officer's or the bank's words, without numbers that name a person.</summary>
    public string? Note { get; set; }

    /// <summary>The return file that answered, and its line.</summary>
    public int? ReturnFile { get; set; }

    public long? ReturnLine { get; set; }

    /// <summary>When the bank settled it.</summary>
    public DateOnly? AnsweredOn { get; set; }
}

/// <summary>A transfer: never changed, never deleted.</summary>
internal sealed class TransferRecord
{
    /// <summary>Book in the upper bits, sequence in the lower 32.</summary>
    public long Id { get; set; }

    public required string Book { get; set; }

    public long Sequence { get; set; }

    public required string Event { get; set; }

    public required string Debit { get; set; }

    public required string Credit { get; set; }

    public long Fen { get; set; }

    public required string Run { get; set; }

    public string? Batch { get; set; }

    public string? Payment { get; set; }

    public required byte[] Claimant { get; set; }

    public required string Scheme { get; set; }

    public int? Year { get; set; }

    /// <summary>Seconds since 1970, UTC.</summary>
    public long RecordedAt { get; set; }

    public required string Actor { get; set; }

    public required byte[] Hash { get; set; }
}

/// <summary>What sealed runs left behind about a claimant, kept so that the next run finds it with one look; it follows from the other tables.</summary>
internal sealed class StandingRecord
{
    public required byte[] ClaimantKey { get; set; }

    public required byte[] Value { get; set; }
}

/// <summary>A part of a run that several processes share; it is there only while the run is under way.</summary>
internal sealed class RunPartRecord
{
    public int RunNumber { get; set; }

    /// <summary>The stage.</summary>
    public required string Stage { get; set; }

    /// <summary>A county, or the number of a group of rosters.</summary>
    public required string Name { get; set; }

    /// <summary><c>free</c>, <c>taken</c> or <c>done</c>.</summary>
    public required string State { get; set; }

    /// <summary>The process that took it last.</summary>
    public string? Node { get; set; }

    /// <summary>How often it was taken: names the folder of what was made.</summary>
    public int Attempt { get; set; }

    /// <summary>Until when nobody on another machine may take it, in milliseconds since 1970 by the clock of the database.</summary>
    public long LeaseUntil { get; set; }
}

/// <summary>Where a claimant stands, or who uses an account, in a run that several processes share; it is there only while the run is under way.</summary>
internal sealed class RunClaimRecord
{
    public int RunNumber { get; set; }

    /// <summary>1 for a claimant, 2 for an account.</summary>
    public int Kind { get; set; }

    /// <summary>Keyed hash of the identity number or of the account.</summary>
    public required byte[] Claim { get; set; }

    public int County { get; set; }

    public int FileOrdinal { get; set; }

    public long Line { get; set; }

    /// <summary>Keyed hash of the account's holder.</summary>
    public byte[]? Holder { get; set; }
}
