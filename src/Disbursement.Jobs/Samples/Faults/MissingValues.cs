using Disbursement.Jobs.Samples.Rows;

namespace Disbursement.Jobs.Samples.Faults;

/// <summary>Values that the columns require and the clerk forgot.</summary>
internal static class MissingValues
{
    public static void Name(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws) =>
        household.Member(ref draws)[Column.Name] = "";

    // A slash means no value, just as an empty cell does.
    public static void ClaimantId(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws) =>
        household.Parent(ref draws)[Column.IdNumber] = draws.Happens(500) ? "/" : "";

    public static void Account(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws) =>
        household.Parent(ref draws)[Column.BankAccount] = draws.Happens(500) ? "无" : "";

    public static void ChildBirth(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws)
    {
        SpoiltRow child = household.Child();
        child[Column.IdNumber] = "";
        child[Column.BirthDate] = "-";
    }

    public static void DateOfGrade(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws)
    {
        SpoiltRow child = household.Child();
        child[Column.DisabilityCardNo] = "";
        child[Column.DisabilityGrade] = "2";
        child[Column.DisabilityDate] = child[Column.DisabilityEndedOn] = "";
    }
}
