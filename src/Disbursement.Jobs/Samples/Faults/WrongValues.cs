using Disbursement.Jobs.Samples.Rows;

namespace Disbursement.Jobs.Samples.Faults;

/// <summary>Values that are no date, code, grade or amount of their column.</summary>
internal static class WrongValues
{
    private static readonly string[] NoDates = ["2025-02-30", "2024-13-01", "去年三月", "25/3/2024", "2023-06"];

    public static void Date(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws) =>
        household.Parent(ref draws)[Column.AppliedOn] = NoDates[draws.Below(NoDates.Length)];

    public static void Hukou(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws) =>
        household.Parent(ref draws)[Column.Hukou] = "居民";

    public static void Role(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws) => household.Child()[Column.Role] = "孙女";

    public static void Grade(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws)
    {
        SpoiltRow parent = household.Parent(ref draws);
        parent[Column.ComplicationGrade] = "三级甲";
        parent[Column.ComplicationDate] = "2012-05-18";
    }

    public static void BankCode(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws) =>
        household.Parent(ref draws)[Column.BankCode] = "31430300001";

    public static void NegativeAmount(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws) =>
        household.Parent(ref draws)[Column.MedicalSelfPaid] = "-1200.00";

    public static void ThreeDecimals(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws) =>
        household.Parent(ref draws)[Column.MedicalSelfPaid] = "8321.505";

    public static void TooMuch(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws) =>
        household.Parent(ref draws)[Column.MedicalSelfPaid] = "10000000.01";
}
