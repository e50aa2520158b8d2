using Disbursement.Jobs.Review.Words;

namespace Disbursement.Jobs.Review.Elements;

/// <summary>By what the rows of a list are added up.</summary>
/// <param name="Name">As the address of the page names it, and as the filter is named that shows a group alone.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Key">What the rows of a group have in common.</param>
/// <param name="Say">That in words.</param>
internal sealed record ListGrouping<T>(string Name, Word Title, Func<T, string> Key, Func<string, Desk, Language, string> Say);

/// <summary>One group of the rows of a list.</summary>
/// <param name="Key">What its rows have in common.</param>
/// <param name="Name">That in words.</param>
/// <param name="Counts">How many of each kind.</param>
/// <param name="Fen">The sums in fen.</param>
internal sealed record ListGroup(string Key, string Name, IReadOnlyList<long> Counts, IReadOnlyList<long> Fen);

/// <summary>The rows of a list added up, as the page shows them and as they are exported.</summary>
/// <param name="Title">What the rows of a group have in common.</param>
/// <param name="Counts">What is counted.</param>
/// <param name="Sums">What is summed.</param>
/// <param name="Groups">The groups in the order of what they have in common.</param>
internal sealed record ListGroups(Word Title, IReadOnlyList<Word> Counts, IReadOnlyList<Word> Sums, IReadOnlyList<ListGroup> Groups)
{
    /// <summary>Adds rows up.</summary>
    public static ListGroups Of<T>(IEnumerable<T> rows, ListGrouping<T> by, Desk desk, Language language,
        (Word Head, Func<T, long> Of)[] counts, (Word Head, Func<T, long> Of)[] sums) =>
        new(by.Title, [.. counts.Select(count => count.Head)], [.. sums.Select(sum => sum.Head)],
            [.. rows.GroupBy(by.Key).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group =>
                new ListGroup(group.Key, by.Say(group.Key, desk, language), [.. counts.Select(count => group.Sum(count.Of))],
                    [.. sums.Select(sum => group.Sum(sum.Of))]))]);
}
