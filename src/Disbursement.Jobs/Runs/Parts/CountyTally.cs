using Disbursement.Domain.Assessment;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Batches;

namespace Disbursement.Jobs.Runs.Parts;

/// <summary>Counts of one county: what the summary shows. One instance belongs to one thread.</summary>
internal sealed class CountyTally(string county, IReadOnlyList<long>? outcomes = null)
{
    private const int OutcomeCount = 3;

    private readonly long[] _outcomes = outcomes is null ? new long[SchemeCodes.All.Count * OutcomeCount] : [.. outcomes];

    public string County => county;

    /// <summary>Decisions by scheme and outcome.</summary>
    public IReadOnlyList<long> Outcomes => _outcomes;

    public long Households { get; set; }

    public long Claimants { get; set; }

    public long Unclaimed { get; set; }

    public long Absent { get; set; }

    /// <summary>Households that registers of other offices contradict.</summary>
    public long Contradicted { get; set; }

    /// <summary>Sums that claimants owe back, each of one claimant and scheme, and what they come to.</summary>
    public long Recoveries { get; set; }

    public long RecoveredFen { get; set; }

    public List<BatchTally> Batches { get; } = [];

    /// <summary>Counts a claimant and their decisions.</summary>
    public void Count(AssessedClaimant assessed)
    {
        Claimants++;
        foreach (Decision decision in assessed.Decisions)
            _outcomes[((int)decision.Scheme * OutcomeCount) + (int)decision.Outcome]++;
    }

    public long Of(Scheme scheme, Outcome outcome) => _outcomes[((int)scheme * OutcomeCount) + (int)outcome];
}
