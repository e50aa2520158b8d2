using System.Text.RegularExpressions;

namespace Disbursement.Jobs.Cli.Words;

/// <summary>
/// What a command line lacks, said as a person would: the library that reads it names types of the program, and knows some sentences in
/// English alone.
/// </summary>
internal static partial class UsageWords
{
    public static string Say(string message, bool isChinese)
    {
        if (Missing().Match(message) is { Success: true } missing)
            return isChinese ? $"缺少必填选项 {missing.Groups[1].Value}。" : message;
        if (NotOfType().Match(message) is { Success: true } wrong)
            return isChinese
                ? $"{wrong.Groups[2].Value} 的值“{wrong.Groups[1].Value}”不对。"
                : $"'{wrong.Groups[1].Value}' is not a value that {wrong.Groups[2].Value} takes.";
        if (Twice().Match(message) is { Success: true } twice)
            return isChinese
                ? $"{twice.Groups[1].Value} 只能给一个值，现有 {twice.Groups[2].Value} 个。"
                : $"{twice.Groups[1].Value} takes one value, and {twice.Groups[2].Value} were given.";

        return message.Replace("。.", "。", StringComparison.Ordinal).Replace("”.", "”。", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^Option '(--[\w-]+)' is required\.$")]
    private static partial Regex Missing();

    [GeneratedRegex("^Cannot parse argument '(.*?)' (?:for (?:option|command) '([\\w-]+)' )?as expected type '.*'\\.$")]
    private static partial Regex NotOfType();

    [GeneratedRegex(@"^Option '(--[\w-]+)' expects a single argument but (\d+) were provided\.$")]
    private static partial Regex Twice();
}
