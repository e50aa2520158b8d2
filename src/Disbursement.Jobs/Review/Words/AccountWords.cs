using Disbursement.Jobs.Reports;

namespace Disbursement.Jobs.Review.Words;

/// <summary>Names of ledger accounts in words.</summary>
internal static class AccountWords
{
    /// <summary>
    /// An account, such as <c>expense:320302:ocr</c>, as its kind, its county and its scheme or offset group; without the county where it
    /// is that of a book.
    /// </summary>
    public static string Of(string account, Desk desk, Language language, string? book = null) =>
        account.Split(':') is [var kind, var county, .. var rest]
            ? string.Join(" · ", (string[])[language.LedgerKind(kind), .. county == book ? [] : new[] { desk.County(county) },
                .. rest.Select(group => Group(group, language))])
            : account;

    /// <summary>A scheme or an offset group in words.</summary>
    public static string Group(string group, Language language) =>
        language.Scheme(group) is var title && title != group ? title : ParameterWords.Value(group, language.IsChinese);
}
