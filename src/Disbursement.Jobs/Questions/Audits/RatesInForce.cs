using System.Globalization;
using Disbursement.Domain.Households;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;

namespace Disbursement.Jobs.Questions.Audits;

/// <summary>Which values of a pack a payment rests on.</summary>
internal static class RatesInForce
{
    /// <summary>The rates of a scheme that are the claimant's own, where they are told apart by a grade or a level.</summary>
    public static IEnumerable<(string Path, Rate Rate)> Own(PolicyPack pack, Scheme scheme, YearFacts facts) =>
        By(pack, scheme) is { } by
            ? pack.TermsOf(scheme).Rates.Where(
                rate => rate.Path == $"{pack.DefinitionOf(scheme).Amount.Text(AmountArguments.Rate)}.{by.Words[by.CodeOf!(facts)]}")
            : pack.TermsOf(scheme).Rates;

    /// <summary>The fact by which the rates of a scheme are told apart; null where it is none that belongs to a year.</summary>
    public static ClaimantFact? By(PolicyPack pack, Scheme scheme) =>
        pack.DefinitionOf(scheme).Amount is var amount && amount.Has(AmountArguments.By)
            ? ClaimantFact.Find(amount.Text(AmountArguments.By), pack.DefinitionOf(scheme)) is { CodeOf: not null } by ? by : null
            : null;

    /// <summary>The days whose rate counts: the first of each paid month, or of the last one where a year is owed whole.</summary>
    public static IEnumerable<DateOnly> Days(PolicyPack pack, Scheme scheme, string months, int year)
    {
        int[] numbers = [.. Numbers(months)];
        return (pack.DefinitionOf(scheme).Accrual == AccrualKind.WholeYear && numbers.Length > 0 ? [numbers[^1]] : numbers)
            .Select(month => new DateOnly(year, month, 1));
    }

    /// <summary>The first day of each month of some years.</summary>
    public static IEnumerable<DateOnly> Range(Month first, int lastYear)
    {
        for (Month month = first; month.Year <= lastYear; month = new Month(month.Index + 1))
            yield return month.FirstDay;
    }

    /// <summary>
    /// The rate of a day, layer by layer, as text; empty where the scheme has none, or more than one that cannot be told apart here.
    /// </summary>
    public static string Text(PolicyPack pack, Scheme scheme, YearFacts facts, string county, DateOnly day) =>
        Own(pack, scheme, facts).ToArray() is [var rate]
            ? string.Join(" + ", rate.Rate.Entries(day, county).Select(entry => $"{entry.Layer} {entry.Entry.Value}"))
            : "";

    /// <summary>Months as payments name them, such as <c>1-5,7</c>.</summary>
    public static IEnumerable<int> Numbers(string months)
    {
        foreach (string part in months.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] ends = part.Split('-');
            int first = int.Parse(ends[0], CultureInfo.InvariantCulture), last = int.Parse(ends[^1], CultureInfo.InvariantCulture);
            for (int month = first; month <= last; month++)
                yield return month;
        }
    }
}
