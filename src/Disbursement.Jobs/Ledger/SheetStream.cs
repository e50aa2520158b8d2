using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Disbursement.Domain.Amounts;

namespace Disbursement.Jobs.Ledger;

/// <summary>One sheet of a <see cref="WorkbookStream"/>: a header that stays in view, rows, totals.</summary>
internal sealed partial class SheetStream : IDisposable
{
    public const string Declaration = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""";

    private const int Text = 1;
    private const int WholeNumber = 2;
    private const int Amount = 3;
    private const int HeaderText = 4;
    private const int TotalText = 5;
    private const int TotalAmount = 6;

    private readonly StreamWriter _writer;
    private readonly string[] _columns;
    private long _row;

    public SheetStream(StreamWriter writer, string schema, IReadOnlyList<string> header, IReadOnlyList<int> widths)
    {
        _writer = writer;
        _columns = [.. header.Select((_, i) => ((char)('A' + i)).ToString())];
        writer.Write(Declaration);
        writer.Write($"""<worksheet xmlns="{schema}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>""");
        for (int i = 0; i < widths.Count; i++)
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"""<col min="{i + 1}" max="{i + 1}" width="{widths[i]}" customWidth="1"/>"""));
        writer.Write("</cols><sheetData>");
        Row(header, HeaderText, Amount, null);
    }

    /// <summary>Text, whole numbers, amounts and nothing.</summary>
    public void Row(IReadOnlyList<object?> cells) => Row(cells, Text, Amount, null);

    /// <summary>The last row: amounts are sums of their column, so that they follow when somebody removes rows.</summary>
    public void Totals(IReadOnlyList<object?> cells)
    {
        long last = _row;
        Row(cells, TotalText, TotalAmount, last < 2 ? null : column => string.Create(CultureInfo.InvariantCulture, $"<f>SUM({column}2:{column}{last})</f>"));
    }

    /// <summary>Escapes for XML; what XML cannot hold is written as spreadsheets write it, <c>_x0001_</c>.</summary>
    public static string Escape(string text)
    {
        if (!NeedsEscape().IsMatch(text))
            return text;

        StringBuilder escaped = new(text.Length + 16);
        for (int i = 0; i < text.Length; i++)
        {
            char character = text[i];
            _ = character switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '_' when LooksEscaped().IsMatch(text, i) => escaped.Append("_x005F_"),
                < ' ' or '\uFFFE' or '\uFFFF' => escaped.Append(CultureInfo.InvariantCulture, $"_x{(int)character:X4}_"),
                _ => escaped.Append(character),
            };
        }

        return escaped.ToString();
    }

    public void Dispose()
    {
        _writer.Write("</sheetData></worksheet>");
        _writer.Dispose();
    }

    private void Row(IReadOnlyList<object?> cells, int text, int amount, Func<string, string>? formula)
    {
        _row++;
        _writer.Write(string.Create(CultureInfo.InvariantCulture, $"""<row r="{_row}">"""));
        for (int i = 0; i < cells.Count; i++)
        {
            if (cells[i] is not { } cell)
                continue;

            string place = _columns[i];
            _writer.Write(cell switch
            {
                Money money => string.Create(CultureInfo.InvariantCulture, $"""<c r="{place}{_row}" s="{amount}">{formula?.Invoke(place)}<v>{money}</v></c>"""),
                long number => string.Create(CultureInfo.InvariantCulture, $"""<c r="{place}{_row}" s="{WholeNumber}"><v>{number}</v></c>"""),
                string words => string.Create(CultureInfo.InvariantCulture, $"""<c r="{place}{_row}" s="{text}" t="inlineStr"><is><t xml:space="preserve">{Escape(words)}</t></is></c>"""),
                _ => throw new ArgumentException($"A cell cannot hold a {cell.GetType().Name}.", nameof(cells)),
            });
        }

        _writer.Write("</row>");
    }

    [GeneratedRegex("[&<>\"\0-\x1F\uFFFE\uFFFF]|_x[0-9A-Fa-f]{4}_")]
    private static partial Regex NeedsEscape();

    [GeneratedRegex(@"\G_x[0-9A-Fa-f]{4}_")]
    private static partial Regex LooksEscaped();
}
