using Disbursement.Jobs.Samples.Rows;

namespace Disbursement.Jobs.Samples.Faults;

/// <summary>Lines that are no row of the file.</summary>
internal static class BrokenRows
{
    private const int LongText = 66_000;
    private const long LongRowEvery = 10;

    public static void TooFewFields(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws)
    {
        List<string> cells = household.Member(ref draws).Cells;
        cells.RemoveRange(cells.Count - 3, 3);
    }

    // As when a clerk types an address with commas.
    public static void TooManyFields(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws) =>
        household.Member(ref draws).Cells.AddRange(["二组", "12号"]);

    public static void OpenQuote(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws)
    {
        SpoiltRow row = household.Member(ref draws);
        row[Column.Phone] = "13800000000";
        row.LeavesQuoteOpen = true;
    }

    public static void ControlCharacter(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws) =>
        household.Member(ref draws)[Column.Name] += draws.Happens(500) ? "\0" : "\u0007";

    public static void TooLong(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws)
    {
        if (scene.Round % LongRowEvery == 0)
            household.Member(ref draws)[Column.Phone] = new string('1', LongText);
        else
            ControlCharacter(household, scene, ref draws);
    }
}
