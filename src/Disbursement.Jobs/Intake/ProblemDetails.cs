namespace Disbursement.Jobs.Intake;

/// <summary>The details that problems name, and their Chinese.</summary>
internal static class ProblemDetails
{
    /// <summary>Before a character that does not belong into an id number, and before its place.</summary>
    public const string Holds = "it holds ";
    public const string AtPlace = " at place ";

    /// <summary>Before the place of a row that cannot be placed.</summary>
    public const string Beside = "beside ";
    public const string NoSuchDay = "is a day that does not exist";
    public const string IdLength = "it has neither 18 nor 15 characters";
    public const string IdCharacters = "it holds something other than digits and a final X";
    public const string IdCheck = "the check character does not fit the digits";
    public const string IdBirth = "the birth date in it does not exist";
    public const string BeforeBirth = "is before the birth";
    public const string AfterDeath = "is after the death";
    public const string BeforeStart = "is before its start";
    public const string NotTwelveDigits = "is not 12 digits";
    public const string NoBureau = "names a county that has no bureau in bureaus.csv";
    public const string DiffersInHousehold = "differs within the household";
    public const string TwoMothers = "two mothers";
    public const string TwoFathers = "two fathers";
    public const string TwoGuardians = "two guardians";
    public const string NoClaimant = "neither a father nor a mother, nor a child with a guardian";
    public const string AccountCharacters = "it holds something other than digits";
    public const string AccountLength = "it has fewer than 8 or more than 32 digits";
    public const string AccountLuhn = "the check digit of the card number does not fit";
    public const string Negative = "is negative";
    public const string TooManyDecimals = "has more than 2 decimals";
    public const string TooMuch = "is over 10,000,000";
    public const string FieldCount = "wrong number of fields";
    public const string OpenQuote = "a quote is not closed or stands in the wrong place";
    public const string ControlCharacter = "a line break within a value, a NUL or another control character";
    public const string TooLong = "over 64 KiB";
    public const string TooManyRows =
        "the household has more rows than any family; those after the first thousands stand in the source file only";

    private static readonly Dictionary<string, string> Translations = new()
    {
        [IdLength] = "长度不是18位或15位",
        [IdCharacters] = "含有数字和末位X以外的字符",
        [IdCheck] = "校验码不符",
        [IdBirth] = "其中的出生日期不存在",
        [BeforeBirth] = "早于出生日期",
        [AfterDeath] = "晚于死亡日期",
        [BeforeStart] = "早于其起始日期",
        [NotTwelveDigits] = "不是12位数字",
        [NoBureau] = "所属县（市、区）在bureaus.csv中没有财政局",
        [DiffersInHousehold] = "在同一户内不一致",
        [NoSuchDay] = "是不存在的日期",
        [TwoMothers] = "有两个母亲",
        [TwoFathers] = "有两个父亲",
        [TwoGuardians] = "有两个监护人",
        [NoClaimant] = "既无父亲也无母亲，也无由监护人代领的子女",
        [AccountCharacters] = "含有数字以外的字符",
        [AccountLength] = "少于8位或多于32位",
        [AccountLuhn] = "卡号校验位不符",
        [Negative] = "为负数",
        [TooManyDecimals] = "超过两位小数",
        [TooMuch] = "超过10,000,000",
        [FieldCount] = "字段数与表头不符",
        [OpenQuote] = "引号未闭合或位置不正确",
        [ControlCharacter] = "单元格内含有换行、NUL或其他控制字符",
        [TooLong] = "超过64 KiB",
        [TooManyRows] = "该户行数远超任何家庭，后面的行仅保留在来源文件中",
    };

    /// <summary>The detail in Chinese; one that names a character by its code says so in both languages.</summary>
    public static string InChinese(string detail)
    {
        if (Translations.TryGetValue(detail, out string? known))
            return known;

        return detail.StartsWith(Holds, StringComparison.Ordinal)
            ? "含有" + detail[Holds.Length..].Replace(AtPlace, "，在第", StringComparison.Ordinal) + "位，不是数字或末位X"
            : detail;
    }
}
