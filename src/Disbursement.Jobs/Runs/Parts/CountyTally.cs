using Disbursement.Domain.Amounts;
using Disbursement.Domain.Assessment;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Batches;

namespace Disbursement.Jobs.Runs.Parts;

/// <summary>Counts of one county: what the summary shows. One instance belongs to one thread.</summary>
internal sealed class CountyTally(string county, IReadOnlyDictionary<Scheme, long[]>? outcomes = null)
{
    private const int OutcomeCount = 3;

    private readonly Dictionary<Scheme, long[]> _outcomes = outcomes is null ? [] : new(outcomes);

    private readonly Dictionary<Scheme, PackEffect> _effects = [];

    public string County => county;

    /// <summary>Decisions by scheme, in each by outcome.</summary>
    public IReadOnlyDictionary<Scheme, long[]> Outcomes => _outcomes;

    public long Households { get; set; }

    public long Claimants { get; set; }

    public long Unclaimed { get; set; }

    public long Absent { get; set; }

    /// <summary>Households that registers of other offices contradict.</summary>
    public long Contradicted { get; set; }

    /// <summary>Lines of what is taken back, each of one claimant, scheme and year, and what they come to.</summary>
    public long Recoveries => Batches.Sum(batch => (long)batch.Recoveries);

    public long RecoveredFen => Batches.Sum(batch => batch.Recovered.Fen);

    /// <summary>What another pack than the last run's changes, by scheme; nothing where it is the same.</summary>
    public IReadOnlyDictionary<Scheme, PackEffect> PackEffects
    {
        get => _effects;
        init => _effects = new(value);
    }

    public List<BatchTally> Batches { get; } = [];

    /// <summary>Counts a claimant and their decisions.</summary>
    public void Count(AssessedClaimant assessed)
    {
        Claimants++;
        foreach (Decision decision in assessed.Decisions)
        {
            if (!_outcomes.TryGetValue(decision.Scheme, out long[]? counts))
                _outcomes[decision.Scheme] = counts = new long[OutcomeCount];
            counts[(int)decision.Outcome]++;
        }
    }

    /// <summary>Counts a claimant for whom another pack than the last run's makes a difference.</summary>
    public void Count(Scheme scheme, Money difference) =>
        _effects[scheme] = _effects.GetValueOrDefault(scheme) + PackEffect.Of(difference);

    public long Of(Scheme scheme, Outcome outcome) => _outcomes.TryGetValue(scheme, out long[]? counts) ? counts[(int)outcome] : 0;
}
