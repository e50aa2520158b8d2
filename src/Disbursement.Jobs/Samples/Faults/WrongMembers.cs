using Disbursement.Domain.Households;
using Disbursement.Jobs.Samples.Rows;

namespace Disbursement.Jobs.Samples.Faults;

/// <summary>Families with a member too many, none to claim, or standing twice.</summary>
internal static class WrongMembers
{
    public static void TwoOfOneRole(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws)
    {
        SpoiltRow parent = household.Rows[0];
        if (household.HasTwoParents)
        {
            household.Rows[1][Column.Role] = parent[Column.Role];
            return;
        }

        SpoiltRow second = parent.Copy();
        second[Column.IdNumber] = new CitizenId(parent.IsMother ? 320301_19580305_002UL : 320301_19580305_003UL).ToString();
        second[Column.BirthDate] = "";
        household.Rows.Insert(1, second);
    }

    public static void NoClaimant(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws)
    {
        if (household.Rows.Exists(row => row.IsChild))
            household.Rows.RemoveAll(row => !row.IsChild);
    }

    // The id has to stand there to stand there twice.
    public static void ChildTwice(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws)
    {
        SpoiltRow child = household.Child();
        if (child.Gives(Column.IdNumber))
            household.Rows.Add(child.Copy());
        else
            child[Column.IdNumber] = household.Rows[0][Column.IdNumber];
    }

    public static void HouseholdTwice(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws) => household.StandsTwice = true;
}
