using Disbursement.Domain.Amounts;
using Disbursement.Domain.Periods;

namespace Disbursement.Domain.Policies;

/// <summary>Until when a scheme pays after the claimant's death.</summary>
public enum DeathCutoff
{
    /// <summary>Up to the month of death, that month included.</summary>
    DeathMonth,

    /// <summary>Up to December of the year of death.</summary>
    YearEnd,
}

/// <summary>From when the only-child reward pays.</summary>
public enum FirstMonth
{
    /// <summary>January of the certificate year.</summary>
    CertificateYear,

    /// <summary>The month of the certificate.</summary>
    CertificateMonth,
}

/// <summary>When a second child ends the only-child reward.</summary>
public enum SecondChildStop
{
    /// <summary>With the month of its arrival, that month included.</summary>
    EventMonth,

    /// <summary>With December of that year.</summary>
    YearEnd,
}

/// <summary>How a scheme takes back what was paid too much (rules, section 5).</summary>
public enum RecoveryMethod
{
    /// <summary>Kept back from later payments of the offset group.</summary>
    Offset,

    /// <summary>Asked for by letter; nothing is ever kept from a payment.</summary>
    Request,

    /// <summary>Not taken back.</summary>
    None,
}

/// <summary>What the policy pack says of every scheme alike.</summary>
public sealed record SharedTerms
{
    public required Scheme Scheme { get; init; }

    public required string Title { get; init; }

    /// <summary>How money paid too much is taken back.</summary>
    public required RecoveryMethod Recovery { get; init; }

    /// <summary>Schemes of one group share one receivable; a scheme without a group is one of its own.</summary>
    public required string? OffsetGroup { get; init; }

    public required DeathCutoff DeathCutoff { get; init; }

    /// <summary>Who bears the base layer.</summary>
    public required Shares Funding { get; init; }
}

/// <summary>What the policy pack says of one scheme.</summary>
public abstract record SchemeTerms
{
    /// <summary>What every scheme has.</summary>
    public required SharedTerms Shared { get; init; }

    public Scheme Scheme => Shared.Scheme;

    public string Title => Shared.Title;

    public RecoveryMethod Recovery => Shared.Recovery;

    public DeathCutoff DeathCutoff => Shared.DeathCutoff;

    public Shares Funding => Shared.Funding;

    /// <summary>The name of the receivable: the offset group, or the scheme's own code.</summary>
    public string ReceivableGroup => Shared.OffsetGroup ?? Scheme.Code();

    /// <summary>Every rate of the scheme with its place in the pack.</summary>
    public abstract IEnumerable<(string Path, Rate Rate)> Rates { get; }
}

/// <summary>Terms of <c>ocr</c>.</summary>
public sealed record OnlyChildRewardTerms : SchemeTerms
{
    public required int ChildAgeLimit { get; init; }

    public required DateOnly ChildBornBefore { get; init; }

    public required FirstMonth FirstMonth { get; init; }

    public required SecondChildStop StopOnSecondChild { get; init; }

    public required Rate Rate { get; init; }

    public override IEnumerable<(string Path, Rate Rate)> Rates => [("rate", Rate)];
}

/// <summary>Terms of <c>rls</c>.</summary>
public sealed record RetirementLumpSumTerms : SchemeTerms
{
    public required DateOnly RetiredFrom { get; init; }

    public required Rate Rate { get; init; }

    public override IEnumerable<(string Path, Rate Rate)> Rates => [("rate", Rate)];
}

/// <summary>Terms of <c>era</c>.</summary>
public sealed record ElderlyRewardTerms : SchemeTerms
{
    public required bool StackWithSpecial { get; init; }

    public required bool CertificateRequired { get; init; }

    /// <summary>Whether two daughters count like one child.</summary>
    public bool TwoDaughters { get; init; }

    public required int Age { get; init; }

    public required int AgeChildless { get; init; }

    public required DateOnly BornFrom { get; init; }

    public required DateOnly ChildBornFrom { get; init; }

    public required Rate Rate { get; init; }

    public override IEnumerable<(string Path, Rate Rate)> Rates => [("rate", Rate)];
}

/// <summary>Terms of <c>sab</c> and <c>sad</c>.</summary>
public sealed record SpecialAssistanceTerms : SchemeTerms
{
    public required int Age { get; init; }

    public required DateOnly BornFrom { get; init; }

    /// <summary>Whether the claimant must hold the Honour Certificate.</summary>
    public bool CertificateRequired { get; init; }

    /// <summary>The day before which the first child must be born; null for any day.</summary>
    public DateOnly? ChildBornBefore { get; init; }

    /// <summary>The mildest disability grade that counts (<c>sad</c> only).</summary>
    public int MaxGrade { get; init; }

    public required Rate Rate { get; init; }

    public override IEnumerable<(string Path, Rate Rate)> Rates => [("rate", Rate)];
}

/// <summary>Terms of <c>sac</c>.</summary>
public sealed record ComplicationTerms : SchemeTerms
{
    public required int MaxGrade { get; init; }

    /// <summary>A rate for each grade, from grade 1 on.</summary>
    public required IReadOnlyDictionary<int, Rate> RateByGrade { get; init; }

    public override IEnumerable<(string Path, Rate Rate)> Rates => RateByGrade.Select(entry => ($"rateByGrade.{entry.Key}", entry.Value));
}

/// <summary>Terms of <c>shc</c>.</summary>
public sealed record DailyCareTerms : SchemeTerms
{
    public required int Age { get; init; }

    public required Rate Partial { get; init; }

    public required Rate Full { get; init; }

    public override IEnumerable<(string Path, Rate Rate)> Rates => [("rateByLevel.partial", Partial), ("rateByLevel.full", Full)];
}

/// <summary>Terms of <c>shp</c>.</summary>
public sealed record OldAgeSecurityTerms : SchemeTerms
{
    public required int Age { get; init; }

    public required Rate Rate { get; init; }

    public override IEnumerable<(string Path, Rate Rate)> Rates => [("rate", Rate)];
}

/// <summary>Terms of <c>shm</c>.</summary>
public sealed record MajorIllnessTerms : SchemeTerms
{
    public required IReadOnlyList<Dated<Money>> Deductible { get; init; }

    /// <summary>Percent of the costs above the deductible, in hundredths of a percent.</summary>
    public required IReadOnlyList<Dated<int>> PercentHundredths { get; init; }

    public required IReadOnlyList<Dated<Money>> Ceiling { get; init; }

    public override IEnumerable<(string Path, Rate Rate)> Rates => [];
}

/// <summary>Terms of <c>shg</c>.</summary>
public sealed record ConsolationTerms : SchemeTerms
{
    /// <summary>Household sums by the child's age in full years at death, each up to an age inclusive, youngest first.</summary>
    public required IReadOnlyList<(int UpTo, Rate Rate)> Steps { get; init; }

    public override IEnumerable<(string Path, Rate Rate)> Rates => Steps.Select(step => ($"rateByChildAge.{step.UpTo}", step.Rate));

    /// <summary>The sum for a child of that age; nothing above the last step.</summary>
    public Rate For(int ageAtDeath)
    {
        foreach ((int upTo, Rate rate) in Steps)
        {
            if (ageAtDeath <= upTo)
                return rate;
        }

        return Rate.Nothing;
    }
}
