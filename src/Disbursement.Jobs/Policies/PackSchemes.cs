using Disbursement.Domain.Amounts;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Workbooks;
using Disbursement.Jobs.Yaml;

namespace Disbursement.Jobs.Policies;

/// <summary>Reads the section of a scheme in a policy pack: what every scheme has, and the parameters of its definition.</summary>
internal static class PackSchemes
{
    private const int LongestGroup = 32;

    public static SchemeTerms Read(YamlMap node, SchemeDefinition definition)
    {
        SchemeTerms terms = Shared(node, definition) with
        {
            Values = [.. definition.Parameters.Select(parameter => (parameter.Name, Value: Value(node, parameter)))
                .Where(value => value.Value is not null).Select(value => (value.Name, value.Value!))],
        };
        node.NoMore();
        return terms;
    }

    private static object? Value(YamlMap node, ParameterDefinition parameter)
    {
        if (parameter.IsOptional && !node.Keys.Contains(parameter.Name))
            return parameter.Type == ParameterType.Choice ? parameter.Words[0] : null;

        return parameter.Type switch
        {
            ParameterType.Whole => node.Whole(parameter.Name, parameter.Least, parameter.Most),
            ParameterType.Day => node.Day(parameter.Name),
            ParameterType.YesNo => node.YesNo(parameter.Name, fallback: false, isOptional: false),
            ParameterType.Choice => Choice(node, parameter),
            ParameterType.Rate => Rate(node, parameter.Name),
            ParameterType.RateByCode => ByCode(node, parameter),
            ParameterType.RateByAge => ByAge(node, parameter),
            ParameterType.Amounts => node.Amounts(parameter.Name),
            _ => node.Percentages(parameter.Name),
        };
    }

    private static string Choice(YamlMap node, ParameterDefinition parameter)
    {
        string text = node.Text(parameter.Name);
        if (text.Length > 0 && !parameter.Words.Contains(text))
            node.Mistake(parameter.Name, $"'{text}' is not one of {string.Join(", ", parameter.Words)}",
                $"“{text}”不是下列之一：{string.Join("、", parameter.Words)}");
        return text;
    }

    private static List<(string Key, Rate Rate)> ByCode(YamlMap node, ParameterDefinition parameter)
    {
        YamlMap codes = node.Child(parameter.Name);
        List<(string, Rate)> rates = [.. parameter.Words.Where(codes.Keys.Contains).Select(word => (word, Rate(codes, word)))];
        codes.NoMore();
        if (rates.Count == 0)
            node.Mistake(parameter.Name, $"names no rate for any of {string.Join(", ", parameter.Words)}",
                $"没有下列任何一项的标准：{string.Join("、", parameter.Words)}");
        return rates;
    }

    private static List<(string Key, Rate Rate)> ByAge(YamlMap node, ParameterDefinition parameter)
    {
        List<(string Key, Rate Rate)> steps = [];
        int before = -1;
        foreach (YamlMap step in node.Items(parameter.Name))
        {
            int upTo = step.Whole("upTo", 0, 999);
            if (upTo <= before)
                step.Mistake("upTo", $"{upTo} does not rise above {before}: put the steps in rising order",
                    $"{upTo} 没有大于前一项 {before}：请按从小到大排列");
            before = upTo;
            steps.Add((upTo.ToString(System.Globalization.CultureInfo.InvariantCulture), Layers(step)));
            step.NoMore();
        }

        return steps;
    }

    /// <summary>What every scheme has. How one accrues stands in its definition, so the pack can only confirm it.</summary>
    private static SchemeTerms Shared(YamlMap node, SchemeDefinition definition)
    {
        string name = definition.Accrual.ToString(), accrual = char.ToLowerInvariant(name[0]) + name[1..],
            stated = node.Text("accrual", accrual);
        if (stated != accrual)
            node.Mistake("accrual", $"'{stated}': this scheme accrues {accrual}; another way is another formula, not a parameter",
                $"“{stated}”：本项目按 {accrual} 计发；计发方式属于公式，不能用参数改变");
        string title = node.Text("title");
        if (title.Any(char.IsControl) || XmlText.FirstForbidden(title) >= 0)
            node.Mistake("title", "holds a character that payment files cannot: type it again without control characters",
                "含有付款文件不能写的字符：请重新输入，不要含控制字符");
        return new SchemeTerms
        {
            Scheme = definition.Scheme,
            Title = title,
            DeathCutoff = node.Choice("deathCutoff", DeathCutoff.DeathMonth, isOptional: true),
            Recovery = HowRecovered(node),
            OffsetGroup = OffsetGroup(node),
            Funding = Funding(node),
            Values = [],
        };
    }

    /// <summary>
    /// The group that shares a receivable. Its name is a part of an account, which ledger rows, exports and the numbers of receivables are
    /// taken apart by.
    /// </summary>
    private static string? OffsetGroup(YamlMap node)
    {
        const string key = "offsetGroup";
        string? group = node.OptionalText(key);
        if (group is not null
            && (group.Length > LongestGroup || group.Any(letter => letter is not ('-' or '_') && !char.IsLetterOrDigit(letter))))
            node.Mistake(key, $"'{group}' is not 1 to {LongestGroup} letters, digits, hyphens and underscores",
                $"“{group}”不是 1 到 {LongestGroup} 个字母、数字、连字符和下划线");
        return group;
    }

    /// <summary><c>recovery</c>; older packs say <c>recover: true</c> for offset and <c>false</c> for none.</summary>
    private static RecoveryMethod HowRecovered(YamlMap node)
    {
        bool isRecovered = node.YesNo("recover", fallback: true, isOptional: true);
        if (!node.Keys.Contains("recovery"))
            return isRecovered ? RecoveryMethod.Offset : RecoveryMethod.None;

        RecoveryMethod method = node.Choice("recovery", RecoveryMethod.Offset);
        if (node.Keys.Contains("recover") && isRecovered == (method == RecoveryMethod.None))
            node.Mistake("recover", "says otherwise than recovery: take recover away and leave recovery alone",
                "与 recovery 矛盾：请删除 recover，只留 recovery");
        return method;
    }

    private static Shares Funding(YamlMap node)
    {
        int before = node.MistakesSoFar;
        YamlMap funding = node.Child("funding");
        Shares shares = new(funding.Whole("central", 0, 100), funding.Whole("province", 0, 100), funding.Whole("city", 0, 100),
            funding.Whole("county", 0, 100));
        int sum = shares.Central + shares.Province + shares.City + shares.County;
        if (sum != 100 && node.Keys.Contains("funding") && node.MistakesSoFar == before)
            funding.MistakeOfAll($"the percentages add up to {sum}, not to 100", $"各级百分比之和是 {sum}，应为 100");
        _ = funding.IsAssumed(isOptional: true);
        _ = funding.OptionalText("source");
        funding.NoMore();
        return shares;
    }

    private static Rate Rate(YamlMap node, string key)
    {
        YamlMap rate = node.Child(key);
        Rate read = Layers(rate);
        rate.NoMore();
        return read;
    }

    private static Rate Layers(YamlMap rate)
    {
        Dictionary<string, IReadOnlyList<Dated<Money>>> counties = [];
        YamlMap county = rate.Child("county", isOptional: true);
        foreach (string code in county.Keys.ToList())
        {
            if (code.Length != 6 || !code.All(char.IsAsciiDigit))
                county.Mistake(code, $"'{code}' is not a county code of six digits", $"“{code}”不是六位数字的区县代码");
            counties[code] = county.Amounts(code);
        }

        return new Rate
        {
            Base = rate.Amounts("base"),
            Province = rate.Amounts("province", isOptional: true),
            City = rate.Amounts("city", isOptional: true),
            County = counties,
        };
    }
}
