using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Yaml;
using YamlDotNet.RepresentationModel;

namespace Disbursement.Jobs.Policies;

/// <summary>Definitions of schemes as read: in order where they have no defects, and every defect.</summary>
internal sealed record DefinitionsReading(IReadOnlyList<SchemeDefinition> Definitions, IReadOnlyList<YamlDefect> Defects);

/// <summary>Reads the definitions of schemes and names every mistake in them with file, line and key.</summary>
internal static class ReadDefinitions
{
    private const string Suffix = ".scheme.yaml";

    private static readonly Lazy<DefinitionsReading> FromProgram = new(() => Run(OfProgram()));

    /// <summary>The definitions that the program ships.</summary>
    public static IReadOnlyList<SchemeDefinition> Shipped => FromProgram.Value.Defects.Count == 0
        ? FromProgram.Value.Definitions
        : throw new InvalidOperationException(string.Join('\n', FromProgram.Value.Defects));

    /// <summary>The files that the program ships, each with its name.</summary>
    public static IEnumerable<(string File, byte[] Bytes)> OfProgram()
    {
        System.Reflection.Assembly program = typeof(ReadDefinitions).Assembly;
        foreach (string name in program.GetManifestResourceNames().Where(name => name.EndsWith(Suffix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal))
        {
            using Stream stream = program.GetManifestResourceStream(name)!;
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            yield return (name[..^Suffix.Length] + ".yaml", bytes);
        }
    }

    /// <summary>Reads files that belong together.</summary>
    public static DefinitionsReading Run(IEnumerable<(string File, byte[] Bytes)> files)
    {
        List<YamlDefect> defects = [];
        List<(SchemeDefinition Definition, string File)> read = [];
        Dictionary<string, YamlMappingNode> roots = [];
        foreach ((string file, byte[] bytes) in files)
        {
            (YamlMappingNode? root, int line, FileRemark? refusal) = LoadYaml.Run(bytes);
            if (root is null)
            {
                defects.Add(new YamlDefect(file, line, line == 0 ? "definition" : "yaml", refusal!));
                continue;
            }

            SchemeDefinition? definition = Read(new YamlMap(root, "", 1, defects, file));
            if (definition is not null)
                read.Add((definition, file));
            roots[file] = root;
        }

        Together(read, (file, word) => LineOf(roots[file], word), defects);
        return new DefinitionsReading([.. read.Select(one => one.Definition).OrderBy(one => one.Order)], defects);
    }

    private static SchemeDefinition? Read(YamlMap root)
    {
        string code = root.Text("scheme");
        bool isKnown = Scheme.TryParse(code, out Scheme scheme);
        if (!isKnown)
            root.Mistake("scheme", $"'{code}' is not 2 to 8 lower-case letters and digits, the first a letter",
                $"“{code}”不是 2 到 8 个小写字母和数字，且以字母开头");
        YamlMap title = root.Child("title");
        string chinese = title.Text("zh"), english = title.Text("en");
        title.NoMore();
        SchemeSubject subject = root.Choice("subject", SchemeSubject.Claimant);
        IReadOnlyList<FactDefinition> facts = DefinitionFacts.Read(root, subject);
        IReadOnlyList<ParameterDefinition> parameters = Parameters(root.Child("parameters"));
        DefinitionArguments arguments = new(parameters, subject, facts);
        (bool needsApplication, string? column) = Application(root, subject, facts, arguments);
        YamlMap amount = root.Child("amount");
        AccrualKind accrual = amount.Choice("accrual", AccrualKind.Monthly);
        SchemeDefinition definition = new()
        {
            Scheme = scheme,
            Order = root.Whole("order", 1, 1000),
            Chinese = chinese,
            English = english,
            Source = root.Text("source"),
            Catalogue = root.Text("catalogue", isOptional: true),
            Subject = subject,
            PaidTo = DefinitionFacts.PaidTo(root, subject),
            Facts = facts,
            ApplicationFact = column,
            Parameters = parameters,
            ConsideredWhen = [.. root.Items("consideredWhen").Select(item => Condition(item, arguments, isNamed: false))],
            NeedsApplication = needsApplication,
            Conditions = [.. root.Items("conditions").Select(item => Condition(item, arguments, isNamed: true))],
            Accrual = accrual,
            Amount = arguments.Read(amount, AmountArguments.Of(accrual, amount.Keys.Contains(AmountArguments.By))),
        };
        Amount(amount, definition);
        amount.NoMore();
        if (definition.ConsideredWhen.Count == 0)
            root.Mistake("consideredWhen", "names no condition: the scheme would be considered for everybody",
                "没有条件：本项目将对所有人审查，请至少写一个条件");
        if (definition.Conditions.Count > Decision.MostConditions - 3)
            root.Mistake("conditions", $"has more than {Decision.MostConditions - 3} conditions", $"条件超过 {Decision.MostConditions - 3} 个");
        foreach (ConditionDefinition twice in definition.Conditions.GroupBy(condition => condition.Code).Where(codes => codes.Count() > 1)
            .Select(codes => codes.Last()))
            root.Mistake("conditions", $"the code {twice.Code} stands twice: give one of the two another code",
                $"代码 {twice.Code} 重复：请给其中一个换代码");
        foreach (string unused in parameters.Select(parameter => parameter.Name).Except(arguments.Used))
            root.Mistake("parameters", $"{unused} is used by no condition and not by the amount: take it away, or use it",
                $"条件和金额都未用到 {unused}：请删除，或加以使用");
        foreach (string unused in facts.Select(fact => fact.Name).Except(arguments.UsedFacts))
            root.Mistake("facts", $"{unused} is used by no condition, not by the amount and not by the application: take it away or use it",
                $"条件、金额和申请都未用到 {unused}：请删除，或加以使用");
        root.NoMore();
        return isKnown ? definition : null;
    }

    /// <summary><c>true</c> for the column that every roster has, or the name of a further column that is a date.</summary>
    private static (bool IsNeeded, string? Column) Application(YamlMap root, SchemeSubject subject, IReadOnlyList<FactDefinition> facts,
        DefinitionArguments arguments)
    {
        const string key = "needsApplication";
        string text = root.Text(key);
        if (text is "false" || text is "true" && subject == SchemeSubject.Claimant)
            return (text is "true", null);

        if (!facts.Any(fact => fact.Name == text && fact.Type == FactType.Date && fact.Of == subject))
            root.Mistake(key, subject == SchemeSubject.Child
                ? new FileRemark($"'{text}' is neither false nor a fact of the child that is a date: a child's row has no column of its "
                    + "own for it", $"“{text}”既不是 false，也不是子女的日期类事实：子女所在行没有专门的申请日期列")
                : new FileRemark($"'{text}' is neither true nor false, and no fact of the claimant that is a date",
                    $"“{text}”既不是 true 或 false，也不是申请人的日期类事实"));
        arguments.Use(text);
        return (true, text);
    }

    private static List<ParameterDefinition> Parameters(YamlMap node)
    {
        List<ParameterDefinition> parameters = [];
        foreach (string name in node.Keys.ToList())
        {
            YamlMap item = node.Child(name);
            ParameterType type = item.Text("type") switch
            {
                "whole" => ParameterType.Whole,
                "date" => ParameterType.Day,
                "yesNo" => ParameterType.YesNo,
                "choice" => ParameterType.Choice,
                "rate" => ParameterType.Rate,
                "rateByCode" => ParameterType.RateByCode,
                "rateByAge" => ParameterType.RateByAge,
                "amounts" => ParameterType.Amounts,
                "percentages" => ParameterType.Percentages,
                var other => Unknown(item, other),
            };
            parameters.Add(new ParameterDefinition(name, type)
            {
                Least = type == ParameterType.Whole ? item.Whole("from", 0, int.MaxValue) : 0,
                Most = type == ParameterType.Whole ? item.Whole("to", 0, int.MaxValue) : 0,
                Words = type is ParameterType.Choice or ParameterType.RateByCode ? item.Texts("words") : [],
                IsOptional = item.YesNo("optional", fallback: false, isOptional: true),
                NotAbove = type == ParameterType.Rate ? Bound(item) : null,
            });
            item.NoMore();
        }

        return parameters;
    }

    /// <summary>The rate of another scheme that this one is never above, as <c>scheme.parameter</c>.</summary>
    private static (Scheme, string)? Bound(YamlMap item)
    {
        if (item.OptionalText("notAbove") is not { } text)
            return null;
        if (text.Split('.') is [var code, var name] && Scheme.TryParse(code, out Scheme scheme))
            return (scheme, name);

        item.Mistake("notAbove", $"'{text}' is not a scheme and a rate of it, such as sab.rate",
            $"“{text}”不是“项目.标准”的写法，例如 sab.rate");
        return null;
    }

    private static ParameterType Unknown(YamlMap item, string type)
    {
        item.Mistake("type", $"'{type}' is not one of whole, date, yesNo, choice, rate, rateByCode, rateByAge, amounts, percentages",
            $"“{type}”不是下列之一：whole、date、yesNo、choice、rate、rateByCode、rateByAge、amounts、percentages");
        return ParameterType.Whole;
    }

    private static ConditionDefinition Condition(YamlMap item, DefinitionArguments arguments, bool isNamed)
    {
        string code = isNamed ? item.Text("code") : "", name = item.Text("kind");
        if (isNamed && (code.Length is < 3 or > 32 || code.Any(letter => letter != '-' && !char.IsAsciiLetterUpper(letter)
            && !char.IsAsciiDigit(letter))))
            item.Mistake("code", $"'{code}' is not 3 to 32 capital letters, digits and hyphens",
                $"“{code}”不是 3 到 32 个大写字母、数字和连字符");
        if (SharedWords.All.Any(shared => shared.Code == code))
            item.Mistake("code", $"{code} is a code that every scheme has by itself: take another one",
                $"{code} 是每个项目本来就有的代码：请换一个代码");
        ConditionKind? kind = ConditionKinds.Find(name);
        if (kind is null)
            item.Mistake("kind", $"'{name}' is none of {string.Join(", ", ConditionKinds.All.Select(one => one.Name))}",
                $"“{name}”不是下列之一：{string.Join("、", ConditionKinds.All.Select(one => one.Name))}");
        ConditionDefinition condition = new(code, isNamed ? item.Text("zh") : "", isNamed ? item.Text("en") : "", name,
            arguments.Read(item, kind?.Arguments ?? []));
        if (kind is not null)
            item.NoMore();
        return condition;
    }

    private static void Amount(YamlMap node, SchemeDefinition definition)
    {
        if (definition.Accrual != AccrualKind.Once)
            return;

        string date = definition.Amount.Has(AmountArguments.QualifyingDate) ? definition.Amount.Text(AmountArguments.QualifyingDate) : "";
        if (date != AmountArguments.LastChildDeath && ClaimantFact.Find(date, definition)?.Date is null)
            node.Mistake(AmountArguments.QualifyingDate, $"'{date}' is neither a fact that is a date nor {AmountArguments.LastChildDeath}",
                $"“{date}”既不是日期类事实，也不是 {AmountArguments.LastChildDeath}");
        bool isByAge = definition.Amount.Has(AmountArguments.By);
        if (isByAge && (definition.Amount.Text(AmountArguments.By) != AmountArguments.ChildAgeAtDeath
            || date != AmountArguments.LastChildDeath))
            node.Mistake(AmountArguments.By,
                $"must be {AmountArguments.ChildAgeAtDeath}, with the qualifying date {AmountArguments.LastChildDeath}",
                $"应为 {AmountArguments.ChildAgeAtDeath}，且资格日期为 {AmountArguments.LastChildDeath}");
        if (definition.Amount.Has(AmountArguments.Fact) != definition.Amount.Has(AmountArguments.WholeWords))
            node.Mistake(AmountArguments.Fact, $"stands with {AmountArguments.WholeWords}, or neither does",
                $"应与 {AmountArguments.WholeWords} 同时写，或都不写");
    }

    /// <summary>What only shows where all are known: codes and places used twice, and schemes that go round in a circle.</summary>
    private static void Together(List<(SchemeDefinition Definition, string File)> read, Func<string, string, int> lineOf,
        List<YamlDefect> defects)
    {
        void Tell(string file, string key, string english, string chinese, string? word = null) =>
            defects.Add(new YamlDefect(file, lineOf(file, word ?? key), key, new FileRemark(english, chinese)));

        void Twice<T>(Func<SchemeDefinition, T> of, string key)
        {
            foreach (var same in read.GroupBy(one => of(one.Definition)).Where(same => same.Count() > 1))
                Tell(same.Last().File, key, $"{same.Key} is that of {same.First().File} too: each scheme has its own",
                    $"{same.Key} 与 {same.First().File} 中的相同：每个项目应各不相同");
        }

        Twice(definition => definition.Scheme.Code, "scheme");
        Twice(definition => definition.Order, "order");
        foreach ((SchemeDefinition definition, string file) in read)
        {
            foreach (FactDefinition fact in definition.Facts)
            {
                if (read.FirstOrDefault(one => one.Definition.Facts.Any(
                    other => (other.Name == fact.Name || other.Chinese == fact.Chinese) && !other.IsLike(fact))) is { File: { } elsewhere })
                    Tell(file, "facts", $"{fact.Name} {fact.Chinese} is another column in {elsewhere}: define both alike",
                        $"{fact.Name} {fact.Chinese} 在 {elsewhere} 中是另一种列：两处应定义一致", fact.Name);
            }

            if (definition.Subject == SchemeSubject.Child && read.FirstOrDefault(one => one.Definition.Subject == SchemeSubject.Child
                && !one.Definition.PaidTo.SequenceEqual(definition.PaidTo)) is { File: { } differing })
                Tell(file, "payee", $"is not that of {differing}: the money of a child goes to one person, so both name the same",
                    $"与 {differing} 中的不同：子女的钱只付给一人，两处应一致");
        }

        Dictionary<Scheme, Scheme[]> uses = read.DistinctBy(one => one.Definition.Scheme)
            .ToDictionary(one => one.Definition.Scheme, one => UsedBy(one.Definition));
        foreach ((SchemeDefinition definition, string file) in read)
        {
            foreach (Scheme missing in uses[definition.Scheme].Where(other => !uses.ContainsKey(other)))
                Tell(file, "schemes", $"{missing.Code} is no scheme of the pack", $"{missing.Code} 不是政策包中的项目",
                    missing.Code);
            foreach ((Scheme bound,
                string name) in definition.Parameters.Select(parameter => parameter.NotAbove).OfType<(Scheme, string)>())
            {
                if (!read.Any(one => one.Definition.Scheme == bound && one.Definition.Parameters.Any(
                    parameter => parameter.Name == name && parameter.Type == ParameterType.Rate)))
                    Tell(file, "notAbove", $"{bound}.{name} is no rate of the pack", $"{bound}.{name} 不是政策包中的标准", $"{bound}.{name}");
            }

            foreach (Scheme other in uses[definition.Scheme].Where(
                other => read.Any(one => one.Definition.Scheme == other && one.Definition.Subject != definition.Subject)))
                Tell(file, "schemes", $"{other} is about another subject than {definition.Scheme}: name only schemes about the same",
                    $"{other} 与 {definition.Scheme} 的对象不同：只能引用对象相同的项目", other.Code);
            if (Reaches(definition.Scheme, definition.Scheme, uses, []))
                Tell(file, "schemes", $"{definition.Scheme.Code} depends on itself, through other schemes: break the circle",
                    $"{definition.Scheme.Code} 通过其他项目依赖自身：请去掉循环引用");
        }
    }

    /// <summary>The first line of a file on which a word stands by itself, as a key or as a value.</summary>
    private static int LineOf(YamlMappingNode root, string word) =>
        (int)(root.AllNodes.OfType<YamlScalarNode>().FirstOrDefault(node => node.Value == word)?.Start.Line ?? 1);

    private static Scheme[] UsedBy(SchemeDefinition definition) =>
    [
        .. definition.ConsideredWhen.Concat(definition.Conditions)
            .Where(condition => ConditionKinds.Find(condition.Kind) is { } kind
                && kind.Arguments.Any(argument => argument.Type == ArgumentType.Schemes))
            .SelectMany(condition => condition.Arguments.Texts("schemes"))
            .Concat(definition.Amount.Texts(AmountArguments.FurtherMonthOf))
            .Select(code => Scheme.TryParse(code, out Scheme scheme) ? scheme : default).Where(scheme => scheme != default).Distinct(),
    ];

    private static bool Reaches(Scheme from, Scheme to, Dictionary<Scheme, Scheme[]> uses, HashSet<Scheme> seen) =>
        seen.Add(from) && uses.GetValueOrDefault(from, []).Any(next => next == to || Reaches(next, to, uses, seen));
}
