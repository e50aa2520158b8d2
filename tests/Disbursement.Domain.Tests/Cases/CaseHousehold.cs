using Disbursement.Domain.Amounts;
using Disbursement.Domain.Households;
using YamlDotNet.RepresentationModel;

namespace Disbursement.Domain.Tests.Cases;

/// <summary>Builds a household from the rows of a case. The same role and birth date gives the same identity number in every run.</summary>
internal static class CaseHousehold
{
    public static Household Read(IReadOnlyList<YamlMappingNode> rows)
    {
        Claimant? mother = null, father = null;
        List<Child> children = [];
        HashSet<CitizenId> ids = [];
        string region = A.Region;
        foreach (YamlMappingNode row in rows)
        {
            CaseMap map = new(row);
            Role role = map.OneOf("role", ("", default), ("mother", Role.Mother), ("father", Role.Father), ("child", Role.Child));
            DateOnly born = map.Value("born", CaseMap.Day) ?? throw new InvalidDataException($"Line {row.Start.Line}: born is missing.");
            region = map.Text("region_code") ?? region;
            CitizenId id = A.Id(role, born);
            if (!ids.Add(id))
                throw new InvalidDataException(
                    $"Line {row.Start.Line}: two members of one role have one birth date, so they would be one person.");

            if (role == Role.Child)
                children.Add(Child(map, id, born));
            else if (role == Role.Mother)
                mother = Claimant(map, role, id, born);
            else
                father = Claimant(map, role, id, born);
            map.NoMore();
        }

        return new Household(region, "1", mother, father, [.. children]);
    }

    private static Claimant Claimant(CaseMap row, Role role, CitizenId id, DateOnly born) => new()
    {
        Role = role,
        Id = id,
        BirthDate = born,
        DeathDate = row.Value("death_date", CaseMap.Day),
        HasCertificate = row.Text("certificate_no") is not null,
        CertificateDate = row.Value("certificate_date", CaseMap.Day),
        CertificateRevokedOn = row.Value("certificate_revoked_on", CaseMap.Day),
        RetiredOn = row.Value("retired_on", CaseMap.Day),
        ComplicationDate = row.Value("complication_date", CaseMap.Day),
        ComplicationEndedOn = row.Value("complication_ended_on", CaseMap.Day),
        MedicalSelfPaid = row.Value("medical_self_paid", CaseMap.Yuan),
        AppliedOn = row.Value("applied_on", CaseMap.Day),
        Facts = new YearFacts(
            row.OneOf("reward_payer", ("finance", RewardPayer.Finance), ("employer", RewardPayer.Employer)),
            row.OneOf("pension_raise", ("no", false), ("yes", true)),
            row.OneOf("unlawful_birth", ("no", false), ("yes", true)),
            row.OneOf("care_level", ("none", CareLevel.None), ("partial", CareLevel.Partial), ("full", CareLevel.Full)),
            (byte)(row.Value("complication_grade", CaseMap.Whole) ?? 0),
            row.OneOf("marital_status", ("married", MaritalStatus.Married), ("divorced", MaritalStatus.Divorced),
                ("widowed", MaritalStatus.Widowed), ("unmarried", MaritalStatus.Unmarried)),
            row.OneOf("hukou", ("urban", Hukou.Urban), ("rural", Hukou.Rural))),
    };

    private static Child Child(CaseMap row, CitizenId id, DateOnly born) => new()
    {
        Id = id,
        Name = "child",
        BirthDate = born,
        IsGirl = row.OneOf("sex", ("M", false), ("F", true)),
        AdoptedOn = row.Value("adopted_on", CaseMap.Day),
        DeathDate = row.Value("death_date", CaseMap.Day),
        DisabilityGrade = (byte)(row.Value("disability_grade", CaseMap.Whole) ?? 0),
        DisabilityDate = row.Value("disability_date", CaseMap.Day),
        DisabilityEndedOn = row.Value("disability_ended_on", CaseMap.Day),
    };
}
