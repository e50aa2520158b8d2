using System.Buffers;
using Disbursement.Domain.Batches;
using Disbursement.Jobs.Workbooks;

namespace Disbursement.Jobs.PaymentFiles;

/// <summary>
/// Finds what the formats of a bureau cannot carry of a payment. Nothing is ever cut: such a payment is held with the reason, or, where a
/// sign is only written otherwise, noted.
/// </summary>
internal static class FindFormatProblems
{
    /// <summary>What would end a field or a line of the bank text.</summary>
    public static readonly SearchValues<char> Separators = SearchValues.Create("|\r\n\v\f\u0085\u2028\u2029");

    /// <summary>What ends a line, in one reader of text or another.</summary>
    public static readonly SearchValues<char> LineEnds = SearchValues.Create("\r\n\v\f\u0085\u2028\u2029");

    private static readonly PaymentColumn[] Texts =
    [
        PaymentColumn.PaymentNo, PaymentColumn.RegionCode, PaymentColumn.HouseholdNo, PaymentColumn.Name, PaymentColumn.IdNumber,
        PaymentColumn.Scheme, PaymentColumn.Months,
        PaymentColumn.BankName, PaymentColumn.BankCode, PaymentColumn.BankAccount, PaymentColumn.AccountName, PaymentColumn.Flags,
    ];

    private static readonly IReadOnlyList<FormatProblem> None = [];

    private static readonly PaymentColumn[] BankTexts =
        [PaymentColumn.PaymentNo, PaymentColumn.Name, PaymentColumn.BankAccount, PaymentColumn.IdNumber];

    /// <summary>All problems of a bureau that names no template.</summary>
    public static IReadOnlyList<FormatProblem> Run(PaymentLine line, Bureau bureau) => Run(line, bureau, ExportTerms.None, null);

    /// <summary>All problems in the order of the bureau's formats; empty where all is well.</summary>
    /// <param name="line">The payment.</param>
    /// <param name="bureau">The bureau.</param>
    /// <param name="exports">Its templates.</param>
    /// <param name="batch">What the batch tells their lines; null where the bureau names no template.</param>
    public static IReadOnlyList<FormatProblem> Run(PaymentLine line, Bureau bureau, ExportTerms exports, BatchFacts? batch)
    {
        List<FormatProblem>? found = line.BankAccount.Length > 0
            ? null
            : [new FormatProblem.Length(bureau.Formats[0], PaymentColumn.BankAccount.Names(), 8, 32, 0)];
        for (int i = 0; i < bureau.Formats.Count; i++)
        {
            switch (bureau.Formats[i])
            {
                case PaymentFormats.Csv:
                    Encodable(line, PaymentFormats.Csv, Texts, bureau, ref found);
                    break;
                case PaymentFormats.Xlsx:
                    Cells(line, ref found);
                    break;
                case PaymentFormats.Pain001:
                    Message(line, ref found);
                    break;
                case PaymentFormats.Bank:
                    Encodable(line, PaymentFormats.Bank, BankTexts, bureau, ref found);
                    Separated(line, ref found);
                    break;
                case var name:
                    FindTemplateProblems.Run(line, batch!, exports.Templates[name], ref found);
                    break;
            }
        }

        return found ?? None;
    }

    /// <summary>UTF-8 and GB18030 both carry every character there is, but no half of one.</summary>
    private static void Encodable(PaymentLine line, string format, PaymentColumn[] columns, Bureau bureau, ref List<FormatProblem>? found)
    {
        foreach (PaymentColumn column in columns)
        {
            string text = line.TextOf(column);
            int at = XmlText.FirstLoneSurrogate(text);
            if (at >= 0)
                (found ??= []).Add(new FormatProblem.Unencodable(format, column.Names(), bureau.Encoding, at + 1, text[at]));
        }
    }

    private static void Separated(PaymentLine line, ref List<FormatProblem>? found)
    {
        foreach (PaymentColumn column in BankTexts)
        {
            string text = column == PaymentColumn.Name ? line.PayeeName : line.TextOf(column);
            int at = text.AsSpan().IndexOfAny(Separators);
            if (at >= 0)
                (found ??= []).Add(new FormatProblem.Separator(PaymentFormats.Bank, column.Names(), at + 1, text[at]));
        }
    }

    private static void Cells(PaymentLine line, ref List<FormatProblem>? found)
    {
        foreach (PaymentColumn column in Texts)
            Markup(line, PaymentFormats.Xlsx, column, 0, WorkbookFile.LongestText, ref found);
    }

    private static void Message(PaymentLine line, ref List<FormatProblem>? found)
    {
        Markup(line, PaymentFormats.Pain001, PaymentColumn.PaymentNo, 1, Pain001PaymentFile.LongestIdentifier, ref found);
        Markup(line, PaymentFormats.Pain001, PaymentColumn.Name, 1, Pain001PaymentFile.LongestName, ref found);
        if (line.BankCode.Length > 0)
            Markup(line, PaymentFormats.Pain001, PaymentColumn.BankCode, 1, Pain001PaymentFile.LongestIdentifier, ref found);
        else
            Markup(line, PaymentFormats.Pain001, PaymentColumn.BankName, 0, Pain001PaymentFile.LongestName, ref found);
        Markup(line, PaymentFormats.Pain001, PaymentColumn.BankAccount, 1, Pain001PaymentFile.LongestAccount, ref found);
        Markup(line, PaymentFormats.Pain001, PaymentColumn.AccountName, 1, Pain001PaymentFile.LongestName, ref found);
    }

    private static void Markup(PaymentLine line, string format, PaymentColumn column, int least, int most, ref List<FormatProblem>? found)
    {
        string text = line.TextOf(column);
        if (text.Length < least || text.Length > most)
            (found ??= []).Add(new FormatProblem.Length(format, column.Names(), least, most, text.Length));
        int at = XmlText.FirstForbidden(text);
        if (at >= 0)
            (found ??= []).Add(new FormatProblem.NotInXml(format, column.Names(), at + 1, text[at]));
    }
}
