using System.Globalization;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Review.Words;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Payments;

namespace Disbursement.Jobs.Review.Elements;

/// <summary>Reads a filter from the address of a page. A wrong value is reported or ignored; it never breaks the page.</summary>
internal static class ReadFilter
{
    private static readonly string[] Sorts = ["number", "amount", "current", "arrears", "state"];

    public static (PaymentFilter Filter, Word? Wrong) Of(string? state, string? flag, string? least, string? most, string? township,
        string? number, string? sort, bool isDescending)
    {
        Word? wrong = null;
        long? Fen(string? text)
        {
            if (string.IsNullOrWhiteSpace(text))
                return null;
            if (decimal.TryParse(text.Trim().TrimStart('¥', '￥'), NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands,
                CultureInfo.InvariantCulture, out decimal yuan) && yuan < 1_000_000_000m && yuan * 100m == decimal.Truncate(yuan * 100m))
                return Money.FromYuan(yuan).Fen;

            wrong = Text.WrongAmount;
            return null;
        }

        int? Sequence(string? text)
        {
            if (string.IsNullOrWhiteSpace(text))
                return null;
            if (int.TryParse(
                text.Trim()[(text.Trim().LastIndexOf('-') + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int sequence))
                return sequence;

            wrong = Text.WrongNumber;
            return null;
        }

        string? region = string.IsNullOrWhiteSpace(township) ? null : township.Trim();
        if (region is not null && (region.Length > 12 || !region.All(char.IsAsciiDigit)))
            (region, wrong) = (null, Text.WrongTownship);
        return (new PaymentFilter
        {
            State = StoredWords.Find<PaymentState>(Given(state)), Flag = Given(flag),
                LeastFen = Fen(least), MostFen = Fen(most), Township = region,
            Sequence = Sequence(number), Sort = Sorts.Contains(sort) ? sort! : "number", IsDescending = isDescending,
        }, wrong);
    }

    /// <summary>A day as typed, at midnight in China, in seconds since 1970; null where none was typed.</summary>
    public static long? Midnight(string? day) =>
        DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? new DateTimeOffset(date.ToDateTime(TimeOnly.MinValue), Language.China).ToUnixTimeSeconds()
            : null;

    /// <summary>A typed day within the years that a run may have; null for anything else.</summary>
    public static DateOnly? Day(string? day) =>
        DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            && date.Year is >= 2000 and <= 2200 ? date : null;

    /// <summary>The acts that somebody wants to see. Both days are included.</summary>
    public static AuditFilter Acts(string? what, string? who, string? subject, string? outcome, string? from, string? until)
    {
        const int day = 24 * 60 * 60;
        return new AuditFilter(Given(what), Given(who), Given(subject), StoredWords.Find<ActResult>(Given(outcome)),
            Midnight(from), Midnight(until) + day);
    }

    public static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
