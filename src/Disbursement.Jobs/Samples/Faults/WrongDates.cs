using Disbursement.Jobs.Samples.Rows;

namespace Disbursement.Jobs.Samples.Faults;

/// <summary>Dates that each could be, and together cannot, or not yet.</summary>
internal static class WrongDates
{
    private static readonly Column[] OtherDaysOfChild =
    [
        Column.IdNumber, Column.DeathDate, Column.AdoptedOn, Column.DisabilityCardNo, Column.DisabilityGrade, Column.DisabilityDate,
        Column.DisabilityEndedOn,
    ];

    public static void DeathBeforeBirth(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws) =>
        household.Member(ref draws)[Column.DeathDate] = "1931-04-05";

    public static void RetiredAfterDeath(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws)
    {
        SpoiltRow parent = household.Parent(ref draws);
        parent[Column.DeathDate] = "2021-03-09";
        parent[Column.RetiredOn] = "2021-11-30";
    }

    public static void RevokedBeforeCertificate(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws)
    {
        SpoiltRow parent = household.Parent(ref draws);
        parent[Column.CertificateNo] = "苏32030000001";
        parent[Column.CertificateDate] = "2016-09-01";
        parent[Column.CertificateRevokedOn] = "2016-08-31";
    }

    public static void EndBeforeStart(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws)
    {
        SpoiltRow parent = household.Parent(ref draws);
        parent[Column.ComplicationGrade] = "3";
        parent[Column.ComplicationDate] = "2014-07-02";
        parent[Column.ComplicationEndedOn] = "2014-07-01";
    }

    public static void AdoptedBeforeBirth(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws) =>
        household.Child()[Column.AdoptedOn] = "1961-10-01";

    public static void AppliedNextYear(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws) =>
        household.Parent(ref draws)[Column.AppliedOn] = $"{scene.Year + 1}-01-01";

    public static void BornNextYear(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws)
    {
        SpoiltRow child = household.Child();
        foreach (Column column in OtherDaysOfChild)
            child[column] = "";
        child[Column.BirthDate] = $"{scene.Year + 1}-02-14";
    }
}
