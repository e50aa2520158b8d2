namespace Disbursement.Domain.Households;

/// <summary>The role of a member in its household.</summary>
public enum Role : byte
{
    /// <summary>Mother; stands first wherever the order matters.</summary>
    Mother,

    /// <summary>Father.</summary>
    Father,

    /// <summary>Child, born to or adopted by the household.</summary>
    Child,

    /// <summary>Guardian 监护人: takes the money of a child where no parent is there, and has no decisions of their own.</summary>
    Guardian,
}

/// <summary>All roster rows with one household number in one county, free of problems.</summary>
public sealed class Household
{
    private readonly Child[] _children;

    /// <summary>Makes a household and puts its children in the order of the rules.</summary>
    public Household(string regionCode, string number, Claimant? mother, Claimant? father, Child[] children)
    {
        RegionCode = regionCode;
        Number = number;
        Mother = mother;
        Father = father;
        if (children.Length > 1)
            Array.Sort(children, Child.InOrderOfArrival);
        _children = children;
    }

    /// <summary>The 12 digits of the administrative division.</summary>
    public string RegionCode { get; }

    /// <summary>The household number, unique within the county.</summary>
    public string Number { get; }

    /// <summary>The county: the first six digits of the region code.</summary>
    public string County => RegionCode[..6];

    /// <summary>The mother, where the roster has one, living or dead.</summary>
    public Claimant? Mother { get; }

    /// <summary>The father, where the roster has one, living or dead.</summary>
    public Claimant? Father { get; }

    /// <summary>Children in the order of arrival, then birth date, id number, name.</summary>
    public ReadOnlySpan<Child> Children => _children;

    /// <summary>The same household, had the roster told that this claimant of it died on a day.</summary>
    public Household WithDeathOf(Claimant claimant, DateOnly day) => claimant.Child is { } dead
        ? new(RegionCode, Number, Mother, Father, [.. _children.Select(child => child == dead ? child with { DeathDate = day } : child)])
        :
        new(RegionCode, Number, claimant == Mother
            ? claimant.DiedOn(day)
            : Mother, claimant == Father
            ? claimant.DiedOn(day)
            : Father, [.. _children]);

    /// <summary>The first child in that order, if there is one.</summary>
    public Child? FirstChild => _children.Length > 0 ? _children[0] : null;
}

/// <summary>
/// Whom decisions and payments are about: a parent who may be owed money, or a child where a scheme is about children. Every decision and
/// payment is about one claimant.
/// </summary>
public sealed record Claimant
{
    /// <summary>The child, where it is one; null for a parent.</summary>
    public Child? Child { get; init; }

    /// <summary>
    /// Who takes the money of a child: the first of these who is there and alive. Empty for a parent, who takes it himself.
    /// </summary>
    public IReadOnlyList<Role> PaidTo { get; init; } = [];

    /// <summary>What definitions ask for beyond the columns that every roster may have.</summary>
    public FurtherFacts Further { get; init; }

    public required Role Role { get; init; }

    public required CitizenId Id { get; init; }

    public DateOnly BirthDate { get; init; }

    public DateOnly? DeathDate { get; init; }

    /// <summary>Whether the roster names an Honour Certificate of Parents of an Only Child.</summary>
    public bool HasCertificate { get; init; }

    public DateOnly? CertificateDate { get; init; }

    public DateOnly? CertificateRevokedOn { get; init; }

    public DateOnly? RetiredOn { get; init; }

    /// <summary>Facts without a date, of this roster's year.</summary>
    public YearFacts Facts { get; init; }

    public DateOnly? ComplicationDate { get; init; }

    public DateOnly? ComplicationEndedOn { get; init; }

    /// <summary>Medical costs of the run's year that the claimant bore; null where the roster says nothing.</summary>
    public Amounts.Money? MedicalSelfPaid { get; init; }

    /// <summary>Date of the application in this roster.</summary>
    public DateOnly? AppliedOn { get; init; }

    /// <summary>The same claimant, had the roster told this day of death.</summary>
    public Claimant DiedOn(DateOnly day) => this with { DeathDate = day };

    /// <summary>A child as whom decisions are about.</summary>
    /// <param name="child">The child.</param>
    /// <param name="paidTo">Who takes its money.</param>
    public static Claimant Of(Child child, IReadOnlyList<Role> paidTo) => new()
    {
        Role = Role.Child,
        Id = child.Id,
        BirthDate = child.BirthDate,
        DeathDate = child.DeathDate,
        Child = child,
        PaidTo = paidTo,
        Further = child.Further,
    };
}

/// <summary>A child born to or adopted by the household, living or dead.</summary>
public sealed record Child
{
    public CitizenId Id { get; init; }

    public string Name { get; init; } = "";

    public DateOnly BirthDate { get; init; }

    /// <summary>Whether the child is a girl, by its id number, else by what the roster says; false where neither says so.</summary>
    public bool IsGirl { get; init; }

    public DateOnly? AdoptedOn { get; init; }

    public DateOnly? DeathDate { get; init; }

    /// <summary>Disability grade 1–4, or 0 where none is given.</summary>
    public byte DisabilityGrade { get; init; }

    public DateOnly? DisabilityDate { get; init; }

    public DateOnly? DisabilityEndedOn { get; init; }

    /// <summary>What definitions ask for beyond the columns that every roster may have.</summary>
    public FurtherFacts Further { get; init; }

    /// <summary>Where the child's row stands.</summary>
    public RosterPlace Place { get; init; }

    /// <summary>The day from which the household has the child: the later of birth and adoption.</summary>
    public DateOnly Arrival => AdoptedOn is { } adopted && adopted > BirthDate ? adopted : BirthDate;

    /// <summary>Whether the child died on or before <paramref name="day"/>.</summary>
    public bool IsDeadBy(DateOnly day) => DeathDate <= day;

    /// <summary>
    /// Whether both were ever alive on the same day, each counted from its arrival; a death and an arrival on one day count as apart.
    /// </summary>
    public bool LivedBeside(Child other)
    {
        bool beforeMyDeath = DeathDate is not { } mine || other.Arrival < mine;
        bool beforeItsDeath = other.DeathDate is not { } its || Arrival < its;
        return beforeMyDeath && beforeItsDeath;
    }

    /// <summary>Order of arrival, then birth date, id number and name, ordinal.</summary>
    public static int InOrderOfArrival(Child left, Child right)
    {
        int order = left.Arrival.CompareTo(right.Arrival);
        if (order == 0)
            order = left.BirthDate.CompareTo(right.BirthDate);
        if (order == 0)
            order = left.Id.CompareTo(right.Id);
        return order != 0 ? order : string.CompareOrdinal(left.Name, right.Name);
    }
}
