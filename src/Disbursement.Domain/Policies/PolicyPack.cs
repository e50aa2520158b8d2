using Disbursement.Domain.Households;
using Disbursement.Domain.Periods;

namespace Disbursement.Domain.Policies;

/// <summary>Limits for the reviewer's flags and deadlines.</summary>
/// <param name="ClaimantsPerAccount">More claimants than this on one bank account raise DUP-ACCOUNT.</param>
/// <param name="JumpPercent">A payment that differs from last year's by more than this many percent raises JUMP.</param>
/// <param name="ApprovalDays">Days within which a batch should be approved.</param>
public sealed record Limits(int ClaimantsPerAccount, int JumpPercent, int ApprovalDays);

/// <summary>A scalar or dated value of the pack by its path, such as <c>schemes.sab.age</c>.</summary>
/// <param name="Path">Keys joined by dots.</param>
/// <param name="Value">The value as written.</param>
/// <param name="From">First day in force, for dated values.</param>
/// <param name="Source">Where a dated value comes from.</param>
/// <param name="IsAssumed">Whether a dated value is marked assumed.</param>
/// <param name="Line">Line in the pack file.</param>
public sealed record Parameter(string Path, string Value, DateOnly? From, string? Source, bool IsAssumed, int Line)
{
    /// <summary>When somebody last compared the value with its source; null where nobody said so.</summary>
    public DateOnly? CheckedOn { get; init; }

    /// <summary>Where the source can be read.</summary>
    public string? Link { get; init; }

    /// <summary>Whether the value was last compared with its source more than a year before a day.</summary>
    public bool IsStale(DateOnly today) => CheckedOn < today.AddYears(-1);
}

/// <summary>Every amount and most choices of the rules, dated and with their sources: a policy pack.</summary>
public sealed class PolicyPack
{
    private IReadOnlyList<FactDefinition>? _facts;
    private IReadOnlyList<Role>? _paidForChildren;

    public required string Name { get; init; }

    public required string Title { get; init; }

    /// <summary>Months before this one were settled outside the system and are never entitled.</summary>
    public required Month AccountableFrom { get; init; }

    public required Limits Limits { get; init; }

    /// <summary>
    /// Whether what registers of other offices record decides; otherwise what the roster does not show holds the payment for the reviewer.
    /// </summary>
    public bool TrustsRegisters { get; init; }

    /// <summary>The definitions of the schemes, in the order in which decisions are listed.</summary>
    public required IReadOnlyList<SchemeDefinition> Definitions { get; init; }

    /// <summary>What the pack says of each of them, in the same order.</summary>
    public required IReadOnlyList<SchemeTerms> Terms { get; init; }

    /// <summary>The further columns that its definitions ask for, each once.</summary>
    public IReadOnlyList<FactDefinition> Facts => _facts ??= [.. Definitions.SelectMany(definition => definition.Facts)
        .DistinctBy(fact => fact.Name)];

    /// <summary>Who takes the money of children; empty where no scheme is about children.</summary>
    public IReadOnlyList<Role> PaidForChildren => _paidForChildren ??=
        Definitions.FirstOrDefault(definition => definition.Subject == SchemeSubject.Child)?.PaidTo ?? [];

    /// <summary>
    /// Schemes that earlier runs paid and that have ended: nothing is computed for them, and what they left stays visible.
    /// </summary>
    public IReadOnlyList<Scheme> Ended { get; init; } = [];

    /// <summary>Life tables for forecasts, oldest first; none where the pack has none. No payment depends on them.</summary>
    public IReadOnlyList<LifeTable> LifeTables { get; init; } = [];

    /// <summary>The public posting.</summary>
    public PostingTerms PostingTerms { get; init; } = PostingTerms.Default;

    /// <summary>Everything the pack says, in its own order, for explanations.</summary>
    public required IReadOnlyList<Parameter> Parameters { get; init; }

    /// <summary>The definition of a scheme.</summary>
    public SchemeDefinition DefinitionOf(Scheme scheme) => Definitions[PlaceOf(scheme)];

    /// <summary>What the pack says of a scheme.</summary>
    public SchemeTerms TermsOf(Scheme scheme) => Terms[PlaceOf(scheme)];

    /// <summary>
    /// Whether what is owed back in an offset group is asked for by letter and nothing is kept from a payment: one scheme of the group that
    /// says so is enough, since the group has one receivable.
    /// </summary>
    public bool IsAskedByLetter(string group)
    {
        foreach (SchemeTerms terms in Terms)
        {
            if (terms.Recovery == RecoveryMethod.Request && terms.ReceivableGroup == group)
                return true;
        }

        return false;
    }

    /// <summary>The parameters whose path is <paramref name="path"/> or lies below it.</summary>
    public IEnumerable<Parameter> ParametersAt(string path) =>
        Parameters.Where(parameter => parameter.Path == path || parameter.Path.StartsWith(path + ".", StringComparison.Ordinal));

    /// <summary>The schemes in the order in which decisions are listed.</summary>
    public IEnumerable<Scheme> Schemes => Definitions.Select(definition => definition.Scheme);

    /// <summary>Whether the pack has a scheme.</summary>
    public bool Has(Scheme scheme) => Definitions.Any(definition => definition.Scheme == scheme);

    /// <summary>The place of a scheme in that order, from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The pack has no such scheme.</exception>
    public int PlaceOf(Scheme scheme)
    {
        for (int i = 0; i < Terms.Count; i++)
        {
            if (Terms[i].Scheme == scheme)
                return i;
        }

        throw new ArgumentOutOfRangeException(nameof(scheme), scheme, "The pack has no such scheme.");
    }
}
