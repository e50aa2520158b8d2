using System.Globalization;
using Disbursement.Domain.Amounts;

namespace Disbursement.Jobs.PaymentFiles;

/// <summary>The text of a column as a template writes it. What finds problems and what writes the file both come here.</summary>
internal static class TemplateText
{
    /// <summary>What a spreadsheet takes for the beginning of a formula.</summary>
    private const string FormulaSigns = "=+-@\t\r";

    /// <summary>The value without its padding; empty where the payment has none.</summary>
    public static string Of(TemplateColumn column, PaymentLine line, BatchFacts batch, ExportTemplate template)
    {
        if (column.Source is not { } source)
            return column.Text;

        return source.Kind switch
        {
            SourceKind.Yuan => source.Yuan(line) is { } amount ? Number(amount, column.Number) : "",
            SourceKind.Count => source.Count(line, batch)?.ToString(CultureInfo.InvariantCulture) ?? "",
            SourceKind.Day => source.Day(batch).ToString(column.Date, CultureInfo.InvariantCulture),
            _ => Safe(source.IsOfCatalogue
                ? template.Catalogue.GetValueOrDefault(line.Scheme, batch.Catalogue)
                : source.Text(line, batch), template),
        };
    }

    /// <summary>The value with its padding.</summary>
    /// <param name="column">The column.</param>
    /// <param name="text">The value.</param>
    /// <param name="width">Its width, in the unit of the column.</param>
    public static string Padded(TemplateColumn column, string text, int width)
    {
        if (column.Pad == PadSide.None || width >= column.Width)
            return text;

        string fill = new(column.Fill, column.Width - width);
        return column.Pad == PadSide.Left ? fill + text : text + fill;
    }

    /// <summary>The width of a text that has no half of a character in it.</summary>
    public static int Width(TemplateColumn column, string text, ExportTemplate template) =>
        column.Unit == WidthUnit.Bytes ? BureauEncoding.Of(template.Encoding).GetByteCount(text) : text.Length;

    private static string Number(Money amount, NumberForm form) => form switch
    {
        NumberForm.Grouped => amount.Yuan.ToString("#,##0.00", CultureInfo.InvariantCulture),
        NumberForm.Short => amount.Yuan.ToString("0.##", CultureInfo.InvariantCulture),
        NumberForm.Fen => amount.Fen.ToString(CultureInfo.InvariantCulture),
        _ => amount.Yuan.ToString("0.00", CultureInfo.InvariantCulture),
    };

    /// <summary>A text that a spreadsheet would take for a formula gets an apostrophe, as in every csv file of the program.</summary>
    private static string Safe(string text, ExportTemplate template) =>
        template.File == TemplateFile.Csv && text.Length > 0 && FormulaSigns.Contains(text[0], StringComparison.Ordinal)
            ? $"'{text}"
            : text;
}
