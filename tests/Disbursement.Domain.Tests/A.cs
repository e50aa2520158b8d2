using System.Globalization;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Assessment;
using Disbursement.Domain.Batches;
using Disbursement.Domain.History;
using Disbursement.Domain.Households;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Domain.Settlement;

namespace Disbursement.Domain.Tests;

/// <summary>Makes what a test does not care about; what it states stands in its arguments. Dates are written <c>2026-01-31</c>.</summary>
internal static class A
{
    /// <summary>The 12 digits of the county in which everything happens unless told otherwise.</summary>
    public const string Region = "320302001001";

    /// <summary>Married, urban, paid by finance, and nothing else.</summary>
    public static readonly YearFacts Facts = new(RewardPayer.Finance, false, false, CareLevel.None, 0, MaritalStatus.Married, Hukou.Urban);

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static Money Yuan(decimal yuan) => Money.FromYuan(yuan);

    /// <summary>A number that follows from role and birth date; mothers have even serials, all others odd ones.</summary>
    public static CitizenId Id(Role role, DateOnly born)
    {
        int serial = role switch { Role.Mother => 2, Role.Father => 1, _ => 3 };
        return new CitizenId(320302UL * 100_000_000_000 + (ulong)(born.Year * 10000 + born.Month * 100 + born.Day) * 1000 + (ulong)serial);
    }

    public static Claimant Mother(string born = "1975-08-15", string? died = null, string? certificate = null, string? retired = null,
        string? applied = null, YearFacts? facts = null) =>
        Parent(Role.Mother, born, died, certificate, retired, applied, facts);

    public static Claimant Father(string born = "1974-04-04", string? died = null, string? certificate = null, string? retired = null,
        string? applied = null, YearFacts? facts = null) =>
        Parent(Role.Father, born, died, certificate, retired, applied, facts);

    public static Child Child(string born = "2000-01-01", string? died = null, string? adopted = null, string name = "child",
        ulong id = 0) => new()
    {
        Id = id == 0 ? Id(Role.Child, Day(born)) : new CitizenId(id),
        Name = name,
        BirthDate = Day(born),
        AdoptedOn = Maybe(adopted),
        DeathDate = Maybe(died),
    };

    public static Household Household(Claimant? mother = null, Claimant? father = null, params Child[] children) =>
        new(Region, "1", mother, father, children);

    /// <summary>The household as intake hands it on, with a payee for each claimant.</summary>
    public static AcceptedHousehold Accepted(Household household)
    {
        Payee payee = new("claimant", "claimant", "bank", "", "62220000");
        return new AcceptedHousehold(household, _ => payee, new RosterPlace(0, 2), new RosterPlace(0, 3));
    }

    /// <summary>The claimant of a household after a run: its mother, or its father where there is none.</summary>
    public static AssessedClaimant Assessed(Household household, int runYear, ClaimantHistory? history = null, PolicyPack? pack = null,
        bool isDuplicate = false) =>
        AssessedClaimant.Of(Accepted(household), household.Mother ?? household.Father!, history ?? ClaimantHistory.Empty,
            SchemeRules.Of(pack ?? ShippedPack.Pack), Month.December(runYear), isDuplicate);

    /// <summary>A settlement with one accrual.</summary>
    public static SchemeSettlement Settled(Scheme scheme, int runYear, int year, Layered amount, Money offset = default) =>
        new(new Decision(scheme, Outcome.Granted, 0, Months.All, []), [new Accrual(year, amount)], [], offset, runYear);

    /// <summary>Somebody on the way to a batch.</summary>
    public static PayableClaimant Payable(SchemeSettlement settlement) =>
        new(1, 1, Region, "1", Role.Mother, Id(Role.Mother, Day("1975-08-15")), new Payee("claimant", "claimant", "bank", "", "62220000"),
            [(settlement, ReviewFlags.None, "")], []);

    private static Claimant Parent(Role role, string born, string? died, string? certificate, string? retired, string? applied,
        YearFacts? facts) => new()
    {
        Role = role,
        Id = Id(role, Day(born)),
        BirthDate = Day(born),
        DeathDate = Maybe(died),
        HasCertificate = certificate is not null,
        CertificateDate = Maybe(certificate),
        RetiredOn = Maybe(retired),
        AppliedOn = Maybe(applied),
        Facts = facts ?? Facts,
    };

    private static DateOnly? Maybe(string? day) => day is null ? null : Day(day);
}
