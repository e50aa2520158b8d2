using System.Globalization;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Payments;

namespace Disbursement.Jobs.Proofs;

/// <summary>
/// Nothing was sent to a person while a stop stood. In the very second in which one was put on or lifted, either order is taken for true.
/// </summary>
internal static class ProveStops
{
    public static string? FirstBreak(ReadBooks books)
    {
        IReadOnlyList<Stop> stops = books.Stops();
        if (stops.Count == 0)
            return null;

        ILookup<ClaimantKey, Stop> byPerson = stops.ToLookup(stop => stop.Key);
        foreach ((string payment, ClaimantKey person, string code, DateTimeOffset at) in books.Released(stops.Min(stop => stop.At)))
        {
            bool isKnown = Scheme.TryParse(code, out Scheme scheme);
            int year = int.Parse(payment.AsSpan(0, 4), CultureInfo.InvariantCulture);
            if (isKnown && byPerson[person].Any(stop =>
                stop.Concerns(scheme, year) && stop.At < at && (stop.LiftedAt is null || at < stop.LiftedAt)))
                return $"payment {payment} was released while whoever gets it was stopped";
        }

        return null;
    }
}
