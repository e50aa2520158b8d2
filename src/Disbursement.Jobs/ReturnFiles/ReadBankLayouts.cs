using System.Globalization;
using System.Security.Cryptography;
using Disbursement.Domain.Returns;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Yaml;

namespace Disbursement.Jobs.ReturnFiles;

/// <summary>Reads the layouts of banks, <c>banks/*.yaml</c> of the inputs folder; each mistake is told with file, line and key.</summary>
internal static class ReadBankLayouts
{
    private const int MostFiles = 200;
    private const int MostDaysToAnswer = 3660;
    private const int MostPlace = 200;
    private const int MostTold = 5;
    private const string LettersOfDays = "yMdHhmsT年月日时分秒 -/.:'";

    private static readonly BankLayout[] BuiltIn = [BankLayout.Own, BankLayout.Pain002];

    private static readonly (string Key, ReturnField Field)[] Columns =
    [
        ("number", ReturnField.PaymentNo), ("sequence", ReturnField.Sequence), ("account", ReturnField.Account),
        ("name", ReturnField.AccountName), ("county", ReturnField.County), ("amount", ReturnField.Amount), ("status", ReturnField.Status),
        ("reason", ReturnField.Reason), ("settled_on", ReturnField.SettledOn),
    ];

    /// <summary>All layouts of a folder.</summary>
    /// <param name="folder">The folder; null, or one that is not there, for none.</param>
    /// <param name="chosen">The layout that was named; null where the file itself must tell.</param>
    /// <returns>The layouts, or why the named one cannot be used.</returns>
    public static (BankLayouts Layouts, ReturnRemark? Refusal) Run(string? folder, string? chosen)
    {
        List<BankLayout> banks = [];
        List<(string Id, ReturnRemark Mistakes)> mistakes = [];
        string[] files = folder is not null && Directory.Exists(folder)
            ? [.. Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal)]
            : [];
        foreach (string file in files.Take(MostFiles))
        {
            string id = Path.GetFileNameWithoutExtension(file);
            (BankLayout? bank, IReadOnlyList<YamlDefect> defects) = Read(file);
            if (bank is not null)
                banks.Add(bank);
            else
                mistakes.Add((id, Told(defects)));
        }

        BankLayouts all = new(banks, null) { Mistakes = [.. mistakes.Select(one => one.Mistakes)] };
        if (files.Length > MostFiles)
            return (all, new ReturnRemark($"{folder} holds {files.Length} layouts, at most {MostFiles} are read",
                $"{folder}中有{files.Length}个版式，最多读取{MostFiles}个"));
        if (chosen is null)
            return (all, null);
        if (mistakes.FirstOrDefault(one => one.Id == chosen).Mistakes is { } wrong)
            return (all, wrong);

        return banks.Concat(BuiltIn).FirstOrDefault(bank => bank.Id == chosen) is { } bankOf
            ? (all with { Chosen = bankOf }, null)
            : (all, new ReturnRemark(
                $"no layout {chosen} in {folder}; there are {string.Join(", ", banks.Concat(BuiltIn).Select(bank => bank.Id))}",
                $"{folder}中没有版式“{chosen}”；现有{string.Join("、", banks.Concat(BuiltIn).Select(bank => bank.Id))}"));
    }

    /// <summary>One layout from its text, as it was kept.</summary>
    /// <param name="file">The name of the file, for mistakes.</param>
    /// <param name="bytes">Its bytes.</param>
    public static (BankLayout? Layout, IReadOnlyList<YamlDefect> Defects) Of(string file, byte[] bytes)
    {
        (var root, int line, FileRemark? refusal) = LoadYaml.Run(bytes);
        if (root is null)
            return (null, [new YamlDefect(file, line, "", refusal!)]);

        List<YamlDefect> defects = [];
        BankLayout layout = Layout(new YamlMap(root, "", 1, defects, file), Path.GetFileNameWithoutExtension(file));
        return defects.Count > 0
            ? (null, defects)
            : (layout with { Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)), Text = bytes }, []);
    }

    private static (BankLayout? Layout, IReadOnlyList<YamlDefect> Defects) Read(string file)
    {
        if (LoadYaml.WhyNot(file) is { } reason)
            return (null, [new YamlDefect(file, 0, "", reason)]);

        try
        {
            return Of(file, File.ReadAllBytes(file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return (null, [new YamlDefect(file, 0, "", LoadYaml.Unread(exception))]);
        }
    }

    private static BankLayout Layout(YamlMap map, string id)
    {
        string name = map.Text("name", id);
        bool hasHeader = map.YesNo("header", fallback: true, isOptional: true);
        YamlMap columns = map.Child("columns");
        Dictionary<ReturnField, LayoutColumn> places = [];
        foreach ((string key, ReturnField field) in Columns)
        {
            if (Column(columns, key, hasHeader) is { } column)
                places[field] = column with { MayBeAbsent = field is ReturnField.Reason or ReturnField.SettledOn };
        }

        columns.NoMore();
        FindBy find = map.Choice("find", FindBy.Number);
        YamlMap status = map.Child("status");
        ReturnStatus? always = status.OptionalText("all") switch
        {
            null => null,
            "failed" => ReturnStatus.Failed,
            "paid" => ReturnStatus.Paid,
            var other => Wrong(status, "all", other),
        };
        HashSet<string> paid = [.. status.Texts("paid", isOptional: always is not null).Select(BankLayout.Word)],
            failed = [.. status.Texts("failed", isOptional: always is not null).Select(BankLayout.Word)];
        if (paid.FirstOrDefault(failed.Contains) is { } both)
            status.Mistake("failed", $"'{both}' stands in paid too: leave one of the two", $"“{both}”也写在 paid 中：请只留一处");
        status.NoMore();
        foreach (ReturnField needed in Needed(find, always))
        {
            if (!places.ContainsKey(needed))
                columns.Mistake(Columns.First(one => one.Field == needed).Key,
                    $"is missing: find: {find.ToString().ToLowerInvariant()} needs it",
                    $"缺少此列：find: {find.ToString().ToLowerInvariant()} 需要它");
        }

        if (always is not null && places.ContainsKey(ReturnField.Status))
            columns.Mistake("status", "has no meaning where status says all: take one of the two away", "status 已写 all 时没有意义：请删去其一");

        // Without a status, it is the column of reasons that tells a list of failures from any other list of accounts.
        if (always is not null && places.TryGetValue(ReturnField.Reason, out LayoutColumn? reasons))
            places[ReturnField.Reason] = reasons with { MayBeAbsent = false };
        YamlMap amounts = map.Child("amounts", isOptional: true);
        string point = amounts.Text("decimal", ".", isOptional: true),
            thousands = amounts.Text("thousands", point == "," ? "." : ",", isOptional: true);
        if (point is not ("." or ","))
            amounts.Mistake("decimal", $"'{point}' is neither . nor ,", $"“{point}”既不是 . 也不是 ,");
        if (thousands is not ("." or "," or "none") || thousands == point)
            amounts.Mistake("thousands", $"'{thousands}' is not the other one of . and , nor none",
                $"“{thousands}”不是 . 和 , 中的另一个，也不是 none");
        AmountUnit unit = amounts.Choice("unit", AmountUnit.Yuan, isOptional: true);
        amounts.NoMore();
        string[] days = [.. map.Texts("days", isOptional: true)];
        foreach (string form in days.Where(form => !IsFormOfDays(form)))
            map.Mistake("days", $"'{form}' is no form of a day, such as yyyy-MM-dd HH:mm:ss",
                $"“{form}”不是日期格式，例如 yyyy-MM-dd HH:mm:ss");
        int window = map.Keys.Contains("answersWithin") ? map.Whole("answersWithin", 1, MostDaysToAnswer) : BankLayout.UsualDaysToAnswer;
        map.NoMore();
        return new BankLayout
        {
            Id = id, Name = name, English = name, Find = find, Columns = places, HasHeader = hasHeader, Always = always,
            PaidWords = paid.Count > 0 ? paid : BankLayout.Own.PaidWords,
            FailedWords = failed.Count > 0 ? failed : BankLayout.Own.FailedWords,
            DecimalPoint = point[0], Thousands = thousands == "none" ? null : thousands[0], Unit = unit, Days = days, DaysToAnswer = window,
        };
    }

    /// <summary>A column by its names, or by its place.</summary>
    private static LayoutColumn? Column(YamlMap columns, string key, bool hasHeader)
    {
        string[] names = [.. columns.Texts(key, isOptional: true)];
        if (names.Length == 0)
            return null;
        if (names is [var only] && int.TryParse(only, NumberStyles.None, CultureInfo.InvariantCulture, out int place))
        {
            if (place is < 1 or > MostPlace)
                columns.Mistake(key, $"{only} is no place from 1 to {MostPlace}", $"{only} 不是 1 到 {MostPlace} 的列号");
            return new LayoutColumn([], place, false);
        }

        if (!hasHeader)
            columns.Mistake(key, "must be a place such as 3, since header is false", "header 为 false 时应为 3 这样的列号");
        return new LayoutColumn([.. names.Select(ColumnNames.Key)], 0, false);
    }

    private static IEnumerable<ReturnField> Needed(FindBy find, ReturnStatus? always)
    {
        yield return always is null ? ReturnField.Status : ReturnField.Reason;
        if (find == FindBy.Number)
            yield return ReturnField.PaymentNo;
        if (find == FindBy.Sequence)
            yield return ReturnField.Sequence;
        if (find != FindBy.Number)
            yield return ReturnField.Account;
        if (find == FindBy.Account)
        {
            yield return ReturnField.AccountName;
            yield return ReturnField.Amount;
        }
    }

    private static bool IsFormOfDays(string form)
    {
        DateTime sample = new(2026, 11, 28, 13, 45, 56);
        CultureInfo culture = CultureInfo.InvariantCulture;
        return form.All(LettersOfDays.Contains) && new[] { "yyyy", "M", "d" }.All(form.Contains)
            && DateTime.TryParseExact(sample.ToString(form, culture), form, culture, DateTimeStyles.None, out DateTime read)
            && read.Date == sample.Date;
    }

    private static ReturnStatus? Wrong(YamlMap map, string key, string word)
    {
        map.Mistake(key, $"'{word}' is neither paid nor failed", $"“{word}”既不是 paid 也不是 failed");
        return null;
    }

    private static ReturnRemark Told(IReadOnlyList<YamlDefect> defects)
    {
        IEnumerable<YamlDefect> told = defects.Take(MostTold);
        return new ReturnRemark($"a layout has mistakes: {string.Join("; ", told.Select(defect => defect.Say(isChinese: false)))}",
            $"版式文件有误：{string.Join("；", told.Select(defect => defect.Say(isChinese: true)))}");
    }
}
