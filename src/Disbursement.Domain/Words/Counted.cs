using System.Globalization;

namespace Disbursement.Domain.Words;

/// <summary>English words that go by a number: one batch waits, two batches wait. Chinese words do not change.</summary>
public static class Counted
{
    /// <summary>The number, and the thing in its singular or plural; an s is added where no plural is given.</summary>
    public static string Of(long count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many ?? $"{one}s")}");

    /// <summary>What so many of something are said to be: is, or are.</summary>
    public static string Are(long count) => count == 1 ? "is" : "are";

    /// <summary>
    /// Fills values in. A place <c>{0:batch waits|batches wait}</c> takes the words before the bar where its value is one, and those behind
    /// it otherwise.
    /// </summary>
    public static string Fill(string text, params object[] values) => string.Format(Places.Only, text, values);

    private sealed class Places : IFormatProvider, ICustomFormatter
    {
        public static readonly Places Only = new();

        public object? GetFormat(Type? formatType) =>
            formatType == typeof(ICustomFormatter) ? this : CultureInfo.InvariantCulture.GetFormat(formatType);

        public string Format(string? format, object? arg, IFormatProvider? formatProvider)
        {
            if (format?.Split('|') is [var one, var many])
                return Convert.ToString(arg, CultureInfo.InvariantCulture) == "1" ? one : many;

            return arg is IFormattable value ? value.ToString(format, CultureInfo.InvariantCulture) : $"{arg}";
        }
    }
}
