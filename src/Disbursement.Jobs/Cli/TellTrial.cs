using System.Globalization;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Households;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Cli.Screens;
using Disbursement.Jobs.Printing;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Questions;
using Spectre.Console;

namespace Disbursement.Jobs.Cli;

/// <summary>Shows what another policy pack would change.</summary>
internal static class TellTrial
{
    public static void Write(PackTrial trial, bool isChinese)
    {
        string Say(string chinese, string english) => isChinese ? chinese : english;
        Screen.WriteLine(Say(
            $"{trial.Year} 年名册 {trial.Households} 户（另有 {trial.Rejected} 户退回，未计）；现行政策包 {trial.Inputs.PackReading.Sha256[..12]}，试算政策包 "
                + $"{trial.Other.Sha256[..12]}。账目未变动。",
            $"{Counted.Of(trial.Households, "household")} of {trial.Year} ({trial.Rejected} rejected left out); present pack "
                + $"{trial.Inputs.PackReading.Sha256[..12]}, tried pack {trial.Other.Sha256[..12]}. The books are as they were."));
        Tables.Print(Heads(trial, Say));
        Tables.Print(Funding(trial, Say));
        foreach (TrialChange change in trial.Largest)
            Change(change, trial, Say, isChinese);
    }

    public static byte[] ToJson(PackTrial trial) => JsonBytes.Of(new
    {
        trial.Year,
        Present = trial.Inputs.PackReading.Sha256,
        Tried = trial.Other.Sha256,
        Households = new { Accepted = trial.Households, trial.Rejected },
        Sums = InOrder(trial).Select(one => new
        {
            Scheme = one.Scheme.Code,
            one.County,
            HeadsBefore = one.Sums.Before,
            HeadsAfter = one.Sums.After,
            one.Sums.Entering,
            one.Sums.Leaving,
            one.Sums.Gaining,
            one.Sums.Losing,
            DueBeforeFen = one.Sums.DueBefore.Total.Fen,
            DueAfterFen = one.Sums.DueAfter.Total.Fen,
            PaidBeforeFen = one.Sums.PaidBefore.Fen,
            PaidAfterFen = one.Sums.PaidAfter.Fen,
        }),
        Funding = new { Before = Levels(FundingOf(trial, isAfter: false)), After = Levels(FundingOf(trial, isAfter: true)) },
        Largest = trial.Largest.Select(change => new
        {
            Scheme = change.Scheme.Code,
            Region = change.Before.Household.Household.RegionCode,
            RegionName = Regions(trial).Name(change.Before.Household.Household.RegionCode),
            Household = change.Before.Household.Household.Number,
            Role = change.Before.Case.Claimant.Role.Code(),
            Id = Masking.Id(change.Before.Case.Claimant.Id.ToString()),
            BeforeFen = change.DueBefore.Fen,
            AfterFen = change.DueAfter.Fen,
            Why = Why(change, isChinese: false),
        }),
    });

    private static Table Heads(PackTrial trial, Func<string, string, string> say)
    {
        Table table = new Table { Border = TableBorder.Simple }.AddColumn(say("项目", "scheme")).AddColumn(say("县（市、区）", "county"));
        foreach (string column in new[] { say("现行人数", "heads now"), say("试算人数", "heads then"), say("进入", "enter"), say("退出", "leave"),
            say("增加", "gain"), say("减少", "lose"), say("现行应发（元）", "due now, yuan"), say("试算应发（元）", "due then, yuan"),
            say("差额（元）", "difference"), say("本次实付差额", "paid now differs by") })
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (IGrouping<Scheme, (Scheme Scheme, string County, TrialSums Sums)> scheme in InOrder(trial).GroupBy(one => one.Scheme))
        {
            TrialSums all = new();
            foreach ((_, string county, TrialSums sums) in scheme)
            {
                all.Add(sums);
                Row(table, scheme.Key.Code, county, sums);
            }

            Row(table, scheme.Key.Code, say("合计", "total"), all);
        }

        return table;
    }

    private static void Row(Table table, string scheme, string county, TrialSums sums) => table.AddRow(
        scheme, county, Count(sums.Before), Count(sums.After), Count(sums.Entering), Count(sums.Leaving), Count(sums.Gaining),
        Count(sums.Losing),
        Yuan(sums.DueBefore.Total), Yuan(sums.DueAfter.Total), Yuan(sums.DueAfter.Total - sums.DueBefore.Total),
        Yuan(sums.PaidAfter - sums.PaidBefore));

    private static Table Funding(PackTrial trial, Func<string, string, string> say)
    {
        LevelSums before = FundingOf(trial, isAfter: false), after = FundingOf(trial, isAfter: true);
        Table table = new Table { Border = TableBorder.Simple }.AddColumn(say("资金来源", "funding level"));
        foreach (string column in new[] { say("现行应发（元）", "due now, yuan"), say("试算应发（元）", "due then, yuan"), say("差额（元）", "difference") })
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach ((string level, Money now, Money then) in new[]
        {
            (say("中央", "central"), before.Central, after.Central), (say("省级", "province"), before.Province, after.Province),
            (say("市级", "city"), before.City, after.City), (say("县级", "county"), before.County, after.County),
            (say("合计", "total"), before.Total, after.Total),
        })
        {
            table.AddRow(level, Yuan(now), Yuan(then), Yuan(then - now));
        }

        return table;
    }

    private static RegionNames Regions(PackTrial trial) => trial.Inputs.Terms.Exports.Regions;

    private static void Change(TrialChange change, PackTrial trial, Func<string, string, string> say, bool isChinese)
    {
        int year = trial.Year;
        Household household = change.Before.Household.Household;
        string region = Regions(trial).Shown(household.RegionCode);
        Screen.WriteLine(say(
            $"{change.Scheme.Code} {region} {household.Number} {RoleOf(change, isChinese)} "
                + $"{Masking.Id(change.Before.Case.Claimant.Id.ToString())}：{year} 年 {Yuan(change.DueBefore)} → {Yuan(change.DueAfter)}",
            $"{change.Scheme.Code} {region} {household.Number} {RoleOf(change, isChinese)} "
                + $"{Masking.Id(change.Before.Case.Claimant.Id.ToString())}: {year} {Yuan(change.DueBefore)} → {Yuan(change.DueAfter)}"));
        foreach (string line in Why(change, isChinese))
            Screen.WriteLine($"    {line}");
    }

    /// <summary>What the two packs find differently: conditions whose months differ, and rates that do.</summary>
    private static List<string> Why(TrialChange change, bool isChinese)
    {
        Explanation? before = Explained(change.Before.Case, change.Scheme), after = Explained(change.After.Case, change.Scheme);
        IReadOnlyList<Finding> told = before?.Findings ?? [], tells = after?.Findings ?? [];
        List<string> lines = [];
        foreach (string code in told.Concat(tells).Select(finding => finding.Condition.Code).Distinct())
        {
            Finding? old = told.FirstOrDefault(finding => finding.Condition.Code == code),
                now = tells.FirstOrDefault(finding => finding.Condition.Code == code);
            if (old?.Allowed == now?.Allowed)
                continue;

            Condition condition = (now ?? old)!.Condition;
            lines.Add(
                string.Create(CultureInfo.InvariantCulture, $"{condition.Code} {(isChinese ? condition.Chinese : condition.English)}: "
                    + $"{Months(old)} → {Months(now)} ({(now ?? old)!.Tell(isChinese)})"));
        }

        foreach (string path in (before?.Rates ?? []).Concat(after?.Rates ?? []).Select(rate => rate.Path).Distinct())
        {
            Parameter? old =
                before?.Rates.FirstOrDefault(rate => rate.Path == path), now = after?.Rates.FirstOrDefault(rate => rate.Path == path);
            if (old?.Value != now?.Value)
                lines.Add($"{path}: {old?.Value ?? "–"} → {now?.Value ?? "–"}");
        }

        return lines;
    }

    /// <summary>How a pack comes to its decision; null where it has no such scheme: the other one ends it, or begins it.</summary>
    private static Explanation? Explained(Case one, Scheme scheme) =>
        one.Pack.Has(scheme) ? ExplainDecision.Run(one, one.Rules.Of(scheme)) : null;

    private static string Months(Finding? finding) => finding is null
        ? "–"
        : finding.Allowed.IsNone
        ? "✗"
        : finding.Allowed.IsAll
        ? "✓"
        : finding.Allowed.ToString();

    private static LevelSums FundingOf(PackTrial trial, bool isAfter)
    {
        LevelSums sums = default;
        PolicyPack pack = isAfter ? trial.Other.Pack! : trial.Inputs.Pack;
        foreach ((Scheme scheme, _, TrialSums one) in InOrder(trial).Where(one => pack.Has(one.Scheme)))
        {
            Layered due = isAfter ? one.DueAfter : one.DueBefore;
            sums += pack.TermsOf(scheme).Funding.Split(due.Base) + new LevelSums(Money.Zero, due.Province, due.City, due.County);
        }

        return sums;
    }

    private static object Levels(LevelSums sums) =>
        new { CentralFen = sums.Central.Fen, ProvinceFen = sums.Province.Fen, CityFen = sums.City.Fen, CountyFen = sums.County.Fen };

    /// <summary>Schemes in the order of the present pack, then those that only the other has.</summary>
    private static IEnumerable<(Scheme Scheme, string County, TrialSums Sums)> InOrder(PackTrial trial)
    {
        List<Scheme> order = [.. trial.Inputs.Pack.Schemes.Union(trial.Other.Pack!.Schemes)];
        return trial.Sums.Select(one => (one.Key.Scheme, one.Key.County, one.Value)).OrderBy(one => order.IndexOf(one.Scheme))
            .ThenBy(one => one.County, StringComparer.Ordinal);
    }

    private static string RoleOf(TrialChange change, bool isChinese) =>
        change.Before.Case.Claimant.Role is var role && isChinese ? role.InChinese() : role.Code();

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Yuan(Money money) => money.Grouped();
}
