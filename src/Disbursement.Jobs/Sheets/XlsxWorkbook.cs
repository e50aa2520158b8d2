using System.Globalization;
using System.Xml;
using Disbursement.Jobs.Files;

namespace Disbursement.Jobs.Sheets;

/// <summary>
/// A workbook of our time (.xlsx, transitional or strict), read part by part from its archive. Namespaces are not looked at: both kinds
/// name their elements alike.
/// </summary>
internal sealed class XlsxWorkbook : Workbook
{
    private const int MostSheets = 1000;

    private readonly XlsxParts _parts;
    private readonly List<string> _sheetParts = [];
    private readonly List<SheetOutline> _sheets = [];
    private string? _stringsPart;
    private string? _stylesPart;
    private List<string>? _strings;
    private HashSet<int>? _dayStyles;
    private bool _countsFrom1904;

    private XlsxWorkbook(XlsxParts parts) => _parts = parts;

    public static FileRemark Damaged { get; } = new(
        "is no Excel workbook or a damaged one: open it in Excel or WPS and choose Save As > Excel Workbook (*.xlsx)",
        "不是Excel工作簿或已损坏：请用Excel或WPS打开，再用“另存为”保存为“Excel工作簿（*.xlsx）”");

    public override IReadOnlyList<SheetOutline> Sheets => _sheets;

    public override bool CountsFrom1904 => _countsFrom1904;

    /// <exception cref="UnreadableFileException">It is damaged, hostile, or carries macros.</exception>
    public static XlsxWorkbook Open(string path)
    {
        XlsxWorkbook workbook = new(XlsxParts.Open(path));
        try
        {
            Guarded(workbook.ReadOutline);
            return workbook;
        }
        catch (UnreadableFileException)
        {
            workbook.Dispose();
            throw;
        }
    }

    public override IEnumerable<SheetRow> Rows(SheetOutline sheet, CancellationToken stop)
    {
        using XmlReader? xml = Guarded(() => _parts.Xml(_sheetParts[sheet.Number - 1]));
        if (xml is null)
            yield break;

        XlsxRows rows = new(xml, Guarded(Strings), Guarded(DayStyles), _countsFrom1904);
        while (Guarded(rows.MoveNext))
        {
            stop.ThrowIfCancellationRequested();
            yield return rows.Current;
        }
    }

    public override IReadOnlyList<MergedCells> Merged(SheetOutline sheet, CancellationToken stop) => Guarded(() =>
    {
        using XmlReader? xml = _parts.Xml(_sheetParts[sheet.Number - 1]);
        return xml is null ? [] : XlsxRows.MergedOf(xml, stop);
    });

    public override void Dispose() => _parts.Dispose();

    private void ReadOutline()
    {
        if (_parts.Names.Any(name => name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)) || SaysMacros())
            throw new UnreadableFileException(new FileRemark(
                "carries macros: save it as a plain Excel Workbook (*.xlsx) or CSV UTF-8", "含有宏：请另存为不含宏的“Excel工作簿（*.xlsx）”或“CSV UTF-8”"));

        string main = Relations("_rels/.rels", "").FirstOrDefault(relation => relation.Type == "officeDocument").Part ?? "xl/workbook.xml";
        if (!_parts.Has(main))
            throw new UnreadableFileException(Damaged);

        string folder = main.Contains('/', StringComparison.Ordinal) ? main[..(main.LastIndexOf('/') + 1)] : "";
        Relation[] relations = [.. Relations($"{folder}_rels/{main[folder.Length..]}.rels", folder)];
        _stringsPart = relations.FirstOrDefault(relation => relation.Type == "sharedStrings").Part ?? folder + "sharedStrings.xml";
        _stylesPart = relations.FirstOrDefault(relation => relation.Type == "styles").Part ?? folder + "styles.xml";
        using XmlReader xml = _parts.Xml(main)!;
        while (xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            if (xml.LocalName == "workbookPr")
                _countsFrom1904 = xml.GetAttribute("date1904") is "1" or "true" or "on";
            else if (xml.LocalName == "sheet")
                Add(xml, relations, folder);
        }
    }

    private void Add(XmlReader xml, Relation[] relations, string folder)
    {
        string? id = null;
        for (bool has = xml.MoveToFirstAttribute(); has; has = xml.MoveToNextAttribute())
        {
            if (xml.LocalName == "id" && xml.NamespaceURI.Length > 0)
                id = xml.Value;
        }

        xml.MoveToElement();
        int number = _sheets.Count + 1;
        if (number > MostSheets)
            throw new UnreadableFileException(
                new FileRemark($"has more than {MostSheets} sheets: not a roster", $"工作表超过{MostSheets}个，不是花名册"));

        _sheetParts.Add(relations.FirstOrDefault(relation => relation.Id == id).Part
            ?? $"{folder}worksheets/sheet{number.ToString(CultureInfo.InvariantCulture)}.xml");
        _sheets.Add(
            new SheetOutline(number, xml.GetAttribute("name") ?? $"Sheet{number}", xml.GetAttribute("state") is "hidden" or "veryHidden"));
    }

    private bool SaysMacros()
    {
        using XmlReader? xml = _parts.Xml("[Content_Types].xml");
        while (xml is not null && xml.Read())
        {
            if (xml.NodeType == XmlNodeType.Element && xml.GetAttribute("ContentType") is { } type
                && type.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private IEnumerable<Relation> Relations(string part, string folder)
    {
        using XmlReader? xml = _parts.Xml(part);
        while (xml is not null && xml.Read())
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "Relationship" || xml.GetAttribute("TargetMode") == "External")
                continue;

            string target = xml.GetAttribute("Target") ?? "", type = xml.GetAttribute("Type") ?? "";
            yield return new Relation(xml.GetAttribute("Id"), type[(type.LastIndexOf('/') + 1)..],
                target.StartsWith('/') ? target[1..] : Joined(folder, target));
        }
    }

    private static string Joined(string folder, string target)
    {
        List<string> names = [.. folder.Split('/', StringSplitOptions.RemoveEmptyEntries)];
        foreach (string name in target.Split('/', '\\'))
        {
            if (name == ".." && names.Count > 0)
                names.RemoveAt(names.Count - 1);
            else if (name is not (".." or "." or ""))
                names.Add(name);
        }

        return string.Join('/', names);
    }

    private List<string> Strings()
    {
        if (_strings is not null)
            return _strings;

        using XmlReader? xml = _parts.Xml(_stringsPart!);
        return _strings = xml is null ? [] : XlsxStrings.Read(xml);
    }

    private HashSet<int> DayStyles()
    {
        if (_dayStyles is not null)
            return _dayStyles;

        using XmlReader? xml = _parts.Xml(_stylesPart!);
        return _dayStyles = xml is null ? [] : XlsxStyles.ThatShowDays(xml);
    }

    private static void Guarded(Action read) => Guarded(() =>
    {
        read();
        return true;
    });

    /// <summary>What archive and XML readers throw at damaged bytes, as one refusal.</summary>
    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (XmlException exception) when (exception.Message.Contains("DTD", StringComparison.Ordinal))
        {
            throw new UnreadableFileException(new FileRemark(
                "holds a document type definition, which no spreadsheet writes: open it in Excel or WPS and choose Save As > Excel "
                    + "Workbook (*.xlsx)",
                "含有DTD，不是电子表格生成的文件：请用Excel或WPS打开，再用“另存为”保存为“Excel工作簿（*.xlsx）”"));
        }
        catch (Exception exception)
            when (exception is XmlException or InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            throw new UnreadableFileException(Damaged);
        }
    }

    private readonly record struct Relation(string? Id, string Type, string Part);
}
