namespace Disbursement.Jobs.Samples.Rows;

/// <summary>The columns of a roster, in the order of the sample's files.</summary>
internal enum Column
{
    RegionCode,
    HouseholdNo,
    Role,
    Name,
    IdNumber,
    BirthDate,
    Sex,
    Hukou,
    MaritalStatus,
    CertificateNo,
    CertificateDate,
    CertificateRevokedOn,
    RewardPayer,
    RetiredOn,
    PensionRaise,
    UnlawfulBirth,
    DeathDate,
    AdoptedOn,
    DisabilityCardNo,
    DisabilityGrade,
    DisabilityDate,
    DisabilityEndedOn,
    ComplicationGrade,
    ComplicationDate,
    ComplicationEndedOn,
    CareLevel,
    MedicalSelfPaid,
    AppliedOn,
    BankName,
    BankCode,
    BankAccount,
    AccountName,
    Phone,
}

/// <summary>The header row.</summary>
internal static class RosterHeader
{
    public static ReadOnlySpan<byte> Bytes =>
        "region_code,household_no,role,name,id_number,birth_date,sex,hukou,marital_status,"u8 +
        "certificate_no,certificate_date,certificate_revoked_on,"u8 +
        "reward_payer,retired_on,pension_raise,unlawful_birth,death_date,adopted_on,"u8 +
        "disability_card_no,disability_grade,disability_date,disability_ended_on,"u8 +
        "complication_grade,complication_date,complication_ended_on,care_level,medical_self_paid,applied_on,"u8 +
        "bank_name,bank_code,bank_account,account_name,phone\n"u8;
}
