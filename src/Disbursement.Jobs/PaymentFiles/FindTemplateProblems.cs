using Disbursement.Jobs.Workbooks;

namespace Disbursement.Jobs.PaymentFiles;

/// <summary>Finds what a template cannot carry of a payment. Nothing is cut and nothing written otherwise: the payment is held.</summary>
internal static class FindTemplateProblems
{
    public static void Run(PaymentLine line, BatchFacts batch, ExportTemplate template, ref List<FormatProblem>? found)
    {
        foreach (TemplateColumn column in template.Columns)
        {
            if (column.Source is not null && Problem(column, TemplateText.Of(column, line, batch, template), template) is { } problem)
                (found ??= []).Add(problem);
        }
    }

    private static FormatProblem? Problem(TemplateColumn column, string text, ExportTemplate template)
    {
        ColumnName name = new(column.Header, column.Header);
        int lone = XmlText.FirstLoneSurrogate(text);
        if (lone >= 0)
            return new FormatProblem.Unencodable(template.Id, name, template.Encoding, lone + 1, text[lone]);
        if (template.File == TemplateFile.Xlsx && XmlText.FirstForbidden(text) is var at and >= 0)
            return new FormatProblem.NotInXml(template.Id, name, at + 1, text[at]);
        if (template.File == TemplateFile.Text && EndOf(text, template) is var end and >= 0)
            return new FormatProblem.Parting(template.Id, name, end + 1, text[end]);

        int most = column.Width > 0 ? column.Width : WorkbookFile.LongestText, width = TemplateText.Width(column, text, template);
        int least = column.IsRequired ? 1 : 0;
        if (width < least || width > most)
            return column.Unit == WidthUnit.Bytes
                ? new FormatProblem.Bytes(template.Id, name, least, most, width)
                : new FormatProblem.Length(template.Id, name, least, most, width);

        return null;
    }

    /// <summary>What would end a field or a line of a text without quotes.</summary>
    private static int EndOf(string text, ExportTemplate template)
    {
        int at = text.AsSpan().IndexOfAny(FindFormatProblems.LineEnds);
        return at < 0 && template.Separator is { } separator ? text.IndexOf(separator, StringComparison.Ordinal) : at;
    }
}
