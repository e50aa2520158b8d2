using Disbursement.Domain.Households;
using Disbursement.Jobs.Samples.Rows;

namespace Disbursement.Jobs.Samples;

/// <summary>Gives every person of a county a birthday and an id number that nobody else has, without remembering any.</summary>
/// <remarks>
/// A lane is one pair of serials (one for each sex) under one place code. A kind of family owns some lanes for its parents and first
/// children, and others for its second children. The families of a lane have first children of different birthdays; the birthdays of the
/// others follow from those one to one, so they differ too. Parents are at least 20 years older than the first child and no kind spans more
/// than 18 years, so parents and children of a lane never meet.
/// </remarks>
internal sealed class BirthLanes(ulong seed, SampleCounty county)
{
    /// <summary>The most households for which lanes suffice.</summary>
    public const long MostHouseholds = 10_000_000;

    private const int SerialPairs = 500;
    private const int LaneCount = 600;
    private const long MostHouseholdsOfCounty = MostHouseholds / 6;

    // Primes above the days of any kind.
    private static readonly int[] DayStrides = [7919, 8311, 9973, 10007];

    private static readonly (int First, int Count, int Second)[] LanesOfKind = ShareOutLanes();

    private readonly int _firstPair = new SeededDraws(seed, Streams.Lane(county.Index, LaneCount)).Below(LaneCount);

    public Births Of(FamilyPlace place)
    {
        (int first, int count, int second) = LanesOfKind[place.KindIndex];
        (long turn, long lane) = Math.DivRem(place.Ordinal, count);
        FamilyKind kind = place.Kind;
        SeededDraws draws = new(seed, Streams.Lane(county.Index, first + (int)lane));

        int stride = DayStrides[draws.Below(DayStrides.Length)];
        int day = (int)((turn * stride + draws.Below(kind.Days)) % kind.Days);
        int motherDay = kind.FirstDay - draws.Between(8_420, 11_900) + Stir(day, bits: 10, ref draws);
        int fatherDay = kind.FirstDay - draws.Between(8_700, 12_900) + Stir(day, bits: 10, ref draws);
        int secondDay = kind.FirstDay + draws.Between(1_100, 3_600) + Stir(day, bits: 9, ref draws);

        return new Births(kind.FirstDay + day, motherDay, fatherDay, secondDay, first + (int)lane,
            kind.HasSecondChild ? second + (int)lane : -1);
    }

    /// <summary>The id number of the person of that sex who was born on that day in that lane.</summary>
    public CitizenId Number(int lane, int birthDay, bool isFemale)
    {
        // 7 has no factor in common with the number of lanes.
        int pair = (lane * 7 + _firstPair) % LaneCount;
        bool movedIn = pair >= SerialPairs;
        ulong place = (ulong)(movedIn ? county.Neighbour : county.Code);
        // All pairs of one day move alike, so they stay apart, and relatives do not all show the same serial.
        int shift = (int)(new SeededDraws(seed, (ulong)birthDay).Next() % SerialPairs);
        ulong serial = (ulong)((pair + shift) % SerialPairs * 2 + (isFemale ? 0 : 1));
        DateOnly birth = DateOnly.FromDayNumber(birthDay);
        ulong date = (ulong)(birth.Year * 10_000 + birth.Month * 100 + birth.Day);
        return new CitizenId((place * 100_000_000 + date) * 1000 + serial);
    }

    // One to one within each run of 2^bits days, so that gaps between relatives vary and different days stay different.
    private static int Stir(int day, int bits, ref SeededDraws draws)
    {
        int mask = (1 << bits) - 1;
        int odd = draws.Below(1 << bits) | 1;
        int shift = draws.Below(1 << bits);
        return (day & ~mask) | (((day & mask) * odd + shift) & mask);
    }

    private static (int First, int Count, int Second)[] ShareOutLanes()
    {
        List<(int First, int Count, int Second)> lanes = [];
        int next = 0;
        foreach (FamilyKind kind in FamilyKind.All)
        {
            long families = (MostHouseholdsOfCounty / 100 + 1) * kind.Share;
            int count = (int)(families / kind.Days) + 1;
            lanes.Add((next, count, next + count));
            next += kind.HasSecondChild ? 2 * count : count;
        }

        return next <= LaneCount ? [.. lanes] : throw new InvalidOperationException($"{next} lanes are needed, and there are {LaneCount}.");
    }
}

/// <summary>The birthdays of a family as day numbers, and the lanes of its id numbers.</summary>
internal readonly record struct Births(int FirstChild, int Mother, int Father, int SecondChild, int Lane, int SecondLane);
