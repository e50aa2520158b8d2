using System.Globalization;
using Disbursement.Domain.Returns;

namespace Disbursement.Jobs.ReturnFiles;

/// <summary>Where the values of a line stand.</summary>
/// <param name="Layout">The form.</param>
/// <param name="Separator">Between fields.</param>
/// <param name="Fewest">The fewest fields of a line.</param>
/// <param name="Most">The most fields of a line.</param>
/// <param name="Places">Index of each value by <see cref="ReturnField"/>; -1 where the file has no such column.</param>
internal sealed record ReturnForm(ReturnLayout Layout, char Separator, int Fewest, int Most, IReadOnlyList<int> Places)
{
    /// <summary>Fields of a line of the bank text as it was sent.</summary>
    public const int FieldsSent = 8;
    private const int MostColumns = 1024;
    private const string ControlLineStart = "||";
    private static readonly char[] Separators = [',', '\t', ';', '|'];

    private static readonly ReturnField[] Required = [ReturnField.PaymentNo, ReturnField.Amount, ReturnField.Status];

    /// <summary>
    /// Decides from the first line that is not blank: a control line begins bank text; a line that names a column is a header; five fields
    /// between bars are the first of bare lines.
    /// </summary>
    public static (ReturnForm? Form, ReturnRemark? Refusal) Of(string line)
    {
        line = Edges(line);
        if (line.StartsWith(ControlLineStart, StringComparison.Ordinal))
            return (new ReturnForm(ReturnLayout.BankText, '|', FieldsSent + 2, FieldsSent + 4, [8, 2, 9, 10, 11]), null);

        (char separator, string[] header) =
            Separators.Select(separator => (separator, Cells: SplitLine.Run(line, separator, isQuoted: true).Fields ?? []))
            .MaxBy(split => split.Cells.Count(cell => ColumnNames.Find(cell) is not null));
        if (header.Any(cell => ColumnNames.Find(cell) is not null))
            return OfHeader(separator, header);
        if (line.Split('|').Length == 5)
            return (new ReturnForm(ReturnLayout.BareLines, '|', 5, 5, [0, 1, 2, 3, 4]), null);
        return (null, new ReturnRemark(
            "no header: the first line names no column, is no control line, and has not the five fields "
                + "payment_no|amount|status|reason|settled_on",
            "没有表头：首行没有任何已知列名，不是汇总行，也不是“支付编号|金额|状态|原因|入账日期”五个字段"));
    }

    /// <summary>The field counts that a line may have, in words.</summary>
    public string FieldCounts => Fewest == Most
        ? Fewest.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Fewest}–{Most}");

    /// <summary>Whether quotes have a meaning; in texts without a header they are characters like others.</summary>
    public bool IsQuoted => Layout == ReturnLayout.Columns;

    /// <summary>The line without spaces and byte order marks around it.</summary>
    public static string Edges(string line) => line.Trim(' ', '\uFEFF');

    private static (ReturnForm? Form, ReturnRemark? Refusal) OfHeader(char separator, string[] header)
    {
        if (header.Length > MostColumns)
            return (null, new ReturnRemark($"has {header.Length} columns: not a return file", $"有{header.Length}列，不是回盘文件"));

        ReturnField?[] columns = [.. header.Select(ColumnNames.Find)];
        ReturnField[] missing = [.. Required.Where(needed => !columns.Contains(needed))];
        if (missing.Length > 0)
        {
            return (null, new ReturnRemark(
                $"required columns are missing: {string.Join(", ", missing.Select(field => $"{field.English()} {field.InChinese()}"))}",
                $"缺少必需的列：{string.Join("、", missing.Select(field => $"{field.InChinese()} {field.English()}"))}"));
        }

        foreach (ReturnField field in Enum.GetValues<ReturnField>())
        {
            string[] named = [.. header.Where(cell => ColumnNames.Find(cell) == field)];
            if (named.Length > 1)
                return (null, new ReturnRemark($"the column {field.English()} stands twice: {string.Join(", ", named)}",
                    $"列“{field.InChinese()}”重复：{string.Join("、", named)}"));
        }

        int[] places = [.. Enum.GetValues<ReturnField>().Select(field => Array.IndexOf(columns, field))];
        return (new ReturnForm(ReturnLayout.Columns, separator, header.Length, header.Length, places), null);
    }
}
