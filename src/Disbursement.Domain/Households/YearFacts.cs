namespace Disbursement.Domain.Households;

/// <summary>Who pays the only-child reward.</summary>
public enum RewardPayer : byte
{
    /// <summary>The finance bureau.</summary>
    Finance,

    /// <summary>The employer.</summary>
    Employer,
}

/// <summary>Marital status in the household register.</summary>
public enum MaritalStatus : byte
{
    /// <summary>Married, first or again.</summary>
    Married,

    /// <summary>Divorced.</summary>
    Divorced,

    /// <summary>Widowed.</summary>
    Widowed,

    /// <summary>Never married.</summary>
    Unmarried,
}

/// <summary>Kind of household registration.</summary>
public enum Hukou : byte
{
    /// <summary>Agricultural.</summary>
    Rural,

    /// <summary>Non-agricultural.</summary>
    Urban,
}

/// <summary>How much care the claimant needs.</summary>
public enum CareLevel : byte
{
    /// <summary>Lives on their own.</summary>
    None,

    /// <summary>Partly disabled.</summary>
    Partial,

    /// <summary>Fully disabled.</summary>
    Full,
}

/// <summary>The facts of a claimant that carry no date and therefore belong to the year of their roster (rules, section 2).</summary>
/// <param name="RewardPayer">Who pays the reward.</param>
/// <param name="HasPensionRaise">Whether the pension carries the 5 % increase.</param>
/// <param name="HasUnlawfulBirth">Whether a birth outside the policy is on record.</param>
/// <param name="CareLevel">Care needed.</param>
/// <param name="ComplicationGrade">1–4, or 0 where none is given.</param>
/// <param name="MaritalStatus">Marital status.</param>
/// <param name="Hukou">Household registration.</param>
public readonly record struct YearFacts(
    RewardPayer RewardPayer,
    bool HasPensionRaise,
    bool HasUnlawfulBirth,
    CareLevel CareLevel,
    byte ComplicationGrade,
    MaritalStatus MaritalStatus,
    Hukou Hukou)
{
    /// <summary>The facts as one number, for storing; <see cref="Unpack"/> reads it.</summary>
    public int Pack() =>
        (int)RewardPayer | (HasPensionRaise ? 1 : 0) << 1 | (HasUnlawfulBirth ? 1 : 0) << 2 | (int)CareLevel << 3
        | ComplicationGrade << 5 | (int)MaritalStatus << 8 | (int)Hukou << 10;

    /// <summary>Reads what <see cref="Pack"/> wrote.</summary>
    public static YearFacts Unpack(int packed) => new(
        (RewardPayer)(packed & 1),
        (packed >> 1 & 1) == 1,
        (packed >> 2 & 1) == 1,
        (CareLevel)(packed >> 3 & 3),
        (byte)(packed >> 5 & 7),
        (MaritalStatus)(packed >> 8 & 3),
        (Hukou)(packed >> 10 & 1));
}
