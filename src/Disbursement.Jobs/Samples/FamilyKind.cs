namespace Disbursement.Jobs.Samples;

/// <summary>Why a family stands on the roster.</summary>
internal enum Situation
{
    Young,
    Elderly,
    Bereaved,
    Disabled,
    Complication,
    Retired,
    Adopted,
}

/// <summary>A kind of family: its share of a hundred and the years in which its first child was born.</summary>
/// <param name="Situation">Why the family stands on the roster.</param>
/// <param name="Share">How many of a hundred households are of this kind.</param>
/// <param name="FirstYear">The first year of birth of the first child. With <paramref name="LastYear"/> at most 18 years: see
/// <see cref="BirthLanes"/>.</param>
/// <param name="LastYear">The last year of birth of the first child, included.</param>
/// <param name="HasSecondChild">Whether a second child arrives.</param>
internal sealed record FamilyKind(Situation Situation, int Share, int FirstYear, int LastYear, bool HasSecondChild = false)
{
    public static IReadOnlyList<FamilyKind> All { get; } =
    [
        new(Situation.Young, 22, 2011, 2015),
        new(Situation.Young, 17, 2002, 2010),
        new(Situation.Young, 2, 2016, 2021),
        new(Situation.Young, 9, 2008, 2015, HasSecondChild: true),
        new(Situation.Elderly, 8, 1972, 1989),
        new(Situation.Elderly, 14, 1985, 1998),
        new(Situation.Elderly, 4, 1970, 1985, HasSecondChild: true),
        new(Situation.Bereaved, 3, 1968, 1985),
        new(Situation.Bereaved, 3, 1984, 2001),
        new(Situation.Bereaved, 1, 2000, 2015),
        new(Situation.Bereaved, 1, 1980, 1997, HasSecondChild: true),
        new(Situation.Disabled, 2, 1970, 1987),
        new(Situation.Disabled, 3, 1986, 2003),
        new(Situation.Disabled, 1, 2002, 2015),
        new(Situation.Disabled, 1, 1985, 2000, HasSecondChild: true),
        new(Situation.Complication, 2, 1975, 1990),
        new(Situation.Retired, 6, 1984, 2001),
        new(Situation.Adopted, 1, 2002, 2015),
    ];

    /// <summary>The first possible birthday of the first child, as a day number.</summary>
    public int FirstDay { get; } = new DateOnly(FirstYear, 1, 1).DayNumber;

    /// <summary>How many birthdays are possible.</summary>
    public int Days { get; } = new DateOnly(LastYear + 1, 1, 1).DayNumber - new DateOnly(FirstYear, 1, 1).DayNumber;
}
