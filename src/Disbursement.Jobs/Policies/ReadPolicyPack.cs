using System.Globalization;
using System.Security.Cryptography;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Yaml;
using YamlDotNet.RepresentationModel;

namespace Disbursement.Jobs.Policies;

/// <summary>A pack as read: the pack itself where it has no defects, and the bytes it was read from.</summary>
internal sealed record PackReading(PolicyPack? Pack, IReadOnlyList<YamlDefect> Defects, byte[] Bytes)
{
    /// <summary>SHA-256 of the file, lower-case hexadecimal.</summary>
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Bytes));
}

/// <summary>Reads a policy pack and names every mistake in it with file, line and key.</summary>
internal static class ReadPolicyPack
{
    private static readonly string[] BesideValues = ["status", "source", "checkedOn", "link"];

    public static PackReading Run(string file)
    {
        FileInfo info = new(file);
        if (RegularFile.WhyNot(file, mayBeLink: true) is { } otherKind)
            return Refused(file, otherKind.English, []);
        if (!info.Exists)
            return Refused(file, "the file does not exist", []);
        if (info.Length > LoadYaml.LargestText)
            return Refused(file, "a policy pack is at most 4 MiB", []);

        return Run(file, File.ReadAllBytes(file));
    }

    public static PackReading Run(string file, byte[] bytes)
    {
        (YamlMappingNode? root, int line, FileRemark? refusal) = LoadYaml.Run(bytes);
        if (root is null)
            return new PackReading(null, [new YamlDefect(file, line, line == 0 ? "pack" : "yaml", refusal!.English)], bytes);

        List<YamlDefect> defects = [];
        PolicyPack pack = Read(new YamlMap(root, "", 1, defects, file), root, defects, file);
        return new PackReading(defects.Count == 0 ? pack : null, [.. defects.OrderBy(defect => defect.Line)], bytes);
    }

    private static PackReading Refused(string file, string problem, byte[] bytes) =>
        new(null, [new YamlDefect(file, 0, "pack", problem)], bytes);

    private static PolicyPack Read(YamlMap root, YamlMappingNode yaml, List<YamlDefect> defects, string file)
    {
        string currency = root.Text("currency", "CNY", isOptional: true);
        if (currency != "CNY")
            root.Mistake("currency", $"'{currency}': only CNY is paid");
        string zone = root.Text("timeZone", "Asia/Shanghai", isOptional: true);
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            root.Mistake("timeZone", $"'{zone}' is not a known time zone");

        YamlMap limits = root.Child("limits");
        YamlMap schemes = root.Child("schemes");
        IReadOnlyList<SchemeDefinition> definitions = ReadDefinitions.Shipped;
        List<Parameter> parameters = [];
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
            Terms = [.. definitions.Select(definition => PackSchemes.Read(schemes.Child(definition.Scheme.Code()), definition))],
            LifeTables = [.. PackLifeTables.Read(root)],
            PostingTerms = Posting(root),
            Parameters = parameters,
        };
        limits.NoMore();
        schemes.NoMore();
        root.NoMore();
        bool areRatesRead = !defects.Any(defect => defect.Key.StartsWith("schemes.sab.rate", StringComparison.Ordinal)
            || defect.Key.StartsWith("schemes.sad.rate", StringComparison.Ordinal));
        if (areRatesRead)
            NoDisabilityAboveDeath(pack, schemes);
        return pack;
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

    /// <summary>A disabled child never pays more than a dead one, on any day and in any county.</summary>
    private static void NoDisabilityAboveDeath(PolicyPack pack, YamlMap schemes)
    {
        Rate bereaved = pack.TermsOf(Scheme.Sab).Rate("rate"), disabled = pack.TermsOf(Scheme.Sad).Rate("rate");
        IEnumerable<string> counties = bereaved.County.Keys.Union(disabled.County.Keys).Append("");
        foreach (string county in counties)
        {
            IEnumerable<DateOnly> days = new[] { bereaved, disabled }.SelectMany(rate => Layers(rate, county)).Select(entry => entry.From)
                .Distinct().Order();
            foreach (DateOnly day in days)
            {
                Money death = bereaved.On(day, county).Total, disability = disabled.On(day, county).Total;
                if (disability > death)
                {
                    string where = county.Length > 0 ? $" in county {county}" : "";
                    schemes.Child("sad")
                        .Mistake("rate", $"on {day:yyyy-MM-dd}{where} the sad rate {disability} is above the sab rate {death}");
                    break;
                }
            }
        }
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
