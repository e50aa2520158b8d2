using System.Globalization;
using System.Text;
using Disbursement.Domain.Households;
using Disbursement.Jobs.Samples.Rows;

namespace Disbursement.Jobs.Samples.Faults;

/// <summary>Id numbers and accounts mistyped, or destroyed by a spreadsheet.</summary>
internal static class WrongNumbers
{
    private const int IdLength = 18;

    public static void IdCheckDigit(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws) =>
        ChangeId(household, ref draws, id => id[..^1] + (id[^1] == '5' ? '6' : '5'));

    public static void IdTooShort(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws) =>
        ChangeId(household, ref draws, id => id[..^1]);

    public static void IdCharacters(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws) =>
        ChangeId(household, ref draws, id => $"{id[..9]}O{id[10..]}");

    public static void IdBirthDate(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws) =>
        ChangeId(household, ref draws, id => WithCheckCharacter(id[..10] + "0231" + id[14..17]));

    public static void IdScientific(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws) =>
        ChangeId(household, ref draws, Scientific);

    public static void IdRounded(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws) =>
        ChangeId(household, ref draws, Rounded);

    public static void AccountLuhn(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws)
    {
        string start = $"622848033061{draws.Below(1_000_000):D6}";
        household.Parent(ref draws)[Column.BankAccount] = IsRead(start + "8") ? start + "9" : start + "8";
    }

    public static void AccountLetters(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws) =>
        household.Parent(ref draws)[Column.BankAccount] = $"6228-4803-{draws.Below(10_000):D4}A";

    public static void AccountLength(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws) =>
        household.Parent(ref draws)[Column.BankAccount] = draws.Happens(500) ? "6228480" : new string('7', 33);

    public static void AccountScientific(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws)
    {
        SpoiltRow parent = household.Parent(ref draws);
        parent[Column.BankAccount] = Scientific(parent[Column.BankAccount]);
    }

    public static void AccountRounded(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws)
    {
        string start = $"62284803{draws.Below(1_000_000):D6}";
        string card = start + "10000";
        household.Parent(ref draws)[Column.BankAccount] = IsRead(card) ? start + "20000" : card;
    }

    public static void AccountOfAnother(SpoiltHousehold household, FaultScene scene, ref SeededDraws draws) =>
        household.Parent(ref draws)[Column.AccountName] = household.Child()[Column.Name] is { Length: > 0 } name ? name : "王代领";

    private static void ChangeId(SpoiltHousehold household, ref SeededDraws draws, Func<string, string> change)
    {
        SpoiltRow parent = household.Parent(ref draws);
        if (parent[Column.IdNumber].Length == IdLength)
            parent[Column.IdNumber] = change(parent[Column.IdNumber]);
    }

    private static string WithCheckCharacter(string digits) => new CitizenId(ulong.Parse(digits, CultureInfo.InvariantCulture)).ToString();

    private static bool IsRead(string account) => BankAccount.Read(Encoding.ASCII.GetBytes(account), out _) == BankAccountDefect.None;

    // A spreadsheet keeps 15 digits. Where the zeros would happen to make a right number, another digit is changed as well.
    private static string Rounded(string id)
    {
        string rounded = id[..15] + "000";
        bool isRight = WithCheckCharacter(rounded[..17]) == rounded;
        return isRight ? id[..14] + (id[14] == '9' ? "8" : "9") + "000" : rounded;
    }

    private static string Scientific(string digits) => digits.Length < 8 ? digits : $"{digits[0]}.{digits[1..6]}E+{digits.Length - 1}";
}
