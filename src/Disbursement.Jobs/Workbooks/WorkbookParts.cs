using System.Globalization;

namespace Disbursement.Jobs.Workbooks;

/// <summary>The parts of a workbook that are the same in all of them.</summary>
internal static class WorkbookParts
{
    public const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>
    /// Every part that is not named is a sheet, so that this part can stand first, as readers expect, before the sheets are counted.
    /// </summary>
    public const string ContentTypes =
        Declaration + "\n"
        + """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"""
        + """<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"""
        + $"""<Default Extension="xml" ContentType="{Spreadsheet}.worksheet+xml"/>"""
        + $"""<Override PartName="/xl/workbook.xml" ContentType="{Spreadsheet}.sheet.main+xml"/>"""
        + $"""<Override PartName="/xl/styles.xml" ContentType="{Spreadsheet}.styles+xml"/></Types>""";

    public const string RootLinks =
        $"""
        {Declaration}
        <Relationships xmlns="{Package}"><Relationship Id="rId1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>
        """;

    /// <summary>The formats of cells in the order of <see cref="CellStyle"/>: 49 is text, 2 is 0.00, 1 is 0.</summary>
    public const string Styles =
        Declaration + "\n"
        + $"""<styleSheet xmlns="{Main}">"""
        + """<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>"""
        + """<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>"""
        + """<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>"""
        + """<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"""
        + """<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="7">"""
        + """<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>"""
        + """<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>"""
        + """<xf numFmtId="2" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>"""
        + """<xf numFmtId="1" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>"""
        + """<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>"""
        + """<xf numFmtId="2" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>"""
        + """<xf numFmtId="1" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>"""
        + """</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>""";

    /// <summary>The same for sheets that people sign: 4 is #,##0.00, 3 is #,##0.</summary>
    public static string PaperStyles { get; } = Styles.Replace("\"2\" fontId", "\"4\" fontId", StringComparison.Ordinal)
        .Replace("\"1\" fontId", "\"3\" fontId", StringComparison.Ordinal);

    private const string Declaration = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Package = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    public static string Workbook(string sheets) =>
        $"""
        {Declaration}
        <workbook xmlns="{Main}" xmlns:r="{Office}"><bookViews><workbookView/></bookViews><sheets>{sheets}</sheets></workbook>
        """;

    public static string Links(string links) =>
        $"""
        {Declaration}
        <Relationships xmlns="{Package}">{links}</Relationships>
        """;

    /// <summary>
    /// A4 lying, no wider than the paper, ruled, with the name of the sheet and the number of each page; it stands behind the rows.
    /// </summary>
    public const string Paper = """<printOptions gridLines="1"/>"""
        + """<pageMargins left="0.5" right="0.5" top="0.8" bottom="0.6" header="0.3" footer="0.3"/>"""
        + """<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>"""
        + """<headerFooter><oddHeader>&amp;C&amp;"-,Bold"&amp;14&amp;A</oddHeader><oddFooter>&amp;P / &amp;N</oddFooter></headerFooter>""";

    public static string SheetStart(IReadOnlyList<int> widths, bool hasHeader, bool isPaper)
    {
        string view = hasHeader
            ? """<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" """
                + """state="frozen"/></sheetView></sheetViews>"""
            : "";
        string columns = string.Concat(widths.Select((width, i) => string.Create(
            CultureInfo.InvariantCulture, $"""<col min="{i + 1}" max="{i + 1}" width="{width}" customWidth="1"/>""")));
        string height = isPaper ? """<sheetFormatPr defaultRowHeight="18" customHeight="1"/>""" : "";
        string fits = isPaper ? """<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>""" : "";
        return $"""
            {Declaration}
            <worksheet xmlns="{Main}">{fits}{view}{height}<cols>{columns}</cols><sheetData>
            """;
    }
}
