using System.Text;

namespace Disbursement.Jobs.Intake;

/// <summary>The columns of a roster, in the order of the format page.</summary>
internal enum RosterColumn
{
    RegionCode,
    HouseholdNo,
    Role,
    Name,
    IdNumber,
    BirthDate,
    Sex,
    Hukou,
    MaritalStatus,
    CertificateNo,
    CertificateDate,
    CertificateRevokedOn,
    RewardPayer,
    RetiredOn,
    PensionRaise,
    UnlawfulBirth,
    DeathDate,
    AdoptedOn,
    DisabilityCardNo,
    DisabilityGrade,
    DisabilityDate,
    DisabilityEndedOn,
    ComplicationGrade,
    ComplicationDate,
    ComplicationEndedOn,
    CareLevel,
    MedicalSelfPaid,
    AppliedOn,
    BankName,
    BankCode,
    BankAccount,
    AccountName,
    Phone,
    Promised,
}

/// <summary>The names of roster columns in both languages.</summary>
internal static class RosterColumns
{
    /// <summary>Columns that a corrected reject file carries besides the roster's own; they are passed over without a word.</summary>
    public static IReadOnlyList<string> RejectColumns { get; } = ["source_file", "source_line", "problem_codes", "problems"];

    private static readonly string[] Chinese =
    [
        "行政区划代码", "户编号", "家庭角色", "姓名", "公民身份号码", "出生日期", "性别", "户口性质", "婚姻状况", "光荣证号", "发证日期", "收回日期",
        "奖励金负担方", "退休日期", "加发养老金", "政策外生育", "死亡日期", "收养日期", "残疾人证号", "残疾等级", "评残日期", "康复日期", "并发症等级",
        "鉴定日期", "治愈日期", "护理等级", "大病自付费用", "申报日期", "开户银行", "联行号", "银行账号", "户名", "联系电话", "承诺事项",
    ];

    private static readonly RosterColumn[] Required =
    [
        RosterColumn.RegionCode, RosterColumn.HouseholdNo, RosterColumn.Role, RosterColumn.Name, RosterColumn.IdNumber, RosterColumn.Hukou,
        RosterColumn.MaritalStatus, RosterColumn.BankName, RosterColumn.BankAccount,
    ];

    private static readonly RosterColumn[] OfChildren =
    [
        RosterColumn.AdoptedOn, RosterColumn.DisabilityCardNo, RosterColumn.DisabilityGrade, RosterColumn.DisabilityDate,
        RosterColumn.DisabilityEndedOn,
    ];

    private static readonly RosterColumn[] OfEverybody =
    [
        RosterColumn.RegionCode, RosterColumn.HouseholdNo, RosterColumn.Role, RosterColumn.Name, RosterColumn.IdNumber,
        RosterColumn.BirthDate,
        RosterColumn.Sex, RosterColumn.DeathDate, RosterColumn.Phone, RosterColumn.Promised,
    ];

    public static IReadOnlyList<RosterColumn> All { get; } = Enum.GetValues<RosterColumn>();

    public static int Count => Chinese.Length;

    /// <summary>Columns without which a file is no roster.</summary>
    public static IReadOnlyList<RosterColumn> Needed => Required;

    /// <summary>Columns that say something of a claimant alone.</summary>
    public static IReadOnlyList<RosterColumn> ClaimantOnly { get; } = [.. All.Except(OfChildren).Except(OfEverybody)];

    /// <summary>Columns that say something of a child alone.</summary>
    public static IReadOnlyList<RosterColumn> ChildOnly => OfChildren;

    /// <summary>The English name, such as <c>region_code</c>.</summary>
    public static string English(this RosterColumn column) => EnglishNames[(int)column];

    /// <summary>The Chinese name.</summary>
    public static string InChinese(this RosterColumn column) => Chinese[(int)column];

    /// <summary>The column of a header cell in either language, spaces and case ignored.</summary>
    public static RosterColumn? Find(string header)
    {
        string key = Key(header);
        return Headers.TryGetValue(key, out RosterColumn column) ? column : null;
    }

    /// <summary>Whether a header cell is one that the program itself added to a reject file.</summary>
    public static bool IsRejectColumn(string header) => RejectColumns.Contains(Key(header));

    private static readonly string[] EnglishNames = [.. All.Select(column => SnakeCase(column.ToString()))];

    private static readonly Dictionary<string, RosterColumn> Headers =
        All.SelectMany(column => new[] { (Name: column.English(), column), (Name: column.InChinese(), column) })
            .ToDictionary(pair => pair.Name, pair => pair.column);

    /// <summary>What a header cell comes down to: half-width, lower case, no white space.</summary>
    public static string Key(string header)
    {
        StringBuilder key = new();
        foreach (char character in header)
        {
            char half = character is >= '！' and <= '～' ? (char)(character - 0xFEE0) : character;
            if (!char.IsWhiteSpace(half) && half != '\uFEFF' && half != '\u200B')
                key.Append(char.ToLowerInvariant(half));
        }

        return key.ToString();
    }

    private static string SnakeCase(string name)
    {
        StringBuilder text = new();
        foreach (char character in name)
        {
            if (char.IsUpper(character) && text.Length > 0)
                text.Append('_');
            text.Append(char.ToLowerInvariant(character));
        }

        return text.ToString();
    }
}
