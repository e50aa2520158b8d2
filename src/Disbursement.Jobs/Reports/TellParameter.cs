using System.Globalization;
using Disbursement.Domain.Policies;

namespace Disbursement.Jobs.Reports;

/// <summary>A value of a pack with where it comes from, on one line.</summary>
internal static class TellParameter
{
    public static string Of(Parameter parameter, bool isChinese)
    {
        List<string> told = [parameter.Value.Length > 0 ? $"{parameter.Path} = {parameter.Value}" : parameter.Path];
        if (parameter.From is { } from)
            told.Add(string.Create(CultureInfo.InvariantCulture, $"{(isChinese ? "自" : "from ")}{from:yyyy-MM-dd}"));
        if (parameter.Source is { Length: > 0 } source)
            told.Add($"{(isChinese ? "依据：" : "source: ")}{ParameterWords.Source(source, isChinese)}");
        if (parameter.CheckedOn is { } day)
            told.Add(string.Create(CultureInfo.InvariantCulture, $"{(isChinese ? "核对于" : "checked on ")}{day:yyyy-MM-dd}"));
        if (parameter.Link is { } link)
            told.Add(link);
        return string.Join(isChinese ? "，" : ", ", told);
    }
}
