using System.Globalization;

namespace Disbursement.Domain.Periods;

/// <summary>A calendar month. <c>M(d)</c> of the rules is <see cref="Of(DateOnly)"/>.</summary>
/// <param name="Index">Months since January of the year 0.</param>
public readonly record struct Month(int Index) : IComparable<Month>
{
    /// <summary>The month numbered 1 to 12 of a year.</summary>
    public Month(int year, int number)
        : this(year * 12 + number - 1)
    {
    }

    /// <summary>The year that holds this month.</summary>
    public int Year => Index / 12;

    /// <summary>1 for January to 12 for December.</summary>
    public int Number => Index % 12 + 1;

    /// <summary>Whether nothing of the year comes after it.</summary>
    public bool IsDecember => Number == 12;

    /// <summary>The first day of the month.</summary>
    public DateOnly FirstDay => new(Year, Number, 1);

    /// <summary>The month that holds <paramref name="date"/>.</summary>
    public static Month Of(DateOnly date)
    {
        date.Deconstruct(out int year, out int month, out _);
        return new Month(year, month);
    }

    public static bool operator <(Month left, Month right) => left.Index < right.Index;

    public static bool operator >(Month left, Month right) => left.Index > right.Index;

    public static bool operator <=(Month left, Month right) => left.Index <= right.Index;

    public static bool operator >=(Month left, Month right) => left.Index >= right.Index;

    /// <summary>The last month of a year.</summary>
    public static Month December(int year) => new(year, 12);

    /// <summary>The later of two months.</summary>
    public static Month Later(Month left, Month right) => left.Index >= right.Index ? left : right;

    public int CompareTo(Month other) => Index.CompareTo(other.Index);

    /// <summary>Reads <c>2026-01</c>.</summary>
    public static bool TryParse(string text, out Month month)
    {
        bool read =
            DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date);
        month = read ? Of(date) : default;
        return read;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Number:00}");
}
