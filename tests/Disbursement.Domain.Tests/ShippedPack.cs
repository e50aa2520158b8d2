using System.Collections.Concurrent;
using System.Text;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Policies;
using YamlDotNet.RepresentationModel;

namespace Disbursement.Domain.Tests;

/// <summary>The policy pack as it is shipped, read by the reader that runs use; with changes where a test wants them.</summary>
internal static class ShippedPack
{
    private const string File = "inputs/policy/xuzhou.yaml";
    private static readonly byte[] Bytes = System.IO.File.ReadAllBytes(RepositoryFile.At(File));
    private static readonly Lazy<PolicyPack> AsShipped = new(() => Read(Bytes));
    private static readonly ConcurrentDictionary<string, PolicyPack> Changed = new();

    /// <summary>Unchanged.</summary>
    public static PolicyPack Pack => AsShipped.Value;

    /// <summary>With values replaced, each named by its dotted path and written in YAML.</summary>
    public static PolicyPack With(params (string Path, string Yaml)[] changes)
    {
        YamlMappingNode patch = [];
        foreach ((string path, string yaml) in changes)
            patch.Add(path, Load(yaml));
        return With(patch);
    }

    /// <summary>With values replaced by a mapping from dotted paths; keys that are not there yet are made.</summary>
    public static PolicyPack With(YamlMappingNode changes)
    {
        if (changes.Children.Count == 0)
            return Pack;

        return Changed.GetOrAdd(TextOf(changes), _ =>
        {
            YamlMappingNode root = (YamlMappingNode)Load(Encoding.UTF8.GetString(Bytes));
            foreach ((YamlNode path, YamlNode value) in changes.Children)
                Replace(root, path.ToString(), value);
            return Read(Encoding.UTF8.GetBytes(TextOf(root)));
        });
    }

    private static string TextOf(YamlMappingNode root)
    {
        using StringWriter text = new();
        new YamlStream(new YamlDocument(root)).Save(text, assignAnchors: false);
        return text.ToString();
    }

    private static void Replace(YamlMappingNode root, string path, YamlNode value)
    {
        string[] keys = path.Split('.');
        YamlMappingNode map = root;
        foreach (string key in keys[..^1])
        {
            if (!map.Children.TryGetValue(key, out YamlNode? next))
                map.Children[key] = next = new YamlMappingNode();
            map = next as YamlMappingNode ?? throw new InvalidDataException($"{path}: {key} is not a mapping of keys.");
        }

        map.Children[keys[^1]] = value;
    }

    private static YamlNode Load(string yaml)
    {
        YamlStream stream = [];
        stream.Load(new StringReader(yaml));
        return stream.Documents[0].RootNode;
    }

    private static PolicyPack Read(byte[] bytes)
    {
        PackReading reading = ReadPolicyPack.Run(File, bytes);
        return reading.Pack ?? throw new InvalidDataException(string.Join('\n', reading.Defects));
    }
}
