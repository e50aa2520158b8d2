using Disbursement.Jobs.Samples.Rows;

namespace Disbursement.Jobs.Samples.Faults;

/// <summary>Region codes that are none, have no bureau, or differ.</summary>
internal static class WrongPlaces
{
    public static void ElevenDigits(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws) =>
        ForAll(household, code => code[..^1]);

    public static void NoBureau(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws) =>
        ForAll(household, code => "320399" + code[6..]);

    public static void DiffersWithinHousehold(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws) =>
        household.Rows[^1][Column.RegionCode] = household.Rows[^1][Column.RegionCode][..6] + "099099";

    private static void ForAll(SpoiltHousehold household, Func<string, string> change)
    {
        foreach (SpoiltRow row in household.Rows)
            row[Column.RegionCode] = change(row[Column.RegionCode]);
    }
}
