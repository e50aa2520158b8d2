using System.Globalization;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Words;

namespace Disbursement.Jobs.ReturnFiles;

/// <summary>Holds the control line of bank text, <c>||{yyyyMMdd}|{county}|||{count}|{total}</c>, against the lines after it.</summary>
/// <remarks>A difference is a warning: each line is held against its payment all the same.</remarks>
internal static class CheckControlLine
{
    private const int CountPlace = 6;
    private const int TotalPlace = 7;

    /// <summary>What differs. Lines without a readable amount count as lines and add nothing to the total.</summary>
    public static IReadOnlyList<ReturnRemark> Run(string line, IEnumerable<ReturnItem> items)
    {
        string[] fields = [.. ReturnForm.Edges(line).Split('|').Select(ReturnValues.Narrow)];
        if (fields.Length != ReturnForm.FieldsSent)
            return [new ReturnRemark($"the control line has {Counted.Of(fields.Length, "field")}, expected {ReturnForm.FieldsSent}: "
                + "count and total are not checked", $"汇总行有{fields.Length}个字段，应有{ReturnForm.FieldsSent}个：未核对笔数和总额")];

        long count = 0;
        Int128 fen = 0;
        foreach (ReturnItem item in items.Where(item => item is not ReturnItem.PassedOver))
        {
            count++;
            fen += AmountOf(item);
        }

        List<ReturnRemark> remarks = [];
        if (!long.TryParse(fields[CountPlace], NumberStyles.None, CultureInfo.InvariantCulture, out long named) || named != count)
            remarks.Add(new ReturnRemark($"the control line counts {Shown(fields[CountPlace])}, found {count}",
                $"汇总行笔数为{Shown(fields[CountPlace])}，实有{count}"));
        if (!ReturnValues.TryAmount(fields[TotalPlace], out Money total) || total.Fen != fen)
            remarks.Add(new ReturnRemark($"the control line names a total of {Shown(fields[TotalPlace])}, found {Yuan(fen)}",
                $"汇总行总额为{Shown(fields[TotalPlace])}，实为{Yuan(fen)}"));
        return remarks;
    }

    private static long AmountOf(ReturnItem item) => item switch
    {
        ReturnItem.Answer answer => answer.Said.Amount?.Fen ?? 0,
        _ => 0,
    };

    private static string Yuan(Int128 fen) => string.Create(CultureInfo.InvariantCulture, $"{fen / 100}.{(int)(fen % 100):00}");

    private static string Shown(string value) => value.Length > 20 ? value[..20] + "…" : value;
}
