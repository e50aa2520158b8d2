namespace Disbursement.Jobs.Samples;

/// <summary>Numbers of the streams of draws, one for each thing that is drawn, so that no two things share their luck.</summary>
internal static class Streams
{
    public static ulong Household(int county, long household) => Number(1, county, household);

    public static ulong Block(int county, long block) => Number(2, county, block);

    public static ulong Lane(int county, int lane) => Number(3, county, lane);

    public static ulong MedicalCosts(int county, long household, int year) => Number((ulong)year, county, household);

    public static ulong Fault(long ordinal) => Number(4, 0, ordinal);

    private static ulong Number(ulong subject, int county, long index) => (subject << 48) | ((ulong)county << 40) | (ulong)index;
}
