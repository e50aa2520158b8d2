using Disbursement.Domain.Households;

namespace Disbursement.Jobs.Samples;

internal enum MaritalStatus : byte
{
    Married,
    MarriedAgain,
    Divorced,
    Widowed,
    Unmarried,
}

internal enum RewardPayer : byte
{
    NotGiven,
    Finance,
    Employer,
}

internal enum Answer : byte
{
    NotGiven,
    Yes,
    No,
}

internal enum CareLevel : byte
{
    NotGiven,
    None,
    Partial,
    Full,
}

/// <summary>One household of the sample. The object is used again for the next one, as a million would otherwise be garbage.</summary>
internal sealed class Family
{
    public required SampleCounty County { get; init; }

    /// <summary>Town and village: the last six digits of the region code.</summary>
    public int Village { get; set; }

    public int Number { get; set; }

    /// <summary>Whether the clerk wrote Chinese values.</summary>
    public bool IsInChinese { get; set; }

    public SampleParent Mother { get; } = new() { IsMother = true };

    public SampleParent Father { get; } = new() { IsMother = false };

    public SampleChild FirstChild { get; } = new();

    public SampleChild SecondChild { get; } = new();
}

/// <summary>A parent of the sample. Days are day numbers, 0 where not given.</summary>
internal sealed class SampleParent
{
    public required bool IsMother { get; init; }

    public bool IsOnRoster { get; set; }

    public CitizenId Id { get; set; }

    public int Birth { get; set; }

    public int Death { get; set; }

    public PersonName Name { get; set; }

    public bool GivesBirthDate { get; set; }

    public bool IsRural { get; set; }

    public MaritalStatus MaritalStatus { get; set; }

    public bool HasCertificate { get; set; }

    public int CertificateDate { get; set; }

    public int CertificateRevoked { get; set; }

    public RewardPayer RewardPayer { get; set; }

    public int Retired { get; set; }

    public Answer PensionRaise { get; set; }

    public Answer UnlawfulBirth { get; set; }

    public int ComplicationGrade { get; set; }

    public int ComplicationDate { get; set; }

    public int ComplicationEnded { get; set; }

    public CareLevel CareLevel { get; set; }

    /// <summary>In fen; negative where not given.</summary>
    public long MedicalSelfPaid { get; set; }

    public int Applied { get; set; }

    public SampleAccount Account { get; set; }

    public bool GivesAccountName { get; set; }

    /// <summary>Eleven digits, or 0.</summary>
    public ulong Phone { get; set; }
}

/// <summary>A child of the sample. Days are day numbers, 0 where not given.</summary>
internal sealed class SampleChild
{
    public bool IsOnRoster { get; set; }

    public CitizenId Id { get; set; }

    public bool GivesId { get; set; }

    public bool GivesBirthDate { get; set; }

    public bool IsFemale { get; set; }

    public int Birth { get; set; }

    public int Death { get; set; }

    public int Adopted { get; set; }

    public PersonName Name { get; set; }

    public int DisabilityGrade { get; set; }

    public int DisabilityDate { get; set; }

    public int DisabilityEnded { get; set; }

    /// <summary>Category 1–7 of the disability card, or 0 where there is no card.</summary>
    public int CardCategory { get; set; }

    public bool HasCardSuffix { get; set; }
}
