namespace Disbursement.Jobs.PaymentFiles;

/// <summary>The columns of a payment file, in their order.</summary>
internal enum PaymentColumn
{
    PaymentNo,
    RegionCode,
    HouseholdNo,
    Name,
    IdNumber,
    Scheme,
    Months,
    Current,
    Arrears,
    Recovery,
    Amount,
    BankName,
    BankCode,
    BankAccount,
    AccountName,
    Flags,
}

/// <summary>Names of the columns, as csv and xlsx show them and as problems name them.</summary>
internal static class PaymentColumns
{
    private static readonly string[] English =
    [
        "payment_no", "region_code", "household_no", "name", "id_number", "scheme", "months", "current", "arrears", "recovery", "amount",
        "bank_name", "bank_code",
        "bank_account", "account_name", "flags",
    ];

    private static readonly string[] Chinese =
        ["支付编号", "行政区划代码", "户编号", "姓名", "公民身份号码", "项目", "应享月份", "本年", "补发", "抵扣", "实发金额", "开户银行", "联行号", "银行账号", "户名", "提示"];

    /// <summary>The header row.</summary>
    public static IReadOnlyList<string> Header(bool isChinese) => isChinese ? Chinese : English;

    /// <summary>The name as problems tell it.</summary>
    public static ColumnName Names(this PaymentColumn column) => new(column.Name(isChinese: true), column.Name(isChinese: false));

    public static string Name(this PaymentColumn column, bool isChinese) => isChinese ? Chinese[(int)column] : English[(int)column];
}
