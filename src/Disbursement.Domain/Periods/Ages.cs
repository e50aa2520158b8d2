namespace Disbursement.Domain.Periods;

/// <summary>Ages as the rules count them.</summary>
public static class Ages
{
    /// <summary>
    /// The anniversary on which somebody born on <paramref name="birth"/> reaches <paramref name="age"/>; a 29 February counts on 1 March
    /// in a common year.
    /// </summary>
    public static DateOnly Anniversary(DateOnly birth, int age)
    {
        birth.Deconstruct(out int year, out int month, out int day);
        year += age;
        return month == 2 && day == 29 && !DateTime.IsLeapYear(year) ? new DateOnly(year, 3, 1) : new DateOnly(year, month, day);
    }

    /// <summary>The day on which the age is reached, or none where death came before that day.</summary>
    public static DateOnly? Reached(DateOnly birth, DateOnly? death, int age)
    {
        DateOnly anniversary = Anniversary(birth, age);
        return death < anniversary ? null : anniversary;
    }

    /// <summary>Age in full years on a day, not negative.</summary>
    public static int InFullYears(DateOnly birth, DateOnly on)
    {
        int years = on.Year - birth.Year;
        return years > 0 && Anniversary(birth, years) > on ? years - 1 : Math.Max(years, 0);
    }
}
