using System.Globalization;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Periods;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Intake;
using YamlDotNet.RepresentationModel;

namespace Disbursement.Jobs.Yaml;

/// <summary>A mapping of a YAML file being read: every key is asked for by name, and those nobody asked for are mistakes.</summary>
internal sealed class YamlMap(YamlMappingNode? map, string path, int line, List<YamlDefect> defects, string file)
{
    private static readonly FileRemark NoMapping = new("must be a mapping of keys, one key: value a line", "应为一组“键: 值”，每行一个");
    private static readonly FileRemark NoSingle = new("must be a single value", "应为单个值");
    private static readonly FileRemark Missing = new("is missing: add it", "缺少此键：请补上");
    private static readonly FileRemark Unknown = new("unknown key: take it away, or look how it is spelt", "未知的键：请删除，或检查拼写");

    private readonly HashSet<string> _known = [];

    public string Path => path;

    public int Line => line;

    /// <summary>How many mistakes are known by now, of this mapping and of all others.</summary>
    public int MistakesSoFar => defects.Count;

    public IEnumerable<string> Keys => map is null ? [] : map.Children.Keys.OfType<YamlScalarNode>().Select(key => key.Value ?? "");

    /// <summary>Takes note of a mistake of one key.</summary>
    public void Mistake(string key, string english, string chinese) => Mistake(key, new FileRemark(english, chinese));

    /// <summary>Takes note of a mistake of one key.</summary>
    public void Mistake(string key, FileRemark problem) => Mistake(LineOf(key), Join(key), problem);

    /// <summary>Takes note of a mistake of the mapping as a whole.</summary>
    public void MistakeOfAll(string english, string chinese) => Mistake(line, path, new FileRemark(english, chinese));

    public YamlMap Child(string key, bool isOptional = false)
    {
        YamlNode? node = Take(key, isOptional);
        if (node is not (null or YamlMappingNode))
            Mistake(LineNumber(node), Join(key), NoMapping);
        return new YamlMap(node as YamlMappingNode, Join(key), node is null ? line : LineNumber(node), defects, file);
    }

    public string Text(string key, string fallback = "", bool isOptional = false) => Scalar(key, isOptional) ?? fallback;

    public string? OptionalText(string key) => Scalar(key, isOptional: true);

    /// <summary>A text as it stands, which may be empty; null where the key is not there.</summary>
    public string? Fixed(string key)
    {
        switch (Take(key, isOptional: true))
        {
            case null:
                return null;
            case YamlScalarNode { Value: { } text }:
                return Seen(key, text);
            case var node:
                Mistake(LineNumber(node), Join(key), NoSingle);
                return null;
        }
    }

    /// <summary>A list of texts, or one text for a list of one.</summary>
    public IReadOnlyList<string> Texts(string key, bool isOptional = false)
    {
        switch (Take(key, isOptional))
        {
            case null:
                return [];
            case YamlScalarNode { Value: { Length: > 0 } text }:
                return [Seen(key, text)];
            case YamlSequenceNode list when list.Children.Count > 0
                && list.Children.All(item => item is YamlScalarNode { Value.Length: > 0 }):
                return [.. list.Children.Select(item => Seen(key, ((YamlScalarNode)item).Value!))];
            default:
                Mistake(key, "must be a value, or a list of values", "应为一个值，或若干值的列表");
                return [];
        }
    }

    public int Whole(string key, int least, int most)
    {
        if (Scalar(key) is not { } text)
            return least;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= least
            && value <= most)
            return value;

        Mistake(key, $"'{text}' is not a whole number from {least} to {most}", $"“{text}”不是 {least} 到 {most} 的整数");
        return least;
    }

    public bool YesNo(string key, bool fallback, bool isOptional)
    {
        if (Scalar(key, isOptional) is not { } text)
            return fallback;
        if (text is "true" or "false")
            return text == "true";

        Mistake(key, $"'{text}' is neither true nor false", $"“{text}”既不是 true 也不是 false");
        return fallback;
    }

    public T Choice<T>(string key, T fallback, bool isOptional = false)
        where T : struct, Enum
    {
        if (Scalar(key, isOptional) is not { } text)
            return fallback;

        string[] names = [.. Enum.GetNames<T>().Select(name => char.ToLowerInvariant(name[0]) + name[1..])];
        int at = Array.IndexOf(names, text);
        if (at >= 0)
            return Enum.GetValues<T>()[at];

        Mistake(key, $"'{text}' is not one of {string.Join(", ", names)}", $"“{text}”不是下列之一：{string.Join("、", names)}");
        return fallback;
    }

    public DateOnly Day(string key)
    {
        if (Scalar(key) is not { } text)
            return default;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
            return day;

        Mistake(key, $"'{text}' is not a date like 2016-01-01", $"“{text}”不是 2016-01-01 这样的日期");
        return default;
    }

    public Month Month(string key)
    {
        if (Scalar(key) is not { } text)
            return new Month(2000, 1);
        if (Domain.Periods.Month.TryParse(text, out Month month))
            return month;

        Mistake(key, $"'{text}' is not a month like 2026-01", $"“{text}”不是 2026-01 这样的月份");
        return new Month(2000, 1);
    }

    /// <summary>A list of dated amounts; dates must rise.</summary>
    public IReadOnlyList<Dated<Money>> Amounts(string key, bool isOptional = false) =>
        DatedList(key, isOptional, value => new Money((long)(value * 100m)), 2);

    /// <summary>A list of dated percentages, in hundredths of a percent.</summary>
    public IReadOnlyList<Dated<int>> Percentages(string key) => DatedList(key, isOptional: false, value => (int)(value * 100m), 2, 100m);

    /// <summary>
    /// Whether a value is marked assumed; checks what may stand beside its source too: <c>checkedOn</c>, the day on which somebody compared
    /// the two, and <c>link</c>, where the source can be read.
    /// </summary>
    public bool IsAssumed(bool isOptional)
    {
        string status = Text("status", isOptional: isOptional);
        if (status is not ("verified" or "assumed" or ""))
            Mistake("status", $"'{status}' is neither verified nor assumed", $"“{status}”既不是 verified 也不是 assumed");
        if (Keys.Contains("checkedOn"))
            _ = Day("checkedOn");
        if (OptionalText("link") is { } link && !(Uri.TryCreate(link, UriKind.Absolute, out Uri? at) && at.Scheme is "https" or "http"))
            Mistake("link", $"'{link}' is not an address that begins with https:// or http://",
                $"“{link}”不是以 https:// 或 http:// 开头的网址");
        return status == "assumed";
    }

    /// <summary>The mappings of a list.</summary>
    public IEnumerable<YamlMap> Items(string key, bool isOptional = false)
    {
        YamlNode? node = Take(key, isOptional);
        if (node is null)
            yield break;
        if (node is not YamlSequenceNode list)
        {
            Mistake(LineNumber(node), Join(key), new FileRemark("must be a list, each item after a hyphen", "应为列表，每项以连字符“-”开头"));
            yield break;
        }

        int index = 0;
        foreach (YamlNode item in list.Children)
        {
            string itemPath = $"{Join(key)}[{index++}]";
            if (item is YamlMappingNode mapping)
                yield return new YamlMap(mapping, itemPath, LineNumber(item), defects, file);
            else
                Mistake(LineNumber(item), itemPath, NoMapping);
        }
    }

    /// <summary>Names every key that nobody asked for.</summary>
    public void NoMore()
    {
        if (map is null)
            return;

        foreach (YamlNode key in map.Children.Keys)
        {
            string name = (key as YamlScalarNode)?.Value ?? key.ToString();
            if (!_known.Contains(name))
                Mistake(LineNumber(key), Join(name), TextCharacters.FirstUnseen(name) is { } unseen ? LoadYaml.Unseen(unseen) : Unknown);
        }
    }

    private void Mistake(int atLine, string key, FileRemark problem) => defects.Add(new YamlDefect(file, atLine, key, problem));

    private static int LineNumber(YamlNode node) => (int)node.Start.Line;

    private List<Dated<T>> DatedList<T>(string key, bool isOptional, Func<decimal, T> convert, int decimals, decimal most = 10_000_000m)
    {
        List<Dated<T>> values = [];
        foreach (YamlMap item in Items(key, isOptional))
        {
            DateOnly from = item.Day("from");
            string text = item.Text("value", "0");
            if (!decimal.TryParse(
                text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out decimal value))
                item.Mistake("value", $"'{text}' is not a number", $"“{text}”不是数字");
            else if (value < 0)
                item.Mistake("value", $"{text} is negative: 0 is the least", $"{text} 是负数：最小为 0");
            else if (value > most)
                item.Mistake("value", $"{text} is above {most.ToString(CultureInfo.InvariantCulture)}",
                    $"{text} 大于 {most.ToString(CultureInfo.InvariantCulture)}");
            else if (decimal.Round(value, decimals) != value)
                item.Mistake("value", $"{text} has more than {decimals} decimals", $"{text} 的小数超过 {decimals} 位");
            DateOnly before = from == default ? default : values.LastOrDefault(value => value.From != default)?.From ?? default;
            if (before != default && from == before)
                item.Mistake("from", $"{from:yyyy-MM-dd} stands twice: leave one of the two", $"{from:yyyy-MM-dd} 重复：请只留一项");
            else if (from < before)
                item.Mistake("from", $"{from:yyyy-MM-dd} runs backwards: it follows {before:yyyy-MM-dd}",
                    $"{from:yyyy-MM-dd} 倒序：前一项是 {before:yyyy-MM-dd}，请按日期先后排列");

            bool isAssumed = item.IsAssumed(isOptional: false);
            bool isSound = value >= 0 && value <= most && decimal.Round(value, decimals) == value;
            values.Add(new Dated<T>(from, convert(isSound ? value : 0m), item.Text("source"), isAssumed));
            item.NoMore();
        }

        return values;
    }

    /// <summary>The text, which is a mistake where it holds what nobody sees.</summary>
    private string Seen(string key, string text)
    {
        if (TextCharacters.FirstUnseen(text) is { } unseen)
            Mistake(key, LoadYaml.Unseen(unseen));
        return text;
    }

    private string? Scalar(string key, bool isOptional = false)
    {
        YamlNode? node = Take(key, isOptional);
        if (node is null)
            return null;
        if (node is YamlScalarNode { Value: { Length: > 0 } text })
            return Seen(key, text);

        Mistake(LineNumber(node), Join(key), NoSingle);
        return null;
    }

    private YamlNode? Take(string key, bool isOptional)
    {
        _known.Add(key);
        if (map is not null && map.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? node))
            return node;
        if (!isOptional && map is not null)
            Mistake(line, Join(key), Missing);
        return null;
    }

    private int LineOf(string key) =>
        map is not null && map.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? node) ? LineNumber(node) : line;

    private string Join(string key) => path.Length == 0 ? key : $"{path}.{key}";
}
