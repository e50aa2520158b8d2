using System.Collections.Frozen;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Households;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Schemes;

/// <summary>
/// A fact of whom a decision is about that definitions may name: a column that every roster may have, or one that the definition adds.
/// </summary>
/// <param name="Name">The column.</param>
/// <param name="IsGiven">Whether this roster gives it.</param>
public sealed record ClaimantFact(string Name, Func<Case, bool> IsGiven)
{
    private static readonly string[] YesNo = ["no", "yes"];

    private static readonly FrozenDictionary<string, ClaimantFact> OfParents = new[]
    {
        OfDate("birth_date", c => c.Claimant.BirthDate), OfDate("death_date", c => c.Claimant.DeathDate),
        OfDate("certificate_date", c => c.Claimant.CertificateDate),
        OfDate("certificate_revoked_on", c => c.Claimant.CertificateRevokedOn), OfDate("retired_on", c => c.Claimant.RetiredOn),
        OfDate("complication_date", c => c.Claimant.ComplicationDate),
        OfDate("complication_ended_on", c => c.Claimant.ComplicationEndedOn), OfDate("applied_on", c => c.AppliedOn),
        OfCode("reward_payer", ["finance", "employer"], facts => (int)facts.RewardPayer),
        OfCode("pension_raise", YesNo, facts => facts.HasPensionRaise ? 1 : 0),
        OfCode("unlawful_birth", YesNo, facts => facts.HasUnlawfulBirth ? 1 : 0),
        OfCode("care_level", ["none", "partial", "full"], facts => (int)facts.CareLevel),
        OfCode("complication_grade", ["0", "1", "2", "3", "4"], facts => facts.ComplicationGrade) with
        {
            IsGiven = c => c.Claimant.Facts.ComplicationGrade != 0,
        },
        OfCode("marital_status", ["married", "divorced", "widowed", "unmarried"], facts => (int)facts.MaritalStatus),
        OfCode("hukou", ["rural", "urban"], facts => (int)facts.Hukou),
        new ClaimantFact("certificate_no", c => c.Claimant.HasCertificate),
        new ClaimantFact("medical_self_paid", c => c.Claimant.MedicalSelfPaid is not null) { Cost = c => c.Claimant.MedicalSelfPaid },
    }.ToFrozenDictionary(fact => fact.Name);

    private static readonly FrozenDictionary<string, ClaimantFact> OfChildren = new[]
    {
        OfDate("birth_date", c => c.Claimant.BirthDate), OfDate("death_date", c => c.Claimant.DeathDate),
        OfDate("adopted_on", c => c.Claimant.Child!.AdoptedOn), OfDate("arrived_on", c => c.Claimant.Child!.Arrival),
        OfDate("disability_date", c => c.Claimant.Child!.DisabilityDate),
        OfDate("disability_ended_on", c => c.Claimant.Child!.DisabilityEndedOn),
        new ClaimantFact("disability_grade", c => c.Claimant.Child!.DisabilityGrade != 0)
        {
            Words = ["0", "1", "2", "3", "4"], Code = (c, _) => c.Claimant.Child!.DisabilityGrade,
        },
    }.ToFrozenDictionary(fact => fact.Name);

    /// <summary>The day, for a fact that is one.</summary>
    public Func<Case, DateOnly?>? Date { get; private init; }

    /// <summary>The words of a fact that has one of some; its code is their place.</summary>
    public IReadOnlyList<string> Words { get; private init; } = [];

    /// <summary>The code that counts for a year.</summary>
    public Func<Case, int, int>? Code { get; private init; }

    /// <summary>The same from the facts of a year alone; null for a fact that is none of them.</summary>
    public Func<YearFacts, int>? CodeOf { get; private init; }

    /// <summary>How many, in a year.</summary>
    public Func<Case, int, long>? Count { get; private init; }

    /// <summary>The amount, for a cost of the run's year.</summary>
    public Func<Case, Money?>? Cost { get; private init; }

    /// <summary>The facts of a subject that every roster may have, in the order of their names.</summary>
    public static IEnumerable<ClaimantFact> Of(SchemeSubject subject) =>
        Known(subject).Values.OrderBy(fact => fact.Name, StringComparer.Ordinal);

    /// <summary>The fact of a name, of the subject of a definition or one that it adds; null where there is none.</summary>
    public static ClaimantFact? Find(string name, SchemeDefinition definition) => Find(name, definition.Subject, definition.Facts);

    /// <summary>The same, while the definition is being read.</summary>
    public static ClaimantFact? Find(string name, SchemeSubject subject, IReadOnlyList<FactDefinition> added) =>
        Known(subject).GetValueOrDefault(name)
            ?? added.Where(fact => fact.Name == name && fact.Of == subject).Select(Added).FirstOrDefault();

    /// <summary>What an explanation shows of the fact in a year.</summary>
    public string Show(Case c, int year) => Code is not null ? $"{Name}={Words[Code(c, year)]}"
        : Date is not null ? Facts.Show(Name, Date(c))
        : Cost is not null ? Facts.Show(Name, Cost(c))
        : Count is not null ? Facts.Show(Name, Count(c, year))
        : Facts.YesNo(Name, IsGiven(c));

    private static ClaimantFact OfDate(string name, Func<Case, DateOnly?> date) => new(name, c => date(c) is not null) { Date = date };

    private static ClaimantFact OfCode(string name, string[] words, Func<YearFacts, int> code) =>
        new(name, _ => true) { Words = words, Code = (c, year) => code(c.FactsOf(year)), CodeOf = code };

    private static FrozenDictionary<string, ClaimantFact> Known(SchemeSubject subject) =>
        subject == SchemeSubject.Child ? OfChildren : OfParents;

    private static ClaimantFact Added(FactDefinition fact)
    {
        string name = fact.Name;
        ClaimantFact added = new(name, c => c.Claimant.Further.Of(name) is not null);
        return fact.Type switch
        {
            FactType.Date => added with
            {
                Date = c => c.Claimant.Further.Of(name) is { } day ? DateOnly.FromDayNumber((int)day.Value) : null,
            },

            // The last word is that of a roster that says nothing.
            FactType.Code => added with
            {
                Words = [.. fact.Words.Select(word => word.English), "-"],
                Code = (c, year) => c.FurtherOf(fact, year) is { } code ? (int)code.Value : fact.Words.Count,
            },
            FactType.YesNo => added with
            {
                Words = YesNo, Code = (c, year) => (int)(c.FurtherOf(fact, year)?.Value ?? 0),
            },
            FactType.Yuan => added with
            {
                Cost = c => c.Claimant.Further.Of(name) is { } fen ? new Money(fen.Value) : null,
            },
            FactType.Count => added with { Count = (c, year) => c.FurtherOf(fact, year)?.Value ?? 0 },
            _ => added,
        };
    }
}
