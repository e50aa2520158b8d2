using Disbursement.Jobs.Samples.Rows;

namespace Disbursement.Jobs.Samples.Faults;

/// <summary>Claimants of two households, and accounts of too many.</summary>
internal static class SharedClaimants
{
    // Two couples are above the limit of three already; the third is for couples of whom one is missing.
    private const long HouseholdsOnAccount = 3;

    public static void InThisCounty(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws) =>
        Share(household, scene, inOtherCounty: false, ref draws);

    public static void InOtherCounty(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws) =>
        Share(household, scene, inOtherCounty: true, ref draws);

    public static void OneAccount(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws)
    {
        string account = $"32030000{scene.Round / HouseholdsOnAccount + 1:D9}";
        foreach (SpoiltRow parent in household.Rows.Where(row => !row.IsChild))
            parent[Column.BankAccount] = account;
    }

    // The whole row comes over, so that its dates and number agree and nothing else is wrong with the household.
    private static void Share(SpoiltHousehold household, FaultScene scene, bool inOtherCounty, ref SeededDraws draws)
    {
        SpoiltRow parent = household.Rows[0];
        if (scene.Neighbours.FindParent(parent.IsMother, inOtherCounty, ref draws) is not { } other)
        {
            WrongNumbers.AccountOfAnother(household, scene, ref draws);
            return;
        }

        foreach (Column column in (ReadOnlySpan<Column>)[Column.RegionCode, Column.HouseholdNo, Column.Role])
            other[column] = parent[column];
        household.Rows[0] = other;
    }
}
