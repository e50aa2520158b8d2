using System.Globalization;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Questions.Audits;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Books;

namespace Disbursement.Jobs.Review.Questions;

/// <summary>
/// Reads the order of a question from the address of a page or from the fields of a form. A wrong value counts as not given.
/// </summary>
internal static class AskedOrder
{
    private const int MostDays = 3660, MostPersons = 10_000, MostPayments = 1000;

    /// <summary>Years of sealed runs, newest first.</summary>
    public static IReadOnlyList<int> Years(Desk desk) =>
        [.. new RunBook(desk.Store).Sealed().Select(run => run.Year).Distinct().OrderDescending()];

    /// <summary>The order; null as long as no run is sealed.</summary>
    public static AuditOrder? Of(Desk desk, AuditQuestion question, Func<string, string?> typed, bool isChinese)
    {
        IReadOnlyList<int> years = Years(desk);
        if (years.Count == 0)
            return null;

        AuditOrder order = new()
        {
            Year = years.Contains(Number(typed("year")) ?? 0) ? Number(typed("year"))!.Value : years[0],
            County = ReadLedger.IsBook(typed("county") ?? "") ? typed("county") : null,
            IsChinese = isChinese,
        };
        return question switch
        {
            AccountChanges => order with { Days = Math.Clamp(Number(typed("days")) ?? order.Days, 0, MostDays) },
            SharedAccounts => order with { Over = Number(typed("over")) is { } over ? Math.Clamp(over, 1, MostPersons) : null },

            // The default seed is the day, as on the page of a batch's sample.
            CheckSample => order with
            {
                Size = Math.Clamp(Number(typed("size")) ?? order.Size, 1, MostPayments), IsWeighted = typed("weighted") == "true",
                Seed = ulong.TryParse(typed("seed"), NumberStyles.None, CultureInfo.InvariantCulture, out ulong seed)
                    ? seed
                    : (ulong)AwaitPosting.Day(desk.Work.Clock).DayNumber,
            },
            _ => order,
        };
    }

    /// <summary>The same as fields of a form.</summary>
    public static IEnumerable<(string Name, string Value)> Fields(AuditQuestion question, AuditOrder order)
    {
        yield return ("question", question.Name);
        yield return ("year", order.Year.ToString(CultureInfo.InvariantCulture));
        yield return ("county", order.County ?? "");
        yield return ("days", order.Days.ToString(CultureInfo.InvariantCulture));
        yield return ("over", order.Over?.ToString(CultureInfo.InvariantCulture) ?? "");
        yield return ("size", order.Size.ToString(CultureInfo.InvariantCulture));
        yield return ("seed", order.Seed.ToString(CultureInfo.InvariantCulture));
        yield return ("weighted", order.IsWeighted ? "true" : "");
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        ? number
        : null;
}
