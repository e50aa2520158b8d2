using CsCheck;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Households;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Tests.Settlement;

/// <summary>
/// What random rosters say of a parent. Every date may lie after a run's year; a roster of that year then does not know it yet.
/// </summary>
internal sealed record ToldParent(
    DateOnly Born, DateOnly? Died, DateOnly? Certificate, DateOnly? Revoked, DateOnly? Retired, DateOnly? Applied, DateOnly? Complication,
    Money? Medical, YearFacts Facts)
{
    public Claimant At(Role role, int year) => new()
    {
        Role = role,
        Id = A.Id(role, Born),
        BirthDate = Born,
        DeathDate = Story.Known(Died, year),
        HasCertificate = Certificate is not null,
        CertificateDate = Story.Known(Certificate, year),
        CertificateRevokedOn = Story.Known(Revoked, year),
        RetiredOn = Story.Known(Retired, year),
        AppliedOn = Story.Known(Applied, year),
        ComplicationDate = Story.Known(Complication, year),
        MedicalSelfPaid = Medical,
        Facts = Facts,
    };
}

/// <summary>What random rosters say of a child.</summary>
internal sealed record ToldChild(DateOnly Born, DateOnly? Adopted, DateOnly? Died, byte Grade, DateOnly Disabled, DateOnly? Recovered)
{
    public DateOnly Arrival => Adopted > Born ? Adopted.Value : Born;

    public Child At(int year) => new()
    {
        Id = A.Id(Role.Child, Born),
        Name = "child",
        BirthDate = Born,
        AdoptedOn = Adopted > Born ? Adopted : null,
        DeathDate = Died >= Arrival ? Story.Known(Died, year) : null,
        DisabilityGrade = Story.Known(Disabled, year) is null ? (byte)0 : Grade,
        DisabilityDate = Story.Known(Disabled, year),
        DisabilityEndedOn = Recovered >= Disabled ? Recovered : null,
    };
}

/// <summary>One way in which the rosters may tell of a household.</summary>
internal sealed record ToldHousehold(ToldParent? Mother, ToldParent? Father, IReadOnlyList<ToldChild> Children, string County)
{
    public Household At(int year) => new(
        County + "001001", "1", Mother?.At(Role.Mother, year), Father?.At(Role.Father, year),
        [.. Children.Where(child => child.Arrival.Year <= year).Select(child => child.At(year))]);

    public override string ToString() => $"{County}\n  {Mother}\n  {Father}\n  {string.Join("\n  ", Children)}";
}

/// <summary>One run of a story.</summary>
internal sealed record ToldRun(int Year, int Telling, int Pack, bool IsDuplicate);

/// <summary>
/// Runs over one ledger in which the same two people are told of in changing ways, years go forth and back, and the pack may change between
/// runs.
/// </summary>
internal sealed record Story(IReadOnlyList<ToldHousehold> Tellings, IReadOnlyList<ToldRun> Runs)
{
    private const string OddLayers = "[{ from: 2010-01-01, value: 3.33, status: assumed, source: test }, { from: 2026-05-01, value: 7.77, "
        + "status: assumed, source: test }]";

    private static readonly string[] Codes = ["ocr", "rls", "era", "sab", "sad", "sac", "shc", "shp", "shm", "shg"];

    /// <summary>
    /// The packs of stories: as shipped, accountable for longer, with odd layers, with other choices, and one that takes nothing back.
    /// </summary>
    public static readonly IReadOnlyList<PolicyPack> Packs =
    [
        ShippedPack.Pack,
        ShippedPack.With(("accountableFrom", "2024-05")),
        ShippedPack.With(
            ("schemes.ocr.rate.province", OddLayers), ("schemes.ocr.rate.county.320302", OddLayers), ("schemes.sab.rate.city", OddLayers),
            ("schemes.sab.rate.county.320303", OddLayers),
            ("schemes.era.rate.county.320302", OddLayers), ("schemes.shp.rate.province", OddLayers), ("schemes.rls.rate.city", OddLayers)),
        ShippedPack.With(("schemes.era.stackWithSpecial", "true"), ("schemes.era.deathCutoff", "deathMonth"),
            ("schemes.ocr.stopOnSecondChild", "yearEnd"), ("schemes.sab.age", "45")),
        ShippedPack.With([.. Codes.Select(code => ($"schemes.{code}.recover", "false"))]),
    ];

    private static readonly DateOnly[] MothersBirths =
        [A.Day("1960-02-29"), A.Day("1964-02-02"), A.Day("1966-12-31"), A.Day("1977-03-03"), A.Day("1978-06-30"), A.Day("1985-03-03")];
    private static readonly DateOnly[] FathersBirths = [A.Day("1958-05-05"), A.Day("1967-01-01"), A.Day("1976-12-31"), A.Day("1984-01-01")];

    private static readonly Gen<YearFacts> Facts = Gen.Select(
        OneIn(6), OneIn(8), OneIn(8), Gen.Int[0, 2], Gen.Int[-6, 4], Gen.Int[0, 3], Gen.Bool,
        (isEmployer, raise, unlawful, care, grade, status, isRural) => new YearFacts(
            isEmployer
                ? RewardPayer.Employer
                : RewardPayer.Finance, raise, unlawful, (CareLevel)care, (byte)Math.Max(grade, 0), (MaritalStatus)status, isRural
                ? Hukou.Rural
                : Hukou.Urban));

    private static readonly Gen<ToldChild> Child = Gen.Select(
        Between(1985, 2022), Maybe(6, Between(2000, 2028)), Maybe(2, Between(2015, 2029)), Gen.Int[-3, 4], Between(2010, 2028),
        Maybe(4, Between(2024, 2030)),
        (born, adopted, died, grade, disabled, recovered) => new ToldChild(
            born, adopted, died, (byte)Math.Max(grade, 0), disabled, recovered));

    /// <summary>Random stories.</summary>
    public static readonly Gen<Story> Any =
        Gen.Int[0, MothersBirths.Length - 1].SelectMany(mother => Gen.Int[0, FathersBirths.Length - 1].SelectMany(father => Gen.Select(
        Household(MothersBirths[mother], FathersBirths[father]).Array[1, 4],
        Run.Array[1, 6],
        (tellings, runs) => new Story(tellings, [.. runs.Select(run => run with { Telling = run.Telling % tellings.Length })]))));

    private static Gen<ToldRun> Run => Gen.Select(
        Gen.Int[2026, 2029], Gen.Int[0, 3], Gen.Int[0, 2 * Packs.Count - 1], OneIn(12),
        (year, telling, pack, isDuplicate) => new ToldRun(year, telling, Math.Max(pack - Packs.Count, 0), isDuplicate));

    /// <summary>A date that a roster of a year can already tell.</summary>
    public static DateOnly? Known(DateOnly? day, int year) => day?.Year <= year ? day : null;

    public override string ToString() => $"{string.Join('\n', Tellings)}\n{string.Join('\n', Runs)}";

    private static Gen<ToldHousehold> Household(DateOnly mother, DateOnly father) => Gen.Select(
        Parent(mother), OneIn(8), Parent(father), OneIn(5), Child.Array[0, 3], OneIn(6),
        (mothers, noMother, fathers, noFather, children, hasMoved) => new ToldHousehold(
            noMother
                ? null
                : mothers, noFather && !noMother
                ? null
                : fathers, [.. children.DistinctBy(child => child.Born)], hasMoved
                ? "320303"
                : "320302"));

    private static Gen<ToldParent> Parent(DateOnly born) => Gen.Select(
        Gen.Select(Maybe(6, Between(2024, 2029)), Maybe(2, Between(2012, 2028)), Maybe(8, Between(2026, 2029)),
            Maybe(3, Between(2024, 2028))),
        Gen.Select(Usually(Between(2022, 2029)), Maybe(2, Between(2020, 2028)), Maybe(2, Gen.Int[490_000, 4_500_000])),
        Facts,
        (dates, others, facts) =>
        {
            (DateOnly? died, DateOnly? certificate, DateOnly? revoked, DateOnly? retired) = dates;
            (DateOnly? applied, DateOnly? complication, int? medical) = others;
            return new ToldParent(born, died, certificate, revoked, retired, applied, complication,
                medical is { } fen ? new Money(fen) : null, facts);
        });

    private static Gen<DateOnly> Between(int firstYear, int lastYear) =>
        Gen.Int[new DateOnly(firstYear, 1, 1).DayNumber, new DateOnly(lastYear, 12, 31).DayNumber].Select(DateOnly.FromDayNumber);

    private static Gen<bool> OneIn(int times) => Gen.Int[1, times].Select(drawn => drawn == times);

    private static Gen<T?> Maybe<T>(int times, Gen<T> gen)
        where T : struct => Gen.Select(OneIn(times), gen, (isGiven, value) => isGiven ? value : (T?)null);

    private static Gen<T?> Usually<T>(Gen<T> gen)
        where T : struct => Gen.Select(OneIn(6), gen, (isLeftOut, value) => isLeftOut ? (T?)null : value);
}
