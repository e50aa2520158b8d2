using System.Globalization;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Yaml;

namespace Disbursement.Jobs.PaymentFiles;

/// <summary>Reads export templates, <c>templates/NAME.yaml</c> of the inputs folder; each mistake has its file, line and key.</summary>
internal static class ReadTemplates
{
    private const int MostColumns = 200;
    private const int LongestHeader = 100;
    private const int LongestSheetName = 24;
    private const int Widest = 1000;
    private const string NotInSheetNames = ":\\/?*[]";
    private const string LettersOfDays = "yMd年月日 -/.";

    /// <summary>The folder of templates in the inputs folder.</summary>
    public static string FolderOf(string inputs) => Path.Combine(inputs, "templates");

    /// <summary>The names of the templates that there are, whether they can be read or not.</summary>
    public static IReadOnlyList<string> NamesIn(string inputs) => Directory.Exists(FolderOf(inputs))
        ?
        [
            .. Directory.GetFiles(FolderOf(inputs), "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file))
                .Order(StringComparer.Ordinal),
        ]
        : [];

    /// <summary>One template of the inputs folder with its bytes.</summary>
    public static (ExportTemplate? Template, byte[] Bytes, IReadOnlyList<YamlDefect> Defects) Read(string inputs, string id)
    {
        string file = Path.Combine(FolderOf(inputs), $"{id}.yaml");
        if (LoadYaml.WhyNot(file) is { } reason)
            return (null, [], [new YamlDefect(file, 0, "", reason)]);

        try
        {
            byte[] bytes = File.ReadAllBytes(file);
            (ExportTemplate? template, IReadOnlyList<YamlDefect> defects) = Of(file, id, bytes);
            return (template, bytes, defects);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, [], [new YamlDefect(file, 0, "", LoadYaml.Unread(exception))]);
        }
    }

    /// <summary>One template from its text.</summary>
    /// <param name="file">The name of the file, for mistakes.</param>
    /// <param name="id">The name of the template.</param>
    /// <param name="bytes">Its bytes.</param>
    public static (ExportTemplate? Template, IReadOnlyList<YamlDefect> Defects) Of(string file, string id, byte[] bytes)
    {
        (var root, int line, FileRemark? refusal) = LoadYaml.Run(bytes);
        if (root is null)
            return (null, [new YamlDefect(file, line, "", refusal!)]);

        List<YamlDefect> defects = [];
        if (!IsName(id))
            defects.Add(new YamlDefect(file, 0, "", new FileRemark(
                $"the name of the file must be 1 to {ExportTemplate.LongestId} small letters, digits and '-', and no built-in format",
                $"文件名应为 1 到 {ExportTemplate.LongestId} 个小写字母、数字和“-”，且不是内置格式的名称")));
        ExportTemplate template = Template(new YamlMap(root, "", 1, defects, file), id);
        return defects.Count > 0 ? (null, defects) : (template, []);
    }

    private static bool IsName(string id) => id.Length is > 0 and <= ExportTemplate.LongestId && !PaymentFormats.BuiltIn.Contains(id)
        && id != BatchFileId.Recoveries
        && id.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-');

    private static ExportTemplate Template(YamlMap map, string id)
    {
        string name = map.Text("name", id);
        TemplateFile kind = map.Choice("file", TemplateFile.Csv);
        string encoding = kind == TemplateFile.Xlsx ? "utf-8" : map.Text("encoding", "utf-8", isOptional: true);
        if (encoding is not ("utf-8" or BureauEncoding.Gb18030))
            map.Mistake("encoding", $"'{encoding}' is neither utf-8 nor gb18030", $"“{encoding}”既不是 utf-8 也不是 gb18030");
        if (kind == TemplateFile.Xlsx && (name.Length > LongestSheetName || name.Any(NotInSheetNames.Contains)))
            map.Mistake("name", $"is the name of the sheet: at most {LongestSheetName} characters, none of {NotInSheetNames}",
                $"用作工作表名：最多 {LongestSheetName} 个字符，不能含 {NotInSheetNames}");
        char? separator = Separator(map, kind);
        bool hasHeader = map.YesNo("header", fallback: kind != TemplateFile.Text, isOptional: true);
        ExportTemplate template = new()
        {
            Id = id, Name = name, File = kind, Encoding = encoding, Separator = separator, HasHeader = hasHeader, Columns = [],
        };
        List<TemplateColumn> columns = [];
        foreach (YamlMap item in map.Items("columns"))
        {
            TemplateColumn column = Column(item, template);
            if (columns.Any(before => before.Header == column.Header))
                item.Mistake("header", $"'{column.Header}' stands twice: give each column its own", $"“{column.Header}”重复：各列标题应不同");
            columns.Add(column);
        }

        if (columns.Count is 0 or > MostColumns)
            map.Mistake("columns", $"must be 1 to {MostColumns} columns, found {columns.Count}",
                $"应有 1 到 {MostColumns} 列，现有 {columns.Count} 列");
        bool hasCatalogue = columns.Any(column => column.Source?.IsOfCatalogue == true);
        YamlMap codes = map.Child("catalogue", isOptional: !hasCatalogue);
        Dictionary<string, string> catalogue = [];
        foreach (string scheme in codes.Keys.ToArray())
        {
            catalogue[scheme] = codes.Text(scheme);
            if (!Scheme.TryParse(scheme, out _))
                codes.Mistake(scheme, "is not the code of a scheme, such as sab", "不是项目代码，例如 sab");
            if (catalogue[scheme].Any(char.IsControl))
                codes.Mistake(scheme, "holds a control character: type it again", "含有控制字符：请重新输入");
        }

        map.NoMore();
        return template with { Columns = columns, Catalogue = catalogue };
    }

    private static char? Separator(YamlMap map, TemplateFile kind)
    {
        if (kind == TemplateFile.Xlsx)
            return null;

        string text = map.Text("separator", kind == TemplateFile.Csv ? "," : "|", isOptional: true);
        switch (text)
        {
            case "tab":
                return '\t';
            case "none" when kind == TemplateFile.Text:
                return null;
            case [var only] when char.IsAscii(only) && (char.IsPunctuation(only) || char.IsSymbol(only)) && only != '"':
                return only;
            default:
                bool mayBeNone = kind == TemplateFile.Text;
                map.Mistake("separator", $"'{text}' is not one sign such as , ; or |, nor tab{(mayBeNone ? ", nor none" : "")}",
                    $"“{text}”不是 , ; | 这样的单个符号，也不是 tab{(mayBeNone ? " 或 none" : "")}");
                return null;
        }
    }

    private static TemplateColumn Column(YamlMap map, ExportTemplate template)
    {
        string header = map.Text("header");
        if (header.Length > LongestHeader || IsNoCell(header, template))
            map.Mistake("header", $"must be at most {LongestHeader} characters, without separators and control characters",
                $"最多 {LongestHeader} 个字符，不能含分隔符和控制字符");
        string? text = map.Fixed("text"), key = map.OptionalText("source");
        TemplateSource? source = key is null ? null : TemplateSource.Find(key);
        if (text is null == key is null)
            map.Mistake("source", "either source or text must be there, and not both", "source 和 text 必须有一个，且只能有一个");
        if (key is not null && source is null)
            map.Mistake("source", $"'{key}' is none of {string.Join(", ", TemplateSource.All.Select(one => one.Key))}",
                $"“{key}”不是下列之一：{string.Join("、", TemplateSource.All.Select(one => one.Key))}");
        if (text is not null && IsNoCell(text, template))
            map.Mistake("text", "holds a separator or a control character: take it out", "含有分隔符或控制字符：请去掉");
        int width = map.Keys.Contains("width") || template.IsOfFixedWidth ? map.Whole("width", 1, Widest) : 0;
        WidthUnit unit = map.Choice("widthIn", WidthUnit.Characters, isOptional: true);
        PadSide pad = map.Choice("pad", template.IsOfFixedWidth ? PadSide.Right : PadSide.None, isOptional: true);
        string fill = map.Fixed("fill") ?? " ";
        bool isRequired = map.YesNo("required", fallback: source?.IsOfCatalogue == true, isOptional: true);
        NumberForm number = map.Choice("number", NumberForm.Yuan, isOptional: true);
        string date = map.Text("date", "yyyy-MM-dd", isOptional: true);
        if (fill is not [>= ' ' and <= '~'])
            map.Mistake("fill", "must be one character of ASCII", "应为一个 ASCII 字符");
        if (pad != PadSide.None && width == 0)
            map.Mistake("pad", "needs a width: add width, or take pad away", "需要宽度：请补上 width，或删除 pad");
        if (template.IsOfFixedWidth && pad == PadSide.None)
            map.Mistake("pad", "must be left or right where there is no separator", "没有分隔符时应为 left 或 right");
        if (unit == WidthUnit.Bytes && template.File == TemplateFile.Xlsx)
            map.Mistake("widthIn", "bytes have no meaning in a workbook: take it away", "工作簿中字节宽度没有意义：请删除");
        if (map.Keys.Contains("number") && source is not { Kind: SourceKind.Yuan })
            map.Mistake("number", "is for amounts alone: take it away", "只能用于金额：请删除");
        if (number is NumberForm.Grouped or NumberForm.Short && template.File == TemplateFile.Xlsx)
            map.Mistake("number", "must be yuan or fen: the cells of a workbook are numbers", "应为 yuan 或 fen：工作簿的单元格是数字");
        if (map.Keys.Contains("date") && source is not { Kind: SourceKind.Day })
            map.Mistake("date", "is for value_date and created_on alone: take it away", "只能用于 value_date 和 created_on：请删除");
        if (!IsFormOfDays(date))
            map.Mistake("date", $"'{date}' is no form of a day, such as yyyyMMdd or yyyy年M月d日",
                $"“{date}”不是日期格式，例如 yyyyMMdd 或 yyyy年M月d日");
        map.NoMore();
        TemplateColumn column = new(header, source, text ?? "")
        {
            Width = width, Unit = unit, Pad = pad, Fill = fill is [var one] ? one : ' ', IsRequired = isRequired, Number = number,
            Date = date,
        };
        if (width > 0 && TemplateText.Width(column, column.Text, template) > width)
            map.Mistake("text", $"is longer than its width of {width}: shorten it, or widen the column", $"长于宽度 {width}：请缩短，或加大宽度");
        if (template is { IsOfFixedWidth: true, HasHeader: true } && TemplateText.Width(column, header, template) > width)
            map.Mistake("header", $"is longer than its width of {width}: shorten it, or widen the column", $"长于宽度 {width}：请缩短，或加大宽度");
        return column;
    }

    private static bool IsNoCell(string text, ExportTemplate template) => text.Any(char.IsControl)
        || template.File == TemplateFile.Text && template.Separator is { } separator && text.Contains(separator, StringComparison.Ordinal);

    private static bool IsFormOfDays(string form)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        DateOnly sample = new(2026, 11, 28);
        return form.All(LettersOfDays.Contains) && new[] { "yyyy", "M", "d" }.All(form.Contains)
            && DateOnly.TryParseExact(sample.ToString(form, culture), form, culture, DateTimeStyles.None, out DateOnly read)
            && read == sample;
    }
}
