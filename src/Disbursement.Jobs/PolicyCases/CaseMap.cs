using System.Globalization;
using Disbursement.Domain.Amounts;
using Disbursement.Jobs.Files;
using YamlDotNet.RepresentationModel;

namespace Disbursement.Jobs.PolicyCases;

/// <summary>
/// A mapping of a case file. Every key is asked for by name, so that a misspelt one fails its case and is not silently left unchecked.
/// </summary>
internal sealed class CaseMap(YamlMappingNode node)
{
    private readonly HashSet<string> _known = [];

    public static int Whole(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    public static byte Grade(string text) => byte.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static Money Yuan(string text) =>
        Money.FromYuan(decimal.Parse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));

    /// <summary>A scalar; none where the key is not there.</summary>
    public string? Text(string key) => (Take(key) as YamlScalarNode)?.Value;

    /// <summary>A scalar that must be there.</summary>
    public string Needed(string key) => Text(key) ?? throw Missing(key);

    /// <summary>A scalar read as something else; none where the key is not there.</summary>
    public T? Value<T>(string key, Func<string, T> read)
        where T : struct
    {
        try
        {
            return Text(key) is { } text ? read(text) : null;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or ArgumentException)
        {
            throw CannotBe(key, Text(key)!);
        }
    }

    /// <summary>One of the texts that are allowed; the first where the key is not there.</summary>
    public T OneOf<T>(string key, params ReadOnlySpan<(string Text, T Value)> choices)
    {
        if (Text(key) is not { } text)
            return choices[0].Value;

        foreach ((string allowed, T value) in choices)
        {
            if (allowed == text)
                return value;
        }

        throw CannotBe(key, text);
    }

    /// <summary>The texts of a list; none where the key is not there.</summary>
    public IReadOnlyList<string>? Texts(string key) => (Take(key) as YamlSequenceNode)?.Select(item => item.ToString()).ToList();

    /// <summary>A mapping; none where the key is not there.</summary>
    public YamlMappingNode? Map(string key) => Take(key) as YamlMappingNode;

    /// <summary>A list of mappings.</summary>
    public IReadOnlyList<YamlMappingNode> List(string key)
    {
        FileRemark wrong = new($"{key} must be a list of mappings of keys", $"{key} 应为列表，每项为一组“键: 值”");
        YamlSequenceNode list = Take(key) as YamlSequenceNode ?? throw Fault(node, wrong);
        return [.. list.Select(item => item as YamlMappingNode ?? throw Fault(item, wrong))];
    }

    /// <summary>Refuses keys that nobody asked for.</summary>
    public void NoMore()
    {
        foreach (YamlNode key in node.Children.Keys)
        {
            if (!_known.Contains(key.ToString()))
                throw Fault(key, new FileRemark($"nothing is known about '{key}': take it away, or look how it is spelt",
                    $"未知的键“{key}”：请删除，或检查拼写"));
        }
    }

    /// <summary>What is wrong at a place of a case file.</summary>
    public static UnreadableFileException Fault(YamlNode at, FileRemark wrong) =>
        new(new FileRemark($"line {at.Start.Line}: {wrong.English}", $"第 {at.Start.Line} 行：{wrong.Chinese}"));

    /// <summary>That a key is not there.</summary>
    public UnreadableFileException Missing(string key) => Fault(node, new FileRemark($"{key} is missing: add it", $"缺少 {key}：请补上"));

    private UnreadableFileException CannotBe(string key, string text) =>
        Fault(node, new FileRemark($"{key} cannot be '{text}'", $"{key} 不能是“{text}”"));

    private YamlNode? Take(string key)
    {
        _known.Add(key);
        return node.Children.TryGetValue(key, out YamlNode? value) ? value : null;
    }
}
