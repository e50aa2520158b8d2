using System.Globalization;
using Disbursement.Domain.Returns;
using Disbursement.Domain.Words;

namespace Disbursement.Jobs.ReturnFiles;

/// <summary>One of the first lines of a file that are not blank.</summary>
/// <param name="Line">Its number from 1.</param>
/// <param name="Cells">Its cells.</param>
internal sealed record TopLine(long Line, IReadOnlyList<string> Cells);

/// <summary>Where the values of a line stand.</summary>
/// <param name="Layout">The form.</param>
/// <param name="Separator">Between fields; of a workbook none.</param>
/// <param name="Fewest">The fewest fields of a line.</param>
/// <param name="Most">The most fields of a line.</param>
/// <param name="Places">Index of each value by <see cref="ReturnField"/>; -1 where the file has no such column.</param>
internal sealed record ReturnForm(ReturnLayout Layout, char Separator, int Fewest, int Most, IReadOnlyList<int> Places)
{
    /// <summary>Fields of a line of the bank text as it was sent.</summary>
    public const int FieldsSent = 8;

    /// <summary>Among how many lines a header is looked for.</summary>
    public const int LinesLookedAt = 20;
    private const int MostColumns = 1024;
    private const int FieldsOfLines = 5;
    private const string ControlLineStart = "||";
    private static readonly char[] Separators = [',', '\t', ';', '|'];
    private static readonly int Fields = Enum.GetValues<ReturnField>().Length;

    /// <summary>How the bank writes.</summary>
    public BankLayout Bank { get; init; } = BankLayout.Own;

    /// <summary>The line of the header; 0 where there is none.</summary>
    public long HeaderLine { get; init; }

    /// <summary>Lines above the header that say something and were passed over.</summary>
    public IReadOnlyList<long> Titles { get; init; } = [];

    /// <summary>
    /// Decides from the first lines of a text: a control line begins bank text; a line that names the columns of a layout is its header;
    /// five fields between bars are the first of bare lines.
    /// </summary>
    /// <param name="top">The first lines that are not blank.</param>
    /// <param name="layouts">What a file may be.</param>
    public static (ReturnForm? Form, ReturnRemark? Refusal) OfText(IReadOnlyList<(long Line, string Text)> top, BankLayouts layouts)
    {
        string first = Edges(top[0].Text);
        if (layouts.TakesOwn && first.StartsWith(ControlLineStart, StringComparison.Ordinal))
            return (BankText(top[0].Line, top.Count > 1 ? Edges(top[1].Text).Split('|') : []), null);
        if (layouts.Chosen is { HasHeader: false } bare)
            return WithoutHeader(bare, top[0]);

        List<Found> found = [];
        foreach (char separator in Separators)
        {
            TopLine[] lines =
                [.. top.Select(line => new TopLine(line.Line, SplitLine.Run(Edges(line.Text), separator, isQuoted: true).Fields ?? []))];
            found.AddRange(Search(lines, layouts, separator));
        }

        (ReturnForm? form, ReturnRemark? refusal) = Choose(found, layouts);
        if (form is null && refusal is null && layouts.TakesOwn && first.Split('|').Length == FieldsOfLines)
        {
            form = new ReturnForm(ReturnLayout.BareLines, '|', FieldsOfLines, FieldsOfLines, Placed(0, 1, 2, 3, 4))
            {
                Bank = BankLayout.OwnLines,
            };
        }

        return form is null ? (null, refusal ?? NoHeader(layouts)) : (form, null);
    }

    /// <summary>The same of the first rows of a sheet; neither a form nor a refusal where no row names a column.</summary>
    public static (ReturnForm? Form, ReturnRemark? Refusal) OfRows(IReadOnlyList<TopLine> top, BankLayouts layouts) =>
        layouts.Chosen is { HasHeader: false } bare
            ? (new ReturnForm(ReturnLayout.Columns, '\0', 0, MostColumns, ByPlace(bare)) { Bank = bare }, null)
            : Choose([.. Search(top, layouts, '\0')], layouts);

    /// <summary>Why there is no form at all.</summary>
    public static ReturnRemark NoHeader(BankLayouts layouts)
    {
        string mistakes = string.Concat(layouts.Mistakes.Select(one => $"; {one.English}")),
            chinese = string.Concat(layouts.Mistakes.Select(one => $"；{one.Chinese}"));
        return layouts.Chosen is { } chosen
            ? new ReturnRemark(
                $"no header of the layout {chosen.Id} ({chosen.English}) in the first {LinesLookedAt} lines: {Needed(chosen, false)}",
                $"前{LinesLookedAt}行没有版式“{chosen.Name}”（{chosen.Id}）的表头：{Needed(chosen, true)}")
            : new ReturnRemark(
                "no header: the first line names no column of ours or of a layout in inputs/banks, is no control line, and has not the "
                    + $"five fields payment_no|amount|status|reason|settled_on{mistakes}",
                $"没有表头：首行没有本系统或inputs/banks中版式的列名，不是汇总行，也不是“支付编号|金额|状态|原因|入账日期”五个字段{chinese}");
    }

    /// <summary>The field counts that a line may have, in words.</summary>
    public string FieldCounts => Fewest == Most
        ? Fewest.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Fewest}–{Most}");

    /// <summary>Whether quotes have a meaning; in texts without a header they are characters like others.</summary>
    public bool IsQuoted => Layout == ReturnLayout.Columns;

    /// <summary>The line without spaces and byte order marks around it.</summary>
    public static string Edges(string line) => line.Trim(' ', '\uFEFF');

    /// <summary>What stands behind the eight fields of the first line tells whether it carries the payment number.</summary>
    private static ReturnForm BankText(long control, string[] first)
    {
        bool isByPlace = first.Length > FieldsSent && BankLayout.OwnTextByPlace.Status(first[FieldsSent]) is not null;
        return (isByPlace
            ? new ReturnForm(ReturnLayout.BankText, '|', FieldsSent + 1, FieldsSent + 3, Placed(-1, 2, 8, 9, 10, 0, 3, 1, 4))
            : new ReturnForm(ReturnLayout.BankText, '|', FieldsSent + 2, FieldsSent + 4, Placed(8, 2, 9, 10, 11))) with
        {
            Bank = isByPlace ? BankLayout.OwnTextByPlace : BankLayout.OwnText,
            HeaderLine = control,
        };
    }

    private static (ReturnForm? Form, ReturnRemark? Refusal) WithoutHeader(BankLayout bank, (long Line, string Text) first)
    {
        int most = bank.Columns.Values.Max(column => column.Place);
        char separator = Separators.MaxBy(one => SplitLine.Run(Edges(first.Text), one, isQuoted: true).Fields?.Length ?? 0);
        int found = SplitLine.Run(Edges(first.Text), separator, isQuoted: true).Fields?.Length ?? 0;
        return found < most
            ? (null, new ReturnRemark($"line {first.Line} has {Counted.Of(found, "field")}; the layout {bank.Id} ({bank.English}) "
                    + $"needs {most}",
                $"第{first.Line}行有{found}个字段，版式“{bank.Name}”（{bank.Id}）需要{most}个"))
            : (new ReturnForm(ReturnLayout.Columns, separator, found, found, ByPlace(bank)) { Bank = bank }, null);
    }

    /// <summary>For each layout its header, or the line that comes nearest to one.</summary>
    private static IEnumerable<Found> Search(IReadOnlyList<TopLine> top, BankLayouts layouts, char separator)
    {
        foreach (BankLayout bank in layouts.WithHeader)
        {
            Found[] matches = [.. Enumerable.Range(0, top.Count).Select(i => Match(bank, top, i, layouts, separator)).OfType<Found>()];
            if (matches.Length > 0)
                yield return matches.FirstOrDefault(match => match.IsHeader) ?? matches.MaxBy(match => match.Known)!;
        }
    }

    /// <summary>A line held against the columns of a layout; null where it names none of them.</summary>
    private static Found? Match(BankLayout bank, IReadOnlyList<TopLine> top, int index, BankLayouts layouts, char separator)
    {
        IReadOnlyList<string> cells = top[index].Cells;
        string[] keys = [.. cells.Select(ColumnNames.Key)];
        int[] places = ByPlace(bank);
        List<ReturnField> missing = [];
        ReturnRemark? twice = null;
        int known = 0;
        foreach ((ReturnField field, LayoutColumn column) in bank.Columns.Where(one => one.Value.Place == 0))
        {
            int[] named = [.. Enumerable.Range(0, keys.Length).Where(i => column.Names.Contains(keys[i]))];
            known += named.Length > 0 ? 1 : 0;
            if (named.Length > 1)
                twice ??= new ReturnRemark($"the column {field.English()} stands twice: {string.Join(", ", named.Select(i => cells[i]))}",
                    $"列“{field.InChinese()}”重复：{string.Join("、", named.Select(i => cells[i]))}");
            if (named.Length > 0)
                places[(int)field] = named[0];
            else if (!column.MayBeAbsent)
                missing.Add(field);
        }

        if (known == 0)
            return null;

        ReturnRemark? fault = keys.Length > MostColumns
            ? new ReturnRemark($"has {Counted.Of(keys.Length, "column")}: not a return file", $"有{keys.Length}列，不是回盘文件")
            : missing.Count > 0
            ? new ReturnRemark(
                $"required columns are missing: {string.Join(", ", missing.Select(field => $"{field.English()} {field.InChinese()}"))}",
                $"缺少必需的列：{string.Join("、", missing.Select(field => $"{field.InChinese()} {field.English()}"))}")
            : twice;
        if (fault is null && bank.Always is not null && cells.FirstOrDefault(layouts.NamesStatus) is { } status)
            fault = new ReturnRemark(
                $"the layout {bank.Id} ({bank.English}) is for files without a status, and this one has the column {status}",
                $"版式“{bank.Name}”（{bank.Id}）只用于没有状态列的文件，而本文件有“{status}”列");
        TopLine[] above = [.. top.Take(index)];
        if (fault is null && above.FirstOrDefault(line => line.Cells.Any(cell => bank.Status(cell) is not null)) is { } answer)
            fault = new ReturnRemark(
                $"line {answer.Line} stands above the header (line {top[index].Line}) and looks like an answer: move the header to the top",
                $"第{answer.Line}行位于表头（第{top[index].Line}行）之上，却像是一笔回盘：请把表头移到最上方");
        return new Found(new ReturnForm(ReturnLayout.Columns, separator, keys.Length, keys.Length, places)
        {
            Bank = bank,
            HeaderLine = top[index].Line,
            Titles = [.. above.Select(line => line.Line)],
        }, known, missing.Count == 0, fault);
    }

    /// <summary>
    /// The one header that is whole. A payment number is stronger than a place in a file, and that than an account; two layouts that are
    /// as strong leave the choice to a person.
    /// </summary>
    private static (ReturnForm? Form, ReturnRemark? Refusal) Choose(IReadOnlyList<Found> found, BankLayouts layouts)
    {
        ILookup<FindBy, Found> whole = found.Where(one => one.Fault is null).ToLookup(one => one.Form.Bank.Find);
        foreach (FindBy find in Enum.GetValues<FindBy>())
        {
            BankLayout[] banks = [.. whole[find].Select(one => one.Form.Bank).Distinct()];
            if (banks.Length == 1)
                return (whole[find].First().Form, null);
            if (banks.Length > 1)
                return (null, new ReturnRemark(
                    $"may be read in several ways: {string.Join(", ", banks.Select(bank => $"{bank.Id} ({bank.English})"))}. Say which "
                        + "(--bank)",
                    $"可按多种版式读取：{string.Join("、", banks.Select(bank => $"{bank.Id}（{bank.Name}）"))}。请用 --bank 指明"));
        }

        Found? best = found.OrderByDescending(one => one.IsHeader).ThenByDescending(one => one.Known).FirstOrDefault();
        return (null, best?.Fault is { } fault
            ? new ReturnRemark(fault.English + string.Concat(layouts.Mistakes.Select(one => $"; {one.English}")),
                fault.Chinese + string.Concat(layouts.Mistakes.Select(one => $"；{one.Chinese}")))
            : null);
    }

    private static string Needed(BankLayout bank, bool isChinese) => string.Join(isChinese ? "、" : ", ",
        bank.Columns.Where(one => !one.Value.MayBeAbsent && one.Value.Names.Count > 0).Select(one => string.Join('/', one.Value.Names)));

    private static int[] ByPlace(BankLayout bank)
    {
        int[] places = Placed();
        foreach ((ReturnField field, LayoutColumn column) in bank.Columns)
            places[(int)field] = column.Place - 1;
        return places;
    }

    private static int[] Placed(params ReadOnlySpan<int> places)
    {
        int[] all = new int[Fields];
        Array.Fill(all, -1);
        places.CopyTo(all);
        return all;
    }

    /// <summary>A line that names columns of a layout.</summary>
    /// <param name="Form">The form that it would make.</param>
    /// <param name="Known">How many columns it names.</param>
    /// <param name="IsHeader">Whether it names all that are needed.</param>
    /// <param name="Fault">Why it does not make that form.</param>
    private sealed record Found(ReturnForm Form, int Known, bool IsHeader, ReturnRemark? Fault);
}
