using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Disbursement.Jobs.Workbooks;

/// <summary>How a cell looks and whether it is text or a number.</summary>
internal enum CellStyle
{
    General,
    Text,
    Yuan,
    Count,
    Heading,
    YuanTotal,
    CountTotal,
}

/// <summary>
/// An .xlsx workbook written row by row in bounded memory; the same rows give the same bytes. Text stays text, whatever it looks like: nothing in here is a formula.
/// A sheet that is full goes on in a further one under the same header.
/// </summary>
/// <param name="output">Gets the bytes; need not seek.</param>
/// <param name="mostRows">Rows of a sheet, the header included.</param>
internal sealed class WorkbookFile(Stream output, int mostRows = WorkbookFile.MostRows)
{
    /// <summary>Rows a sheet can have in Excel.</summary>
    public const int MostRows = 1_048_576;

    /// <summary>Characters a cell can have in Excel.</summary>
    public const int LongestText = 32_767;

    private const int LongestCell = 64;

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);
    private static readonly SearchValues<char> Special = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(code => (char)code), '&', '<', '>', '_', '\uFFFE', '\uFFFF']);

    private readonly ZipWriter _zip = new(output);
    private readonly List<string> _sheets = [];
    private readonly byte[] _buffer = new byte[64 << 10];
    private int _length;
    private string _name = "";
    private IReadOnlyList<string> _header = [];
    private IReadOnlyList<int> _widths = [];
    private int _part;
    private int _row;
    private int _column;
    private bool _isRowOpen;

    /// <summary>Opens a sheet. Where it has a header, that row is bold and stays in sight.</summary>
    /// <param name="name">Its name, without <c>: \ / ? * [ ]</c>; at most 24 characters.</param>
    /// <param name="widths">Of columns, in characters.</param>
    /// <param name="header">Names of columns, or none.</param>
    public void Sheet(string name, IReadOnlyList<int> widths, params IReadOnlyList<string> header)
    {
        EndSheet();
        (_name, _widths, _header, _part) = (name, widths, header, 1);
        BeginSheet();
    }

    /// <summary>Begins a row.</summary>
    public void Row()
    {
        if (_row == mostRows)
        {
            EndSheet();
            _part++;
            BeginSheet();
        }

        BeginRow();
    }

    /// <summary>The next cell of the row, as text.</summary>
    public void Text(string text, CellStyle style = CellStyle.Text)
    {
        if (text.Length == 0)
        {
            _column++;
            return;
        }

        if (text.Length > LongestText)
            throw new InvalidOperationException($"A cell takes {LongestText} characters, found {text.Length}.");

        BeginCell(style);
        Put(char.IsWhiteSpace(text[0]) || char.IsWhiteSpace(text[^1]) ? " t=\"inlineStr\"><is><t xml:space=\"preserve\">"u8 : " t=\"inlineStr\"><is><t>"u8);
        Escaped(text);
        Put("</t></is></c>"u8);
    }

    /// <summary>The next cell of the row: an amount with two decimals.</summary>
    public void Yuan(long fen, CellStyle style = CellStyle.Yuan)
    {
        BeginCell(style);
        Put("><v>"u8);
        Room(LongestCell);
        if (fen < 0)
            _buffer[_length++] = (byte)'-';
        ulong size = fen < 0 ? (ulong)-(fen + 1) + 1 : (ulong)fen;
        Number((long)(size / 100));
        ulong rest = size % 100;
        _buffer[_length++] = (byte)'.';
        _buffer[_length++] = (byte)('0' + rest / 10);
        _buffer[_length++] = (byte)('0' + rest % 10);
        Put("</v></c>"u8);
    }

    /// <summary>The next cell of the row: a whole number.</summary>
    public void Count(long count, CellStyle style = CellStyle.Count)
    {
        BeginCell(style);
        Put("><v>"u8);
        Room(LongestCell);
        Number(count);
        Put("</v></c>"u8);
    }

    /// <summary>Writes what is left; nothing comes after it.</summary>
    public void Finish()
    {
        EndSheet();
        string sheets = string.Concat(_sheets.Select((name, i) => string.Create(CultureInfo.InvariantCulture, $"""<sheet name="{name}" sheetId="{i + 1}" r:id="rId{i + 1}"/>""")));
        string links = string.Concat(_sheets.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"""<Relationship Id="rId{i + 1}" Type="{WorkbookParts.Office}/worksheet" Target="worksheets/sheet{i + 1}.xml"/>""")));
        string styles = string.Create(CultureInfo.InvariantCulture, $"""<Relationship Id="rId{_sheets.Count + 1}" Type="{WorkbookParts.Office}/styles" Target="styles.xml"/>""");
        _zip.Add("xl/workbook.xml", WorkbookParts.Workbook(sheets));
        _zip.Add("xl/_rels/workbook.xml.rels", WorkbookParts.Links(links + styles));
        _zip.Finish();
    }

    private void BeginSheet()
    {
        if (_sheets.Count == 0)
        {
            _zip.Add("[Content_Types].xml", WorkbookParts.ContentTypes);
            _zip.Add("_rels/.rels", WorkbookParts.RootLinks);
            _zip.Add("xl/styles.xml", WorkbookParts.Styles);
        }

        _sheets.Add(_part == 1 ? _name : string.Create(CultureInfo.InvariantCulture, $"{_name} {_part}"));
        _row = 0;
        _zip.Begin(string.Create(CultureInfo.InvariantCulture, $"xl/worksheets/sheet{_sheets.Count}.xml"));
        Put(Utf8.GetBytes(WorkbookParts.SheetStart(_widths, hasHeader: _header.Count > 0)));
        if (_header.Count == 0)
            return;

        BeginRow();
        foreach (string name in _header)
            Text(name, CellStyle.Heading);
    }

    private void EndSheet()
    {
        if (_sheets.Count == 0)
            return;

        EndRow();
        Put("</sheetData></worksheet>"u8);
        Flush();
        _zip.End();
    }

    private void BeginRow()
    {
        EndRow();
        _row++;
        _column = 0;
        _isRowOpen = true;
        Put("<row r=\""u8);
        Number(_row);
        Put("\">"u8);
    }

    private void EndRow()
    {
        if (_isRowOpen)
            Put("</row>\n"u8);
        _isRowOpen = false;
    }

    private void BeginCell(CellStyle style)
    {
        Put("<c r=\""u8);
        Room(LongestCell);
        if (_column >= 26)
            _buffer[_length++] = (byte)('A' + _column / 26 - 1);
        _buffer[_length++] = (byte)('A' + _column % 26);
        Number(_row);
        Put("\" s=\""u8);
        Number((int)style);
        Put("\""u8);
        _column++;
    }

    private void Escaped(ReadOnlySpan<char> text)
    {
        for (int special = text.IndexOfAny(Special); special >= 0; special = text.IndexOfAny(Special))
        {
            Plain(text[..special]);
            Put(Entity(text[special..]));
            text = text[(special + 1)..];
        }

        Plain(text);
    }

    /// <summary>A carriage return, and an underscore that would begin such an escape, are written the way of the format: <c>_x005F_</c>.</summary>
    private static ReadOnlySpan<byte> Entity(ReadOnlySpan<char> text) => text[0] switch
    {
        '&' => "&amp;"u8,
        '<' => "&lt;"u8,
        '>' => "&gt;"u8,
        '\t' => "\t"u8,
        '\n' => "\n"u8,
        '\r' => "_x000D_"u8,
        '_' => text.Length > 6 && text[1] == 'x' && text[6] == '_' ? "_x005F_"u8 : "_"u8,
        _ => throw new InvalidOperationException($"A workbook cannot hold the character U+{(int)text[0]:X4}."),
    };

    private void Plain(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            int taken = Math.Min(text.Length, _buffer.Length / 4);
            if (taken < text.Length && char.IsHighSurrogate(text[taken - 1]))
                taken--;
            Room(taken * 3);
            _length += Utf8.GetBytes(text[..taken], _buffer.AsSpan(_length));
            text = text[taken..];
        }
    }

    private void Number(long number)
    {
        Room(LongestCell);
        Utf8Formatter.TryFormat(number, _buffer.AsSpan(_length), out int written);
        _length += written;
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        Room(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Room(int bytes)
    {
        if (_buffer.Length - _length < bytes)
            Flush();
    }

    private void Flush()
    {
        _zip.Write(_buffer.AsSpan(0, _length));
        _length = 0;
    }
}
