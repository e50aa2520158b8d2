using System.Globalization;
using Disbursement.Domain.Amounts;
using YamlDotNet.RepresentationModel;

namespace Disbursement.Jobs.PolicyCases;

/// <summary>
/// A mapping of a case file. Every key is asked for by name, so that a misspelt one fails its case and is not silently left unchecked.
/// </summary>
internal sealed class CaseMap(YamlMappingNode node)
{
    private readonly HashSet<string> _known = [];

    public static int Whole(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static Money Yuan(string text) =>
        Money.FromYuan(decimal.Parse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));

    /// <summary>A scalar; none where the key is not there.</summary>
    public string? Text(string key) => (Take(key) as YamlScalarNode)?.Value;

    /// <summary>A scalar that must be there.</summary>
    public string Needed(string key) => Text(key) ?? throw new InvalidDataException($"Line {node.Start.Line}: {key} is missing.");

    /// <summary>A scalar read as something else; none where the key is not there.</summary>
    public T? Value<T>(string key, Func<string, T> read)
        where T : struct
    {
        try
        {
            return Text(key) is { } text ? read(text) : null;
        }
        catch (FormatException)
        {
            throw new InvalidDataException($"Line {node.Start.Line}: {key} cannot be '{Text(key)}'.");
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

        throw new InvalidDataException($"Line {node.Start.Line}: {key} cannot be '{text}'.");
    }

    /// <summary>The texts of a list; none where the key is not there.</summary>
    public IReadOnlyList<string>? Texts(string key) => (Take(key) as YamlSequenceNode)?.Select(item => item.ToString()).ToList();

    /// <summary>A mapping; none where the key is not there.</summary>
    public YamlMappingNode? Map(string key) => Take(key) as YamlMappingNode;

    /// <summary>A list of mappings.</summary>
    public IEnumerable<YamlMappingNode> List(string key) => (Take(key) as YamlSequenceNode
        ?? throw new InvalidDataException($"Line {node.Start.Line}: {key} must be a list.")).Cast<YamlMappingNode>();

    /// <summary>Refuses keys that nobody asked for.</summary>
    public void NoMore()
    {
        foreach (YamlNode key in node.Children.Keys)
        {
            if (!_known.Contains(key.ToString()))
                throw new InvalidDataException($"Line {key.Start.Line}: nothing is known about '{key}'.");
        }
    }

    private YamlNode? Take(string key)
    {
        _known.Add(key);
        return node.Children.TryGetValue(key, out YamlNode? value) ? value : null;
    }
}
