using System.Net;
using System.Text;
using Disbursement.Domain.Amounts;

namespace Disbursement.Jobs.Postings;

/// <summary>
/// The public posting of a county as a page that prints well: each village on sheets of its own, to be put up there. It needs nothing from
/// elsewhere.
/// </summary>
internal static class WritePostingPage
{
    private const string Style = """
        @page { size: A4; margin: 18mm 16mm 16mm; @bottom-center { content: counter(page) " / " counter(pages); font-size: 9pt } }
        body { font: 11pt/1.5 "Noto Serif CJK SC", "Source Han Serif SC", SimSun, serif; color: #000; background: #fff;
          margin: 1.5rem auto; max-width: 48rem; padding: 0 1rem }
        section { margin-bottom: 3rem; break-after: page }
        section:last-of-type { break-after: auto }
        h1 { font-size: 17pt; text-align: center; margin: 0 0 .3em }
        h2 { font-size: 12pt; text-align: center; font-weight: normal; margin: 0 0 1em }
        table { border-collapse: collapse; width: 100%; font-size: 10pt }
        thead { display: table-header-group }
        tr { break-inside: avoid }
        th, td { border: 1px solid #555; padding: 2pt 5pt; text-align: left }
        td:last-child, th:last-child { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }
        td:not(:nth-child(5)), th { white-space: nowrap }
        td:first-child, td:nth-child(4) { font-size: 9pt }
        .sum { text-align: right; margin: .5em 0 1.5em }
        @media print { body { margin: 0; max-width: none; padding: 0 } section { margin: 0 } }
        """;

    /// <summary>Writes the page; lines come in the order of villages.</summary>
    /// <returns>How many lines, and their sum.</returns>
    public static (int Lines, Money Sum) Run(Stream output, PostingHeading heading, IEnumerable<PostingLine> lines, bool isChinese)
    {
        using StreamWriter page = new(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        page.WriteLine($"<!doctype html>\n<html lang=\"{(isChinese ? "zh-CN" : "en")}\">\n<head>\n<meta charset=\"utf-8\">\n<meta "
            + $"name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        page.WriteLine($"<title>{Text(PostingText.Title(heading, isChinese))} {Text(heading.CountyName)} "
            + $"{heading.Run}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>");
        (int all, Money sum) = (0, Money.Zero);
        PostingLine? before = null;
        (int here, Money hereSum) = (0, Money.Zero);
        foreach (PostingLine line in lines)
        {
            if (line.Village != before?.Village)
            {
                if (before is not null)
                    End(page, here, hereSum, isChinese);
                Begin(page, heading, line, isChinese);
                (here, hereSum) = (0, Money.Zero);
            }

            string[] cells =
                [line.PaymentNo, line.Name, PostingText.Role(line.Role, isChinese), line.Id, line.Scheme, line.Amount.Grouped()];
            page.WriteLine($"<tr>{string.Concat(cells.Select(cell => $"<td>{Text(cell)}</td>"))}</tr>");
            (here, hereSum, all, sum, before) = (here + 1, hereSum + line.Amount, all + 1, sum + line.Amount, line);
        }

        if (before is not null)
            End(page, here, hereSum, isChinese);
        else
            page.WriteLine(
                $"<section>\n<h1>{Text(PostingText.Title(heading, isChinese))}"
                    + $"</h1>\n<p>{(isChinese ? "本批次没有拟发放的付款。" : "Nothing is to be paid in this run.")}</p>\n</section>");
        page.WriteLine("</body>\n</html>");
        return (all, sum);
    }

    private static void Begin(StreamWriter page, PostingHeading heading, PostingLine line, bool isChinese)
    {
        page.WriteLine($"<section>\n<h1>{Text(PostingText.Title(heading, isChinese))}</h1>");
        page.WriteLine($"<h2>{Text(heading.CountyName)} · {Text(PostingText.Township(heading, line, isChinese))} · "
            + $"{Text(PostingText.Village(heading, line, isChinese))}</h2>");
        page.WriteLine($"<p>{Text(PostingText.Terms(heading, isChinese))}</p>");
        page.WriteLine(
            "<table>\n<thead><tr>"
            + string.Concat(PostingText.Columns(isChinese).Select(column => $"<th scope=\"col\">{Text(column)}</th>"))
            + "</tr></thead>\n<tbody>");
    }

    private static void End(StreamWriter page, int lines, Money sum, bool isChinese) =>
        page.WriteLine($"</tbody>\n</table>\n<p class=\"sum\">{Text(PostingText.Total(lines, sum, isChinese))}</p>\n</section>");

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
