using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Jobs.Privacy;

namespace Disbursement.Jobs.Runs;

/// <summary>Holds the payments of a household whose promised documents are overdue on the day that the run pays.</summary>
/// <param name="day">The value date, or the day of the start where none was given.</param>
/// <param name="rosterOf">The name of a roster by its number.</param>
/// <param name="isChinese">The language of the notes.</param>
internal sealed class OverduePromises(DateOnly day, Func<int, string> rosterOf, bool isChinese)
{
    private const int LongestText = 60;
    private const int MostInNote = 3;

    /// <summary>The flag and the reason; nothing where no promise is overdue.</summary>
    public (ReviewFlags Flags, string HoldNote) Of(AcceptedHousehold household)
    {
        if (household.Promises.Count == 0)
            return (ReviewFlags.None, "");

        string[] told = [.. household.Promises.Where(promise => promise.IsOverdue(day)).Take(MostInNote).Select(Tell)];
        return told.Length == 0 ? (ReviewFlags.None, "") : (ReviewFlags.PromiseDue, string.Join("; ", told));
    }

    private string Tell(Promise promise)
    {
        string documents =
            Wording.WithoutNumbers(Short(promise.Documents)), roster = Wording.NameWithoutNumbers(Short(rosterOf(promise.Place.File)));
        return isChinese
            ? $"PROMISE-DUE 承诺的{documents}应于{promise.Until:yyyy-MM-dd}前补交，{roster} 第{promise.Place.Line}行仍为承诺"
            : $"PROMISE-DUE {documents} was promised until {promise.Until:yyyy-MM-dd} and {roster} line "
                + $"{promise.Place.Line} still has the promise";
    }

    private static string Short(string text) => text.Length <= LongestText ? text : text[..LongestText] + "…";
}
