using System.Collections.Concurrent;
using System.Globalization;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Yaml;
using YamlDotNet.RepresentationModel;

namespace Disbursement.Jobs.Policies;

/// <summary>A pack as read: the pack itself where it has no defects, and the files it was read from.</summary>
internal sealed record PackReading(PolicyPack? Pack, IReadOnlyList<YamlDefect> Defects, KeptFiles Files)
{
    /// <summary>What the pack is known by: SHA-256 of the list of its files, parameters and definitions alike.</summary>
    public string Sha256 { get; } = Files.Sha256;

    /// <summary>The same of the definitions alone.</summary>
    public string DefinitionsSha256 { get; } = new KeptFiles([.. Files.All.Where(PackFolder.IsDefinition)]).Sha256;

    /// <summary>The same of the parameters alone.</summary>
    public string ParametersSha256 { get; } = new KeptFiles([.. Files.All.Where(file => !PackFolder.IsDefinition(file))]).Sha256;
}

/// <summary>Reads a policy pack, parameters and definitions, and names every mistake in it with file, line and key.</summary>
internal static class ReadPolicyPack
{
    private const int MostSchemes = BatchNumber.MostSchemes;

    private const int MostKnown = 16;

    private static readonly ConcurrentDictionary<string, PackReading> Known = [];
    private static readonly string[] BesideValues = ["status", "source", "checkedOn", "link"];

    /// <summary>The pack of a file of parameters, with what stands beside it.</summary>
    public static PackReading Run(string file) => PackFolder.WhyNot(file) is { } reason
        ? new PackReading(null, [new YamlDefect(file, 0, "pack", reason)], new KeptFiles([]))
        : Run(file, File.ReadAllBytes(file), Path.GetDirectoryName(Path.GetFullPath(file)));

    /// <summary>The pack of parameters that were read already.</summary>
    /// <param name="file">Their name, for mistakes.</param>
    /// <param name="bytes">The parameters.</param>
    /// <param name="folder">Where the rest of the pack stands; null for the definitions of the program.</param>
    public static PackReading Run(string file, byte[] bytes, string? folder = null)
    {
        List<YamlDefect> defects = [];
        KeptFiles files = PackFolder.Of(file, bytes, folder, defects);
        return Of(files, kept => kept.Path == PackFolder.Parameters ? file
            : folder is null || PackFolder.IsDefinition(kept) && !Directory.Exists(Path.Combine(folder, PackFolder.Definitions)) ? kept.Path
            : Path.Combine(folder, kept.Path), defects);
    }

    /// <summary>A pack that the archive keeps.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="sha256">What the pack is known by.</param>
    /// <returns>The pack, or what is missing, altered or no longer sound.</returns>
    public static (PackReading? Reading, string? Break) OfArchive(string archive, string sha256)
    {
        (KeptFiles? files, string? broken) = KeptFiles.OfArchive(archive, sha256, "the policy pack");
        if (files is null)
            return (null, broken);
        if (files.All.Count == 0 || files.All[0].Path != PackFolder.Parameters)
            return (null, $"the list {sha256} is not that of a policy pack");

        // The bytes were just read and are those of the hash, so what they say is known where they were read before.
        if (Known.TryGetValue(sha256, out PackReading? known))
            return (known, null);

        PackReading reading = Of(files);
        if (reading.Pack is null)
            return (null, $"the archived policy pack can no longer be read: {reading.Defects[0].Say(isChinese: false)}");

        if (Known.Count >= MostKnown)
            Known.Clear();
        Known[sha256] = reading;
        return (reading, null);
    }

    /// <summary>The pack of files that belong together, each named as the list has it.</summary>
    public static PackReading Of(KeptFiles files) => Of(files, kept => kept.Path, []);

    private static PackReading Of(KeptFiles files, Func<KeptFile, string> name, List<YamlDefect> defects)
    {
        DefinitionsReading definitions =
            ReadDefinitions.Run(files.All.Where(PackFolder.IsDefinition).Select(file => (name(file), file.Bytes)));
        defects.AddRange(definitions.Defects);
        List<(YamlMappingNode Yaml, string File)> roots = [];
        foreach (KeptFile file in files.All.Where(file => !PackFolder.IsDefinition(file)))
        {
            (YamlMappingNode? root, int line, FileRemark? refusal) = LoadYaml.Run(file.Bytes);
            if (root is null)
                defects.Add(new YamlDefect(name(file), line, line == 0 ? "pack" : "yaml", refusal!));
            else
                roots.Add((root, name(file)));
        }

        // Without sound definitions nobody can say what the parameters must be.
        if (defects.Count > 0)
            return new PackReading(null, defects, files);

        PolicyPack pack = Read(roots, definitions.Definitions, defects);
        if (defects.Count == 0)
            SchemeTitles.Note(pack);
        return new PackReading(defects.Count == 0 ? pack : null, [.. defects.OrderBy(defect => defect.Line)], files);
    }

    private static PolicyPack Read(IReadOnlyList<(YamlMappingNode Yaml, string File)> roots, IReadOnlyList<SchemeDefinition> definitions,
        List<YamlDefect> defects)
    {
        YamlMap[] maps = [.. roots.Select(root => new YamlMap(root.Yaml, "", 1, defects, root.File))];
        YamlMap root = maps[0];
        string currency = root.Text("currency", "CNY", isOptional: true);
        if (currency != "CNY")
            root.Mistake("currency", $"'{currency}': only CNY is paid", $"“{currency}”：只能以 CNY 付款");
        string zone = root.Text("timeZone", "Asia/Shanghai", isOptional: true);
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            root.Mistake("timeZone", $"'{zone}' is not a known time zone, such as Asia/Shanghai",
                $"“{zone}”不是已知的时区，例如 Asia/Shanghai");

        YamlMap limits = root.Child("limits");
        YamlMap[] schemes = [.. maps.Select(map => map.Child("schemes"))];
        List<Parameter> parameters = [];
        foreach ((YamlMappingNode yaml, _) in roots)
            Flatten(yaml, "", parameters);
        PolicyPack pack = new()
        {
            Name = root.Text("name"),
            Title = root.Text("title"),
            AccountableFrom = root.Month("accountableFrom"),
            Limits = new Limits(limits.Whole("claimantsPerAccount", 1, 1000), limits.Whole("jumpPercent", 1, 1000),
                limits.Whole("approvalDays", 1, 365)),
            TrustsRegisters = root.YesNo("trustRegisters", fallback: false, isOptional: true),
            Definitions = definitions,
            Terms = [.. definitions.Select(definition => PackSchemes.Read(Section(schemes, definition.Scheme.Code), definition))],
            Ended = [.. Ended(root, definitions)],
            LifeTables = [.. PackLifeTables.Read(root)],
            PostingTerms = Posting(root),
            Parameters = parameters,
        };
        limits.NoMore();
        foreach (YamlMap map in schemes.Concat(maps))
            map.NoMore();
        if (definitions.Count > MostSchemes)
            root.Mistake("schemes", $"there are {definitions.Count} definitions; a pack has at most {MostSchemes} schemes",
                $"共有 {definitions.Count} 个项目定义，政策包最多 {MostSchemes} 个项目");
        GroupsApart(pack, code => Section(schemes, code));
        NoRateAboveAnother(pack, code => Section(schemes, code), defects);
        return pack;
    }

    /// <summary>A scheme without a group is a group of its own under its code, so no other scheme may name a group so.</summary>
    private static void GroupsApart(PolicyPack pack, Func<string, YamlMap> section)
    {
        foreach (SchemeTerms terms in pack.Terms.Where(terms => terms.OffsetGroup is not null))
        {
            if (pack.Terms.Any(other => other.OffsetGroup is null && other.ReceivableGroup == terms.OffsetGroup))
                section(terms.Scheme.Code).Mistake("offsetGroup",
                    $"'{terms.OffsetGroup}' is a scheme that is a group of its own: name the group there too, or give it another name",
                    $"“{terms.OffsetGroup}”是自成一组的项目：请在该项目中也写上此组，或换一个组名");
        }
    }

    /// <summary>The section of a scheme in whichever file has it.</summary>
    private static YamlMap Section(YamlMap[] schemes, string code)
    {
        YamlMap[] having = [.. schemes.Where(section => section.Keys.Contains(code))];
        foreach (YamlMap again in having.Skip(1))
        {
            _ = again.Child(code);
            again.Mistake(code, "stands in another file of the pack too: leave one of the two", "政策包的另一个文件中也有：请只留一处");
        }

        return (having.FirstOrDefault() ?? schemes[0]).Child(code);
    }

    /// <summary>Schemes that runs paid and this pack does so no longer, by intent.</summary>
    private static IEnumerable<Scheme> Ended(YamlMap root, IReadOnlyList<SchemeDefinition> definitions)
    {
        const string key = "endedSchemes";
        foreach (string code in root.Texts(key, isOptional: true))
        {
            if (!Scheme.TryParse(code, out Scheme scheme))
                root.Mistake(key, $"'{code}' is not the code of a scheme, such as sab", $"“{code}”不是项目代码，例如 sab");
            else if (definitions.Any(definition => definition.Scheme == scheme))
                root.Mistake(key, $"{code} has ended, and yet there is a definition of it: take one of the two away",
                    $"{code} 已终止，却仍有其定义：请删去其一");
            else
                yield return scheme;
        }
    }

    private static PostingTerms Posting(YamlMap root)
    {
        if (!root.Keys.Contains("publicNotice"))
            return PostingTerms.Default;

        YamlMap node = root.Child("publicNotice");
        PostingTerms posting = new(node.Whole("days", 1, 60), node.YesNo("approveAfter", fallback: false, isOptional: true),
            node.Text("objections", PostingTerms.Default.Objections, isOptional: true));
        node.NoMore();
        return posting;
    }

    /// <summary>A rate is never above the one that its definition names as its bound, on any day and in any county.</summary>
    private static void NoRateAboveAnother(PolicyPack pack, Func<string, YamlMap> sectionOf, List<YamlDefect> defects)
    {
        bool IsRead(Scheme scheme, string name) =>
            !defects.Any(defect => defect.Key.StartsWith($"schemes.{scheme}.{name}", StringComparison.Ordinal));
        foreach (SchemeDefinition definition in pack.Definitions)
        {
            foreach (ParameterDefinition parameter in definition.Parameters.Where(parameter => parameter.NotAbove is not null))
            {
                (Scheme scheme, string name) = parameter.NotAbove!.Value;
                if (IsRead(definition.Scheme, parameter.Name) && IsRead(scheme, name)
                    && FirstAbove(pack.TermsOf(definition.Scheme).Rate(parameter.Name), pack.TermsOf(scheme).Rate(name)) is { } above)
                    sectionOf(definition.Scheme.Code).Mistake(parameter.Name, $"on {above.Day:yyyy-MM-dd}"
                        + (above.County.Length > 0 ? $" in county {above.County}" : "")
                        + $" the {definition.Scheme} {parameter.Name} {above.Own} is above the {scheme} {name} {above.Bound}",
                        $"{above.Day:yyyy-MM-dd} {(above.County.Length > 0 ? $"在区县 {above.County} " : "")}{definition.Scheme} 的 "
                        + $"{parameter.Name} 为 {above.Own}，高于 {scheme} 的 {name} {above.Bound}");
            }
        }
    }

    private static (DateOnly Day, string County, Money Own, Money Bound)? FirstAbove(Rate own, Rate bound)
    {
        foreach (string county in bound.County.Keys.Union(own.County.Keys).Append(""))
        {
            foreach (DateOnly day in new[] { bound, own }.SelectMany(rate => Layers(rate, county)).Select(entry => entry.From)
                .Distinct().Order())
            {
                Money most = bound.On(day, county).Total, found = own.On(day, county).Total;
                if (found > most)
                    return (day, county, found, most);
            }
        }

        return null;
    }

    private static IEnumerable<Dated<Money>> Layers(Rate rate, string county) =>
        [.. rate.Base, .. rate.Province, .. rate.City, .. rate.County.GetValueOrDefault(county, [])];

    private static void Flatten(YamlNode node, string path, List<Parameter> parameters)
    {
        switch (node)
        {
            case YamlScalarNode scalar:
                parameters.Add(new Parameter(path, scalar.Value ?? "", null, null, IsAssumed: false, (int)scalar.Start.Line));
                break;
            case YamlMappingNode entry when entry.Children.ContainsKey(new YamlScalarNode("from")):
                parameters.Add(DatedParameter(entry, path));
                break;
            case YamlMappingNode map when map.Children.ContainsKey(new YamlScalarNode("status")):
                Parameter beside = DatedParameter(map, path);
                foreach ((YamlNode key, YamlNode value) in map.Children.Where(entry => !BesideValues.Contains(entry.Key.ToString())))
                    parameters.Add(beside with
                    {
                        Path = $"{path}.{key}", Value = value.ToString(), Line = (int)value.Start.Line,
                    });
                break;
            case YamlMappingNode map:
                foreach ((YamlNode key, YamlNode value) in map.Children)
                    Flatten(value, path.Length == 0 ? key.ToString() : $"{path}.{key}", parameters);
                break;
            case YamlSequenceNode list:
                foreach (YamlNode item in list.Children)
                    Flatten(item, item is YamlMappingNode step
                        && step.Children.TryGetValue(new YamlScalarNode("upTo"), out YamlNode? age) ? $"{path}.{age}" : path, parameters);
                break;
        }
    }

    private static Parameter DatedParameter(YamlMappingNode entry, string path)
    {
        string Of(string key) => entry.Children.TryGetValue(new YamlScalarNode(key), out YamlNode? node) ? node.ToString() : "";
        bool isDate =
            DateOnly.TryParseExact(Of("from"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly from);
        bool isChecked = DateOnly.TryParseExact(
            Of("checkedOn"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly checkedOn);
        return new Parameter(path, Of("value"), isDate ? from : null, Of("source"), Of("status") == "assumed", (int)entry.Start.Line)
        {
            CheckedOn = isChecked ? checkedOn : null, Link = Of("link") is { Length: > 0 } link ? link : null,
        };
    }
}
