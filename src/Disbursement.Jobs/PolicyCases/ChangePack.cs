using System.Text;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Policies;
using Disbursement.Jobs.Yaml;
using YamlDotNet.RepresentationModel;

namespace Disbursement.Jobs.PolicyCases;

/// <summary>A pack with some values replaced, for a case that says so.</summary>
internal static class ChangePack
{
    /// <param name="pack">The pack.</param>
    /// <param name="changes">Values by dotted path; keys that are not there yet are made.</param>
    /// <exception cref="UnreadableFileException">A path leads through something that is no mapping.</exception>
    public static PackReading Run(PackReading pack, YamlMappingNode changes)
    {
        if (changes.Children.Count == 0)
            return pack;

        List<(KeptFile File, YamlMappingNode? Root)> files =
            [.. pack.Files.All.Select(file => (file, PackFolder.IsDefinition(file) ? null : LoadYaml.Run(file.Bytes).Root))];
        foreach ((YamlNode key, YamlNode value) in changes.Children)
        {
            string[] keys = key.ToString().Split('.');
            YamlMappingNode root = files.FirstOrDefault(file => file.Root is { } map && Has(map, keys.Take(2))).Root ?? files[0].Root!;
            Replace(root, keys, value);
        }

        return ReadPolicyPack.Of(new KeptFiles([.. files.Select(file => file.Root is null
            ? file.File
            : file.File with { Bytes = Encoding.UTF8.GetBytes(TextOf(file.Root)) })]));
    }

    private static bool Has(YamlMappingNode root, IEnumerable<string> keys)
    {
        YamlNode node = root;
        foreach (string key in keys)
        {
            if (node is not YamlMappingNode map || !map.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? next))
                return false;
            node = next;
        }

        return true;
    }

    private static void Replace(YamlMappingNode root, string[] keys, YamlNode value)
    {
        YamlMappingNode map = root;
        foreach (string key in keys[..^1])
        {
            if (!map.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? next))
                map.Children[new YamlScalarNode(key)] = next = new YamlMappingNode();
            map = next as YamlMappingNode
                ?? throw CaseMap.Fault(value, new FileRemark($"{string.Join('.', keys)}: {key} is not a mapping of keys",
                    $"{string.Join('.', keys)}：{key} 不是一组“键: 值”"));
        }

        map.Children[new YamlScalarNode(keys[^1])] = value;
    }

    private static string TextOf(YamlMappingNode root)
    {
        using StringWriter text = new();
        new YamlStream(new YamlDocument(root)).Save(text, assignAnchors: false);
        return text.ToString();
    }
}
