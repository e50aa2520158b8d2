using System.Text;
using Disbursement.Jobs.Intake.Forms;

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
    private static readonly string[][] Chinese =
    [
        ["行政区划代码", "区划代码", "行政区划编码", "行政区代码"],
        ["户编号", "户号", "家庭编号", "家庭户号"],
        ["家庭角色", "角色", "成员角色"],
        ["姓名", "成员姓名"],
        ["公民身份号码", "身份证号码", "身份证号", "身份证", "居民身份证号", "居民身份证号码", "公民身份证号", "公民身份证号码", "身份号码"],
        ["出生日期", "出生年月日"],
        ["性别"],
        ["户口性质", "户籍性质", "户口类型", "户籍类型"],
        ["婚姻状况", "婚姻状态", "婚姻情况"],
        ["光荣证号", "光荣证编号", "光荣证号码", "独生子女证号", "独生子女父母光荣证号"],
        ["发证日期", "光荣证发证日期", "领证日期"],
        ["收回日期", "光荣证收回日期"],
        ["奖励金负担方"],
        ["退休日期"],
        ["加发养老金"],
        ["政策外生育"],
        ["死亡日期", "去世日期"],
        ["收养日期"],
        ["残疾人证号", "残疾证号", "残疾人证号码"],
        ["残疾等级"],
        ["评残日期"],
        ["康复日期"],
        ["并发症等级"],
        ["鉴定日期"],
        ["治愈日期"],
        ["护理等级"],
        ["大病自付费用"],
        ["申报日期", "申请日期"],
        ["开户银行", "开户行", "开户行名称", "开户银行名称"],
        ["联行号", "银行联行号", "开户行行号", "开户行联行号"],
        ["银行账号", "银行卡号", "银行帐号", "银行卡账号", "卡号", "账号", "帐号"],
        ["户名", "账户名", "账户名称", "开户名", "开户姓名"],
        ["联系电话", "联系方式"],
        ["承诺事项"],
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

    private static readonly RosterColumn[] Days =
    [
        RosterColumn.BirthDate, RosterColumn.CertificateDate, RosterColumn.CertificateRevokedOn, RosterColumn.RetiredOn,
        RosterColumn.DeathDate, RosterColumn.AdoptedOn,
        RosterColumn.DisabilityDate, RosterColumn.DisabilityEndedOn, RosterColumn.ComplicationDate, RosterColumn.ComplicationEndedOn,
        RosterColumn.AppliedOn,
    ];

    public static IReadOnlyList<RosterColumn> All { get; } = Enum.GetValues<RosterColumn>();

    public static int Count => Chinese.Length;

    /// <summary>Columns that say something of a claimant alone.</summary>
    public static IReadOnlyList<RosterColumn> ClaimantOnly { get; } = [.. All.Except(OfChildren).Except(OfEverybody)];

    /// <summary>Columns that say something of a child alone.</summary>
    public static IReadOnlyList<RosterColumn> ChildOnly => OfChildren;

    private static readonly string[] EnglishNames = [.. All.Select(column => SnakeCase(column.ToString()))];

    /// <summary>All columns by their names and listed synonyms.</summary>
    public static ColumnBook Book { get; } = new([.. All.Select(
        column => new ColumnName((int)column, Required.Contains(column), [EnglishNames[(int)column]], Chinese[(int)column]))]);

    /// <summary>How a roster's columns are read in a workbook.</summary>
    public static TableKind Table { get; } = new(Book, column => Days.Contains((RosterColumn)column),
        column => (RosterColumn)column is RosterColumn.RegionCode or RosterColumn.HouseholdNo);

    /// <summary>The English name, such as <c>region_code</c>.</summary>
    public static string English(this RosterColumn column) => EnglishNames[(int)column];

    /// <summary>The Chinese name.</summary>
    public static string InChinese(this RosterColumn column) => Chinese[(int)column][0];

    /// <summary>The column of a header cell in either language, spaces and case ignored.</summary>
    public static RosterColumn? Find(string header) => Book.Find(header) is { } column ? (RosterColumn)column : null;

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
