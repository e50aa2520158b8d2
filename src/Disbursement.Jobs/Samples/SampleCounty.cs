namespace Disbursement.Jobs.Samples;

/// <summary>A county of the sample: one of the bureaus of <c>bureaus.csv</c> and its part of the households.</summary>
/// <param name="Index">Place in the list of counties.</param>
/// <param name="Code">The six digits of the county.</param>
/// <param name="IsCity">Whether most people there are townspeople.</param>
/// <param name="FirstHousehold">How many households stand in the counties before.</param>
/// <param name="Households">How many households the county has.</param>
internal sealed record SampleCounty(int Index, int Code, bool IsCity, long FirstHousehold, long Households)
{
    private static readonly (int Code, int Population, bool IsCity)[] Populations =
    [
        (320302, 70, true), (320303, 47, true), (320305, 45, false), (320311, 62, true), (320312, 110, false), (320321, 94, false),
        (320322, 104, false), (320324, 109, false), (320371, 32, true), (320381, 97, false), (320382, 146, false),
    ];

    // One neighbour for each county, none twice: families who moved in keep the code of the place that registered them.
    private static readonly int[] Neighbours = [341302, 341321, 370481, 341322, 340621, 370827, 370826, 341323, 411481, 371322, 371324];

    /// <summary>The county code that the id numbers of families who moved in begin with.</summary>
    public int Neighbour => Neighbours[Index];

    /// <summary>Divides the households among the counties by population.</summary>
    public static IReadOnlyList<SampleCounty> Divide(long households)
    {
        long people = Populations.Sum(county => (long)county.Population);
        List<SampleCounty> counties = [];
        long before = 0;
        foreach ((int code, int population, bool isCity) in Populations)
        {
            long first = households * before / people;
            before += population;
            counties.Add(new SampleCounty(counties.Count, code, isCity, first, households * before / people - first));
        }

        return counties;
    }
}
