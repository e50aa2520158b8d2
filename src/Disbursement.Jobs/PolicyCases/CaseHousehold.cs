using Disbursement.Domain.Amounts;
using Disbursement.Domain.Households;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Files;
using YamlDotNet.RepresentationModel;

namespace Disbursement.Jobs.PolicyCases;

/// <summary>Builds a household from the rows of a case. The same role and birth date gives the same identity number in every run.</summary>
internal static class CaseHousehold
{
    /// <summary>The county in which a case happens unless it says otherwise.</summary>
    private const string Region = "320302001001";

    private static readonly Payee SomePayee = new("claimant", "claimant", "bank", "", "62220000");

    /// <param name="rows">The rows.</param>
    /// <param name="facts">The further columns that the pack asks for.</param>
    /// <exception cref="UnreadableFileException">A row says what no roster can; the line is named.</exception>
    public static AcceptedHousehold Read(IReadOnlyList<YamlMappingNode> rows, IReadOnlyList<FactDefinition> facts)
    {
        Claimant? mother = null, father = null;
        List<Child> children = [];
        HashSet<CitizenId> ids = [];
        string region = Region;
        foreach (YamlMappingNode row in rows)
        {
            CaseMap map = new(row);
            Role role = map.OneOf("role", ("", default), ("mother", Role.Mother), ("father", Role.Father), ("child", Role.Child),
                ("guardian", Role.Guardian));
            DateOnly born = map.Value("born", CaseMap.Day) ?? throw map.Missing("born");
            region = map.Text("region_code") ?? region;
            CitizenId id = Id(role, born);
            if (!ids.Add(id))
                throw CaseMap.Fault(row, new FileRemark("two members of one role have one birth date, so would be one person: change one",
                    "同一角色的两人出生日期相同，会被当作同一人：请改其中一个"));

            if (role == Role.Child)
                children.Add(Child(map, id, born, facts, row.Start.Line));
            else if (role == Role.Mother)
                mother = Claimant(map, role, id, born, facts);
            else if (role == Role.Father)
                father = Claimant(map, role, id, born, facts);
            map.NoMore();
        }

        return new AcceptedHousehold(new Household(region, "1", mother, father, [.. children]), _ => SomePayee, default, default);
    }

    /// <summary>A number that follows from role and birth date; mothers have even serials, all others odd ones.</summary>
    private static CitizenId Id(Role role, DateOnly born)
    {
        int serial = role switch { Role.Mother => 2, Role.Father => 1, Role.Guardian => 5, _ => 3 };
        return new CitizenId(320302UL * 100_000_000_000 + (ulong)(born.Year * 10000 + born.Month * 100 + born.Day) * 1000 + (ulong)serial);
    }

    private static FurtherFacts Further(CaseMap row, SchemeSubject subject, IReadOnlyList<FactDefinition> facts) => new(
    [
        .. facts.Where(fact => fact.Of == subject).Select(fact => (fact, Text: row.Text(fact.Name)))
            .Where(one => one.Text is not null).Select(one => Fact(row, one.fact, one.Text!)),
    ]);

    private static FurtherFact Fact(CaseMap row, FactDefinition fact, string text) => fact.Type switch
    {
        FactType.Date => new(fact.Name, row.Value(fact.Name, CaseMap.Day)!.Value.DayNumber),
        FactType.Code => new(fact.Name, row.OneOf(fact.Name, [.. fact.Words.Select((word, place) => (word.English, place))])),
        FactType.YesNo => new(fact.Name, row.OneOf(fact.Name, ("no", 0), ("yes", 1))),
        FactType.Yuan => new(fact.Name, row.Value(fact.Name, CaseMap.Yuan)!.Value.Fen),
        FactType.Count => new(fact.Name, row.Value(fact.Name, CaseMap.Whole)!.Value),
        _ => new(fact.Name, 0, text),
    };

    private static Claimant Claimant(CaseMap row, Role role, CitizenId id, DateOnly born, IReadOnlyList<FactDefinition> facts) => new()
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
        Further = Further(row, SchemeSubject.Claimant, facts),
        Facts = new YearFacts(
            row.OneOf("reward_payer", ("finance", RewardPayer.Finance), ("employer", RewardPayer.Employer)),
            row.OneOf("pension_raise", ("no", false), ("yes", true)),
            row.OneOf("unlawful_birth", ("no", false), ("yes", true)),
            row.OneOf("care_level", ("none", CareLevel.None), ("partial", CareLevel.Partial), ("full", CareLevel.Full)),
            row.Value("complication_grade", CaseMap.Grade) ?? 0,
            row.OneOf("marital_status", ("married", MaritalStatus.Married), ("divorced", MaritalStatus.Divorced),
                ("widowed", MaritalStatus.Widowed), ("unmarried", MaritalStatus.Unmarried)),
            row.OneOf("hukou", ("urban", Hukou.Urban), ("rural", Hukou.Rural))),
    };

    private static Child Child(CaseMap row, CitizenId id, DateOnly born, IReadOnlyList<FactDefinition> facts, long line) => new()
    {
        Id = id,
        Name = "child",
        Place = new RosterPlace(0, line),
        Further = Further(row, SchemeSubject.Child, facts),
        BirthDate = born,
        IsGirl = row.OneOf("sex", ("M", false), ("F", true)),
        AdoptedOn = row.Value("adopted_on", CaseMap.Day),
        DeathDate = row.Value("death_date", CaseMap.Day),
        DisabilityGrade = row.Value("disability_grade", CaseMap.Grade) ?? 0,
        DisabilityDate = row.Value("disability_date", CaseMap.Day),
        DisabilityEndedOn = row.Value("disability_ended_on", CaseMap.Day),
    };
}
