using Disbursement.Jobs.Samples.Rows;

namespace Disbursement.Jobs.Samples.Faults;

/// <summary>Cells that contradict the id number or the grade beside them.</summary>
internal static class Contradictions
{
    private const int IdLength = 18;

    public static void BirthDate(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws)
    {
        SpoiltRow parent = household.Parent(ref draws);
        string birth = parent[Column.IdNumber].PadRight(IdLength, '1');
        parent[Column.BirthDate] = $"{birth[6..10]}-{birth[10..12]}-{(birth[12..14] == "01" ? "02" : "01")}";
    }

    public static void Sex(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws)
    {
        SpoiltRow parent = household.Parent(ref draws);
        parent[Column.Sex] = parent.IsMother ? "M" : "F";
    }

    // Only a number on the same row can be contradicted.
    public static void CardOfAnother(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws)
    {
        SpoiltRow child = household.Child();
        SpoiltRow parent = household.Parent(ref draws);
        if (!child.Gives(Column.IdNumber))
            Sex(household, scene, ref draws);
        else
            GiveCard(child, parent[Column.IdNumber], cardGrade: 2);
    }

    public static void CardGrade(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws)
    {
        SpoiltRow child = household.Child();
        if (!child.Gives(Column.IdNumber))
            Sex(household, scene, ref draws);
        else
            GiveCard(child, child[Column.IdNumber], cardGrade: 3);
    }

    private static void GiveCard(SpoiltRow child, string id, int cardGrade)
    {
        child[Column.DisabilityCardNo] = $"{id}4{cardGrade}";
        child[Column.DisabilityGrade] = "2";
        child[Column.DisabilityDate] = child.Gives(Column.DeathDate) ? child[Column.DeathDate] : $"{child[Column.IdNumber][6..10]}-12-31";
        child[Column.DisabilityEndedOn] = "";
    }
}
