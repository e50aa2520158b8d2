namespace Disbursement.Domain.Periods;

/// <summary>A value in force from a day on, that day included, until the next one of its list takes over.</summary>
/// <typeparam name="T">What is dated.</typeparam>
/// <param name="From">First day in force.</param>
/// <param name="Value">The value.</param>
/// <param name="Source">Where it comes from, in words.</param>
/// <param name="IsAssumed">Whether no public figure was found, so that the bureau must confirm it.</param>
public sealed record Dated<T>(DateOnly From, T Value, string Source, bool IsAssumed);

/// <summary>The dated values of one parameter, oldest first.</summary>
public static class DatedValues
{
    /// <summary>The entry in force on <paramref name="day"/>; none before the first.</summary>
    public static Dated<T>? InForce<T>(this IReadOnlyList<Dated<T>> values, DateOnly day)
    {
        for (int i = values.Count - 1; i >= 0; i--)
        {
            if (values[i].From <= day)
                return values[i];
        }

        return null;
    }
}
