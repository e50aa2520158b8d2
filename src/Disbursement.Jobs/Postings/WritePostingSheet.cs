using Disbursement.Jobs.Workbooks;

namespace Disbursement.Jobs.Postings;

/// <summary>The public posting of a county as a workbook: one line a payment, with its township and village.</summary>
internal static class WritePostingSheet
{
    /// <summary>Writes the workbook; lines come in the order of villages.</summary>
    public static void Run(Stream output, PostingHeading heading, IEnumerable<PostingLine> lines, bool isChinese)
    {
        using WorkbookFile workbook = new(output);
        workbook.Sheet(isChinese ? "公示名单" : "notice", [24, 26, 30, 12, 8, 22, 34, 14],
            [.. isChinese ? (string[])["镇（街道）", "村（居）"] : ["township", "village"], .. PostingText.Columns(isChinese)]);
        foreach (PostingLine line in lines)
        {
            workbook.Row();
            foreach (string cell in (ReadOnlySpan<string>)[
                Cell(line.Township, heading.Regions.Township(line.Village)), Cell(line.Village, heading.Regions.Village(line.Village)),
                line.PaymentNo, line.Name, PostingText.Role(line.Role, isChinese), line.Id, line.Scheme])
                workbook.Text(cell);
            workbook.Yuan(line.Amount.Fen);
        }

        workbook.Sheet(isChinese ? "说明" : "terms", [120]);
        foreach (string remark in (string[])[PostingText.Title(heading, isChinese), $"{heading.CountyName} {heading.County}  {heading.Run}",
            PostingText.Terms(heading, isChinese)])
        {
            workbook.Row();
            workbook.Text(remark);
        }

        workbook.Finish();
    }

    private static string Cell(string code, string name) => name.Length == 0 ? code : $"{code} {name}";
}
