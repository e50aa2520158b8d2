using System.Text;
using Disbursement.Domain.Returns;

namespace Disbursement.Jobs.ReturnFiles;

/// <summary>What banks call the columns of a return file.</summary>
internal static class ColumnNames
{
    private static readonly Dictionary<string, ReturnField> Fields = new()
    {
        ["payment_no"] = ReturnField.PaymentNo,
        ["支付编号"] = ReturnField.PaymentNo,
        ["amount"] = ReturnField.Amount,
        ["实发金额"] = ReturnField.Amount,
        ["金额"] = ReturnField.Amount,
        ["status"] = ReturnField.Status,
        ["状态"] = ReturnField.Status,
        ["reason"] = ReturnField.Reason,
        ["原因"] = ReturnField.Reason,
        ["失败原因"] = ReturnField.Reason,
        ["settled_on"] = ReturnField.SettledOn,
        ["入账日期"] = ReturnField.SettledOn,
        ["到账日期"] = ReturnField.SettledOn,
    };

    /// <summary>The column of a header cell in either language, spaces and case ignored; null for any other.</summary>
    public static ReturnField? Find(string cell)
    {
        StringBuilder key = new();
        foreach (char character in ReturnValues.Narrow(cell))
        {
            if (!char.IsWhiteSpace(character))
                key.Append(char.ToLowerInvariant(character));
        }

        return Fields.TryGetValue(key.ToString(), out ReturnField field) ? field : null;
    }
}
