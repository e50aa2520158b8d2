using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Disbursement.Domain.Amounts;
using ICSharpCode.SharpZipLib.Zip;

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
/// An .xlsx workbook written row by row in bounded memory. The same rows give the same bytes: the sheets are text of our own, and the
/// package that compresses them is managed code of a pinned version, without the time of day. Text stays text, whatever it looks like: no
/// cell is a formula. A sheet that is full goes on in a further one under the same header.
/// </summary>
/// <param name="output">Gets the bytes and stays open; need not seek.</param>
/// <param name="mostRows">Rows of a sheet, the header included.</param>
/// <remarks>docs/decisions/0023 says why no package writes the sheets.</remarks>
internal sealed class WorkbookFile(Stream output, int mostRows = WorkbookFile.MostRows) : IDisposable
{
    /// <summary>Rows a sheet can have in Excel.</summary>
    public const int MostRows = 1_048_576;

    /// <summary>Characters a cell can have in Excel.</summary>
    public const int LongestText = 32_767;

    /// <summary>Bytes of a cell without its text, at most.</summary>
    private const int LongestCell = 64;

    private const int FastestLevel = 1;

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);
    private static readonly SearchValues<char> Special =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(code => (char)code), '&', '<', '>', '_', '\uFFFE', '\uFFFF']);

    /// <summary>The earliest time that the format can say, since a part must have one.</summary>
    private static readonly DateTime NoTime = new(1980, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);

    private readonly ZipOutputStream _zip = Zip(output);
    private readonly List<string> _sheets = [];
    private readonly byte[] _buffer = new byte[64 << 10];
    private int _length;
    private string _name = "";
    private IReadOnlyList<string> _header = [];
    private IReadOnlyList<int> _widths = [];
    private int _part;
    private int _row;
    private int _empty;
    private bool _isRowOpen;

    /// <summary>Whether its sheets are printed to be signed: lying, no wider than the paper, each page with its number.</summary>
    public bool IsPaper { get; init; }

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
    /// <param name="height">Its height in points; 0 for that of the sheet.</param>
    public void Row(int height = 0)
    {
        if (_row == mostRows)
        {
            EndSheet();
            _part++;
            BeginSheet();
        }

        BeginRow(height);
    }

    /// <summary>The next cell of the row by what it holds: text, an amount, a whole number, or nothing.</summary>
    /// <param name="value">A string, <see cref="Money"/>, a long, or null.</param>
    /// <param name="isTotal">Whether it stands in a row of totals.</param>
    public void Cell(object? value, bool isTotal = false)
    {
        switch (value)
        {
            case null:
                _empty++;
                break;
            case string text:
                Text(text, isTotal ? CellStyle.Heading : CellStyle.Text);
                break;
            case Money amount:
                Yuan(amount.Fen, isTotal ? CellStyle.YuanTotal : CellStyle.Yuan);
                break;
            case long count:
                Count(count, isTotal ? CellStyle.CountTotal : CellStyle.Count);
                break;
            default:
                throw new ArgumentException($"A cell cannot hold a {value.GetType().Name}.", nameof(value));
        }
    }

    /// <summary>The next cell of the row, as text.</summary>
    public void Text(string text, CellStyle style = CellStyle.Text)
    {
        if (text.Length == 0)
        {
            _empty++;
            return;
        }

        if (text.Length > LongestText)
            throw new InvalidOperationException($"A cell takes {LongestText} characters, found {text.Length}.");

        BeginCell(style);
        Put(char.IsWhiteSpace(text[0])
            || char.IsWhiteSpace(text[^1]) ? " t=\"inlineStr\"><is><t xml:space=\"preserve\">"u8 : " t=\"inlineStr\"><is><t>"u8);
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
        ulong size = new Money(fen).Magnitude;
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
        IEnumerable<string> sheets = _sheets.Select((name, i) =>
            Invariant($"""<sheet name="{name}" sheetId="{i + 1}" r:id="rId{i + 1}"/>"""));
        IEnumerable<string> links = _sheets.Select((_, i) => Link(i + 1, "worksheet", Invariant($"worksheets/sheet{i + 1}.xml")));
        Part("xl/workbook.xml", WorkbookParts.Workbook(string.Concat(sheets)));
        Part("xl/_rels/workbook.xml.rels",
            WorkbookParts.Links(string.Concat(links.Append(Link(_sheets.Count + 1, "styles", "styles.xml")))));
        _zip.Finish();
    }

    /// <summary>Gives up what it holds. A workbook that is not finished is not whole.</summary>
    public void Dispose() => _zip.Dispose();

    /// <summary>A part larger than 4 GB is refused: spreadsheets do not read the wider form of the format everywhere.</summary>
    private static ZipOutputStream Zip(Stream output)
    {
        ZipOutputStream zip = new(output) { IsStreamOwner = false, UseZip64 = UseZip64.Off };
        zip.SetLevel(FastestLevel);
        return zip;
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static string Link(int number, string kind, string target) =>
        Invariant($"""<Relationship Id="rId{number}" Type="{WorkbookParts.Office}/{kind}" Target="{target}"/>""");

    private void Part(string name, string text)
    {
        BeginPart(name);
        _zip.Write(Utf8.GetBytes(text));
        _zip.CloseEntry();
    }

    private void BeginPart(string name) => _zip.PutNextEntry(new ZipEntry(name) { DateTime = NoTime });

    private void BeginSheet()
    {
        if (_sheets.Count == 0)
        {
            Part("[Content_Types].xml", WorkbookParts.ContentTypes);
            Part("_rels/.rels", WorkbookParts.RootLinks);
            Part("xl/styles.xml", IsPaper ? WorkbookParts.PaperStyles : WorkbookParts.Styles);
        }

        _sheets.Add(_part == 1 ? _name : Invariant($"{_name} {_part}"));
        _row = 0;
        BeginPart(Invariant($"xl/worksheets/sheet{_sheets.Count}.xml"));
        Put(Utf8.GetBytes(WorkbookParts.SheetStart(_widths, hasHeader: _header.Count > 0, IsPaper)));
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
        Put("</sheetData>"u8);
        if (IsPaper)
            Put(Utf8.GetBytes(WorkbookParts.Paper));
        Put("</worksheet>"u8);
        Flush();
        _zip.CloseEntry();
    }

    private void BeginRow(int height = 0)
    {
        EndRow();
        _row++;
        _empty = 0;
        _isRowOpen = true;
        Put("<row r=\""u8);
        Number(_row);
        Put("\""u8);
        if (height > 0)
        {
            Put(" ht=\""u8);
            Number(height);
            Put("\" customHeight=\"1\""u8);
        }

        Put(">"u8);
    }

    private void EndRow()
    {
        if (_isRowOpen)
            Put("</row>\n"u8);
        _isRowOpen = false;
    }

    /// <summary>
    /// A cell stands behind the one before it, as the format allows; an empty one takes its place where another follows. Its column and row
    /// in each cell would double the file: packed, the texts between two values are then never the same.
    /// </summary>
    private void BeginCell(CellStyle style)
    {
        for (; _empty > 0; _empty--)
            Put("<c/>"u8);
        Put("<c s=\""u8);
        Room(LongestCell);
        _buffer[_length++] = (byte)('0' + (int)style);
        _buffer[_length++] = (byte)'"';
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

    /// <summary>
    /// What XML or spreadsheets would take for something else. A character that XML cannot hold, and an underscore that would begin such an
    /// escape, are written as the format says: <c>_x0001_</c>, <c>_x005F_</c>.
    /// </summary>
    private static ReadOnlySpan<byte> Entity(ReadOnlySpan<char> text) => text[0] switch
    {
        '&' => "&amp;"u8,
        '<' => "&lt;"u8,
        '>' => "&gt;"u8,
        '\t' => "\t"u8,
        '\n' => "\n"u8,
        '_' => text.Length > 6 && text[1] == 'x' && text[6] == '_' ? "_x005F_"u8 : "_"u8,
        _ => Utf8.GetBytes(Invariant($"_x{(int)text[0]:X4}_")),
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
        _zip.Write(_buffer, 0, _length);
        _length = 0;
    }
}
