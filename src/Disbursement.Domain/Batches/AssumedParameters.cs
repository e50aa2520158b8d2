using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;

namespace Disbursement.Domain.Batches;

/// <summary>Whether a batch rests on a parameter marked <c>assumed</c> (flag ASSUMED of the whole batch).</summary>
public static class AssumedParameters
{
    /// <summary>
    /// Whether any rate or limit that a scheme may use in a county, in the accountable years up to the run's, is assumed.
    /// </summary>
    public static bool AnyFor(PolicyPack pack, Scheme scheme, string county, int runYear)
    {
        DateOnly first = pack.AccountableFrom.FirstDay, last = new(runYear, 12, 31);
        SchemeTerms terms = pack.TermsOf(scheme);
        return terms.Rates.Any(rate => Layers(rate.Rate, county).Any(layer => AnyAssumed(layer, first, last)))
            || terms.Limits.Any(limit => AnyAssumed(limit.Entries, first, last));
    }

    private static IEnumerable<IReadOnlyList<Dated<Amounts.Money>>> Layers(Rate rate, string county) =>
        [rate.Base, rate.Province, rate.City, rate.County.GetValueOrDefault(county, [])];

    private static bool AnyAssumed<T>(IReadOnlyList<Dated<T>> values, DateOnly first, DateOnly last)
    {
        for (int i = 0; i < values.Count; i++)
        {
            DateOnly until = i + 1 < values.Count ? values[i + 1].From : DateOnly.MaxValue;
            if (values[i].IsAssumed && values[i].From <= last && until > first)
                return true;
        }

        return false;
    }
}
