using Disbursement.Domain.Amounts;

namespace Disbursement.Domain.Returns;

/// <summary>What the bank says became of a payment.</summary>
public enum ReturnStatus : byte
{
    /// <summary>The money has arrived (成功).</summary>
    [StoredAs("paid", "成功")]
    Paid,

    /// <summary>The money came back (失败).</summary>
    [StoredAs("failed", "失败")]
    Failed,
}

/// <summary>A value of a return line, in the order of the format page.</summary>
public enum ReturnField : byte
{
    /// <summary>The payment it answers.</summary>
    PaymentNo,

    /// <summary>The amount in yuan.</summary>
    Amount,

    /// <summary>Paid or failed.</summary>
    Status,

    /// <summary>Why it failed.</summary>
    Reason,

    /// <summary>The day of the booking at the bank.</summary>
    SettledOn,

    /// <summary>The place of the payment in the file that was sent.</summary>
    Sequence,

    /// <summary>The account that it went to.</summary>
    Account,

    /// <summary>The holder of the account.</summary>
    AccountName,

    /// <summary>The county that pays.</summary>
    County,
}

/// <summary>One line of a return file (回盘): the bank's answer to one payment.</summary>
/// <param name="PaymentNo">The number of the payment as the bank repeats it; there may be no such payment. Empty as long as
/// the payment of a line without a number is not found.</param>
/// <param name="Amount">The amount that the bank names, never negative; null where it names none.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Reason">Why it failed, in the bank's words; empty where the bank says nothing.</param>
/// <param name="SettledOn">The day of the bank's booking, where it names one.</param>
public sealed record ReturnLine(string PaymentNo, Money? Amount, ReturnStatus Status, string Reason, DateOnly? SettledOn);

/// <summary>The words of return files in both languages.</summary>
public static class ReturnWords
{
    private static readonly (string English, string Chinese)[] Fields =
    [
        ("payment_no", "支付编号"), ("amount", "实发金额"), ("status", "状态"), ("reason", "失败原因"), ("settled_on", "入账日期"), ("sequence", "序号"),
        ("account", "账号"), ("name", "户名"), ("county", "区划"),
    ];

    /// <summary>The English name of the column.</summary>
    public static string English(this ReturnField field) => Fields[(int)field].English;

    /// <summary>The Chinese name of the column.</summary>
    public static string InChinese(this ReturnField field) => Fields[(int)field].Chinese;

}
