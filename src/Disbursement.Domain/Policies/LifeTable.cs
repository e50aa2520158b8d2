namespace Disbursement.Domain.Policies;

/// <summary>How many of 100,000 who reach an age die within a year.</summary>
/// <param name="Age">The age, in full years.</param>
/// <param name="Deaths">Deaths of 100,000.</param>
public readonly record struct DeathsAtAge(int Age, int Deaths);

/// <summary>A life table: what a forecast goes by, and no payment.</summary>
/// <param name="From">First day in force.</param>
/// <param name="Men">Ages given for men, rising.</param>
/// <param name="Women">Ages given for women, rising.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="IsAssumed">Whether it is marked assumed.</param>
public sealed record LifeTable(
    DateOnly From, IReadOnlyList<DeathsAtAge> Men, IReadOnlyList<DeathsAtAge> Women, string Source, bool IsAssumed)
{
    private const decimal Of = 100_000m;

    /// <summary>
    /// The probability to survive the year after a birthday, from 0 to 1; in a straight line between the ages given, and as at the nearest
    /// one outside them.
    /// </summary>
    public decimal Survival(bool isWoman, int age)
    {
        IReadOnlyList<DeathsAtAge> ages = isWoman ? Women : Men;
        int next = 0;
        while (next < ages.Count && ages[next].Age < age)
            next++;
        if (next == 0 || next == ages.Count)
            return 1m - ages[Math.Min(next, ages.Count - 1)].Deaths / Of;

        DeathsAtAge below = ages[next - 1], above = ages[next];
        return 1m - (below.Deaths + (above.Deaths - below.Deaths) * (decimal)(age - below.Age) / (above.Age - below.Age)) / Of;
    }
}
