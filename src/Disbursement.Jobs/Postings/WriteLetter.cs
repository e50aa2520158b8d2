using System.Globalization;
using System.Net;
using System.Text;
using Disbursement.Domain.Amounts;

namespace Disbursement.Jobs.Postings;

/// <summary>What a letter of request says.</summary>
internal sealed record Letter(string Number, string Name, string Id, string Region, string Household, string Bureau, string Account,
    Money Open, DateOnly Since, DateOnly Written, DateOnly Until);

/// <summary>A letter that asks for a receivable 催缴通知, as a page that prints well. It needs nothing from elsewhere.</summary>
internal static class WriteLetter
{
    private const string Style = """
        @page { size: A4; margin: 25mm 22mm;
          @bottom-center { content: counter(page) " / " counter(pages); font-size: 9pt } }
        body { font: 12pt/1.8 "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif; color: #000; background: #fff;
          margin: 1.5rem auto; max-width: 42rem; padding: 0 1rem }
        h1 { font-size: 18pt; text-align: center; margin: 0 0 1.5em }
        .end { text-align: right; margin-top: 3em }
        @media print { body { margin: 0; max-width: none; padding: 0 } }
        """;

    public static void Run(Stream output, Letter letter, bool isChinese)
    {
        using StreamWriter page = new(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        string title = isChinese ? "计划生育家庭待遇催缴通知" : "Request for repayment";
        page.WriteLine($"<!doctype html>\n<html lang=\"{(isChinese ? "zh-CN" : "en")}\">\n<head>\n<meta charset=\"utf-8\">"
            + $"\n<title>{title} {Text(letter.Number)}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n<h1>{title}</h1>");
        foreach (string line in isChinese ? Chinese(letter) : English(letter))
            page.WriteLine($"<p>{Text(line)}</p>");
        string seal = isChinese ? "（盖章）" : " (seal)";
        page.WriteLine($"<p class=\"end\">{Text(letter.Bureau)}{seal}<br>{Day(letter.Written)}</p>\n</body>\n</html>");
    }

    private static string[] Chinese(Letter letter) =>
    [
        $"编号：{letter.Number}",
        $"{letter.Name}（{letter.Id}，户编号 {letter.Household}，{letter.Region}）或其继承人：",
        $"经核对，您名下多领计划生育家庭奖励扶助资金 {letter.Open.Grouped()} 元（大写：{letter.Open.InCapitals()}，"
            + $"自 {Day(letter.Since)} 起记账）。请于 {Day(letter.Until)} 前退回。",
        $"收款单位：{letter.Bureau}；账号：{letter.Account}；附言请写本通知编号。",
        "如有异议，请在上述期限内向本单位提出。已退回的，请携带凭证告知。",
    ];

    private static string[] English(Letter letter) =>
    [
        $"Number: {letter.Number}",
        $"To {letter.Name} ({letter.Id}, household {letter.Household}, {letter.Region}) or the heirs:",
        $"You were paid {letter.Open.Grouped()} yuan of family-planning benefits too much, which has been in the books since "
            + $"{Day(letter.Since)}. Please pay it back before {Day(letter.Until)}.",
        $"To: {letter.Bureau}, account {letter.Account}. Please name the number of this letter.",
        "If you object, tell us before that day. If you have paid it back, show us the receipt.",
    ];

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
