using System.Collections.Frozen;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Households;

namespace Disbursement.Domain.Schemes;

/// <summary>A fact of a claimant that definitions may name: a column of the roster.</summary>
/// <param name="Name">The column.</param>
/// <param name="IsGiven">Whether this roster gives it.</param>
public sealed record ClaimantFact(string Name, Func<Case, bool> IsGiven)
{
    private static readonly string[] YesNo = ["no", "yes"];

    private static readonly FrozenDictionary<string, ClaimantFact> Known = new[]
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

    /// <summary>The day, for a fact that is one.</summary>
    public Func<Case, DateOnly?>? Date { get; private init; }

    /// <summary>The words of a fact that has one of some; its code is their place.</summary>
    public IReadOnlyList<string> Words { get; private init; } = [];

    /// <summary>The code of a fact that belongs to its year.</summary>
    public Func<YearFacts, int>? Code { get; private init; }

    /// <summary>The amount, for a cost of the run's year.</summary>
    public Func<Case, Money?>? Cost { get; private init; }

    /// <summary>All names, for whoever lists them.</summary>
    public static IEnumerable<string> Names => Known.Keys.Order(StringComparer.Ordinal);

    /// <summary>The fact of a name; null where there is none.</summary>
    public static ClaimantFact? Find(string name) => Known.GetValueOrDefault(name);

    /// <summary>What an explanation shows of the fact in a year.</summary>
    public string Show(Case c, int year) => Code is not null ? $"{Name}={Words[Code(c.FactsOf(year))]}"
        : Date is not null ? Facts.Show(Name, Date(c))
        : Cost is not null ? Facts.Show(Name, Cost(c))
        : Facts.YesNo(Name, IsGiven(c));

    private static ClaimantFact OfDate(string name, Func<Case, DateOnly?> date) => new(name, c => date(c) is not null) { Date = date };

    private static ClaimantFact OfCode(string name, string[] words, Func<YearFacts, int> code) =>
        new(name, _ => true) { Words = words, Code = code };
}
