using System.Globalization;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Cli.Screens;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Printing;
using Spectre.Console;

namespace Disbursement.Jobs.Cli;

/// <summary>Prints what a run would say of a roster.</summary>
internal static class TellRoster
{
    public static void Run(string name, RosterCheck check, bool isChinese)
    {
        string Say(string chinese, string english) => isChinese ? chinese : english;
        if (check.Refusal is { } refusal)
        {
            Screen.WriteLine(Say($"{name}：整份拒收：{refusal.Chinese}。", $"{name}: refused whole: {refusal.English}."));
            return;
        }

        Screen.WriteLine(Say(
            $"{name}：{Text(check.Reading.Rows)} 行，{Text(check.Households)} 户：受理 {Text(check.Accepted)}，退回 {Text(check.Rejected)}，被更正替代 "
                + $"{Text(check.Replaced)}",
            $"{name}: {Counted.Of(check.Reading.Rows, "row")}, {Counted.Of(check.Households, "household")}: {Text(check.Accepted)} "
                + $"accepted, {Text(check.Rejected)} rejected, {Text(check.Replaced)} replaced by corrections"));
        Table counties = Plain(Say("区县", "county"), Say("受理", "accepted"), Say("退回", "rejected"));
        foreach (Acceptance county in check.Counties)
            counties.AddRow(Markup.Escape(county.County), Text(county.Accepted), Text(county.Rejected));
        Tables.Print(counties);
        foreach (FileRemark remark in check.Reading.Warnings)
            Screen.WriteLine(remark.Say(isChinese));
        if (check.Problems.Count > 0)
        {
            Table problems = Plain(Say("代码", "code"), Say("行数", "rows"), Say("位置", "place"), Say("列", "column"), Say("问题", "problem"));
            foreach (FoundProblem problem in check.Problems)
            {
                foreach ((int i, ProblemPlace place) in problem.Places.Index())
                    problems.AddRow(i == 0 ? problem.Code : "", i == 0 ? Text(problem.Rows) : "", Markup.Escape(place.Row),
                        Markup.Escape(place.Cell is { } cell ? $"{cell.Letters} {cell.Text}" : ""),
                        Markup.Escape(place.Said.Say(isChinese)));
            }

            Tables.Print(problems);
        }

        if (check.Against is { } against)
            Screen.WriteLine(Say(
                $"已有同名文件（SHA-256 {against.Sha256}，{Text(against.Households)} 户）：新文件少 {Text(against.Gone)} 户"
                    + $"{Some("：", "、", against)}，多 {Text(against.New)} 户。",
                $"A file of this name lies there (SHA-256 {against.Sha256}, {Counted.Of(against.Households, "household")}): the new one "
                    + $"has {Text(against.Gone)} fewer of them{Some(": ", ", ", against)}, and {Text(against.New)} that it has not."));
    }

    /// <summary>The same as one document; it names nobody.</summary>
    public static byte[] Json(string name, RosterCheck check) => JsonBytes.Of(new
    {
        Name = name, check.Reading.Sha256, check.Reading.Bytes, Refusal = check.Refusal?.English, check.Reading.Rows, check.Accepted,
        check.Rejected, check.Replaced,
        Counties = check.Counties.Select(county => new { county.County, county.Accepted, county.Rejected }),
        Columns = check.Header.Select(cell => new { cell.Letters, cell.Text, Column = cell.Field(isChinese: false) }),
        Warnings = check.Reading.Warnings.Select(remark => remark.English),
        Problems = check.Problems.Select(problem => new
        {
            problem.Code, problem.Rows,
            Places = problem.Places.Select(place => new { place.Row, Column = place.Cell?.Letters, Problem = place.Said.English }),
        }),
        Replaces = check.Against is { } against ? new { against.Sha256, against.Households, against.Gone, against.New } : null,
    });

    private static Table Plain(params string[] columns) => new Table { Border = TableBorder.Simple }.AddColumns(columns);

    private static string Some(string before, string between, RosterDifference against) => against.Gone == 0
        ? ""
        : before + string.Join(between, against.FirstGone) + (against.Gone > against.FirstGone.Count ? " …" : "");

    private static string Text(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
