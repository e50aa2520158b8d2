using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Disbursement.Jobs.Ledger;

/// <summary>
/// A workbook (Office Open XML) written from front to back, one row in memory at a time. The same rows give the same bytes, which the library that reads
/// our workbooks cannot promise: it stamps each part with the time of day.
/// </summary>
internal sealed class WorkbookStream : IDisposable
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string PackageRelationships = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string ContentTypes = "http://schemas.openxmlformats.org/package/2006/content-types";
    private const string SpreadsheetType = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    /// <summary>Cell formats in the order of <see cref="SheetStream"/>'s constants: plain, text, whole number, amount, header, total, total amount.</summary>
    private const string Styles = $"""
        <styleSheet xmlns="{Main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE7E6E6"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="7"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="1" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/><xf numFmtId="4" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>
        """;

    /// <summary>The earliest time that the format can say.</summary>
    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive _parts;
    private readonly int _sheets;
    private int _written;

    /// <param name="target">Where the workbook goes; it stays open.</param>
    /// <param name="sheets">The names of the sheets, which are then written in this order.</param>
    public WorkbookStream(Stream target, IReadOnlyList<string> sheets)
    {
        _parts = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
        _sheets = sheets.Count;
        int[] numbers = [.. Enumerable.Range(1, sheets.Count)];
        Part("[Content_Types].xml", $"""<Types xmlns="{ContentTypes}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{SpreadsheetType}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{SpreadsheetType}.styles+xml"/>{Each(numbers, i => $"""<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{SpreadsheetType}.worksheet+xml"/>""")}</Types>""");
        Part("_rels/.rels", $"""<Relationships xmlns="{PackageRelationships}"><Relationship Id="rId1" Type="{Relationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
        Part("xl/workbook.xml", $"""<workbook xmlns="{Main}" xmlns:r="{Relationships}"><sheets>{Each(numbers, i => $"""<sheet name="{SheetStream.Escape(sheets[i - 1])}" sheetId="{i}" r:id="rId{i}"/>""")}</sheets></workbook>""");
        Part("xl/_rels/workbook.xml.rels", $"""<Relationships xmlns="{PackageRelationships}">{Each(numbers, i => $"""<Relationship Id="rId{i}" Type="{Relationships}/worksheet" Target="worksheets/sheet{i}.xml"/>""")}<Relationship Id="rId{_sheets + 1}" Type="{Relationships}/styles" Target="styles.xml"/></Relationships>""");
        Part("xl/styles.xml", Styles);
    }

    /// <summary>Begins the next sheet; the one before must be disposed of.</summary>
    public SheetStream NextSheet(IReadOnlyList<string> header, IReadOnlyList<int> widths)
    {
        _written++;
        return new SheetStream(Open(string.Create(CultureInfo.InvariantCulture, $"xl/worksheets/sheet{_written}.xml")), Main, header, widths);
    }

    public void Dispose() => _parts.Dispose();

    private static string Each(int[] numbers, Func<int, string> text) => string.Concat(numbers.Select(text));

    private void Part(string name, string xml)
    {
        using StreamWriter writer = Open(name);
        writer.Write(SheetStream.Declaration);
        writer.Write(xml);
    }

    private StreamWriter Open(string name)
    {
        ZipArchiveEntry part = _parts.CreateEntry(name, CompressionLevel.Fastest);
        part.LastWriteTime = NoTime;
        return new StreamWriter(part.Open(), new UTF8Encoding(false), 64 << 10);
    }
}
