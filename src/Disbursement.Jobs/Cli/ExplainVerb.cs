using System.CommandLine;
using System.Globalization;
using System.Text;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Households;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Policies;
using Disbursement.Jobs.Printing;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store.Standings;

namespace Disbursement.Jobs.Cli;

/// <summary><c>explain</c>: why a person gets what they get.</summary>
internal static class ExplainVerb
{
    public static Command Command()
    {
        Option<string> id = new("--id") { Description = "The person's identity number", Required = true };
        Option<int?> year = new("--year") { Description = "Only runs of this year" };
        Option<string?> scheme = new("--scheme") { Description = "Only this scheme" };
        Command command = new("explain", "Every decision on a person, condition by condition, with its source") { id, year, scheme };
        command.SetAction((ParseResult parsed, CancellationToken stop) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            if (!CitizenId.TryParse(parsed.GetValue(id)!, out CitizenId person))
                throw new RunRefusal(isChinese
                    ? "--id 不是有效的公民身份号码：请核对 18 位数字和校验码。"
                    : "--id is not a valid identity number: check its 18 digits, the last of which proves the others.");

            Scheme? only = null;
            if (parsed.GetValue(scheme) is { } code)
                only = Domain.Policies.Scheme.TryParse(code, out Scheme known)
                    ? known
                    : throw new RunRefusal($"--scheme {code} is not the code of a scheme, such as {string.Join(", ", SchemeTitles.Codes)}.")
                {
                    Chinese = $"--scheme {code} 不是项目代码，例如 {string.Join("、", SchemeTitles.Codes)}。",
                };

            OpenFolder open = OpenFolder.ToRead(parsed);
            IReadOnlyList<ExplainedRun> runs = [.. new ExplainPerson(open.Folder, open.Store, open.Ring)
                .Run(person, parsed.GetValue(year), only, stop).Where(run => Caller.MaySee(run.Seen.RegionCode[..6]))
                .Select(run => run with { AlsoIn = [.. run.AlsoIn.Where(other => Caller.MaySee(other.RegionCode[..6]))] })];
            Caller.Now?.LookedUp(person, runs.Count);
            if (parsed.GetValue(CommonOptions.Json))
            {
                using Stream output = Console.OpenStandardOutput();
                output.Write(JsonBytes.Of(new { Id = Masking.Id(person.ToString()), Runs = runs.Select(ToJson) }));
            }
            else
            {
                Console.Write(Text(person, runs, open.Region, isChinese));
            }

            return runs.Count > 0 ? ExitCode.Done : ExitCode.NeedsPerson;
        })));
        return command;
    }

    private static object ToJson(ExplainedRun run) => new
    {
        run.Seen.Run,
        run.Seen.Year,
        run.Seen.RegionCode,
        run.Seen.HouseholdNo,
        run.Seen.Role,
        File = run.Seen.Roster,
        FileSha256 = run.Seen.RosterSha256,
        Line = run.Seen.Line.Cell,
        AlsoIn = run.AlsoIn.Select(other => new { other.RegionCode, other.HouseholdNo, File = other.Roster, Line = other.Line.Cell }),
        Problem = run.Problem?.English,
        Decisions = run.Schemes.Select(scheme => new
        {
            scheme.Decision.Scheme,
            scheme.Decision.Outcome,
            Codes = scheme.Decision.Codes.Length == 0 ? [] : scheme.Decision.Codes.Split('+'),
            scheme.Decision.Months,
            scheme.Decision.DueFen,
            Explanation = scheme.Explanation is null ? null : TellExplanation.ToJson(scheme.Explanation),
            Settlement = scheme.Settlement is not { } settlement ? null : new
            {
                Accruals = settlement.Accruals.Select(accrual => new { accrual.Year, Fen = accrual.Amount.Total.Fen }),
                Recoveries = settlement.Recoveries.Select(recovery => new { recovery.Year, recovery.Amount.Fen }),
                CurrentFen = settlement.Current.Fen,
                ArrearsFen = settlement.Arrears.Fen,
                RecoveryFen = -settlement.Offset.Fen,
                PaymentFen = settlement.Payment.Fen,
            },
            Payments = scheme.Payments.Select(payment => new { payment.PaymentNo, payment.State, payment.AmountFen, payment.Flags }),
        }),
    };

    private static string Text(CitizenId person, IReadOnlyList<ExplainedRun> runs, Func<string, string> region, bool isChinese)
    {
        string Say(string chinese, string english) => isChinese ? chinese : english;
        StringBuilder text = new();
        if (runs.Count == 0)
            text.AppendLine(Say($"没有关于 {Masking.Id(person.ToString())} 的认定记录。", $"No sealed run knows {Masking.Id(person.ToString())}."));
        foreach (ExplainedRun run in runs)
        {
            text.AppendLine(Say(
                $"批次 {run.Seen.Run}  {Masking.Id(person.ToString())}  {region(run.Seen.RegionCode)} {run.Seen.HouseholdNo} "
                    + $"{Reports.PersonList.RoleText(run.Seen.Role, isChinese)}  来源 {run.Seen.Roster} 第 {run.Seen.Line} 行",
                $"Run {run.Seen.Run}  {Masking.Id(person.ToString())}  {region(run.Seen.RegionCode)} {run.Seen.HouseholdNo} "
                    + $"{run.Seen.Role}  from {run.Seen.Roster} line {run.Seen.Line}"));
            if (run.History.FirstAppliedOn is { } applied)
                text.AppendLine(Say($"  最早申报日期（以前批次）：{applied:yyyy-MM-dd}", $"  first application in earlier runs: {applied:yyyy-MM-dd}"));
            foreach (ClaimantSeen other in run.AlsoIn)
                text.AppendLine(Say($"  同时在 {region(other.RegionCode)} {other.HouseholdNo}（{other.Roster} 第 {other.Line} 行）",
                    $"  also in {region(other.RegionCode)} {other.HouseholdNo} ({other.Roster} line {other.Line})"));
            if (run.Problem is not null)
                text.AppendLine(CultureInfo.InvariantCulture, $"  {run.Problem.Say(isChinese)}");
            if (run.Schemes.Count == 0)
                text.AppendLine(Say("  没有需要认定的项目。", "  No scheme was considered."));
            foreach (ExplainedScheme scheme in run.Schemes)
                Scheme(text, scheme, isChinese);
        }

        return text.ToString();
    }

    private static void Scheme(StringBuilder text, ExplainedScheme scheme, bool isChinese)
    {
        string outcome = scheme.Decision.Outcome.Say(isChinese);
        string codes = scheme.Decision.Codes.Length > 0 ? $"  {scheme.Decision.Codes}" : "";
        string months = scheme.Decision.Months.Length > 0
            ? isChinese
            ? $"  {scheme.Decision.Months}月"
            : $"  months {scheme.Decision.Months}"
            : "";
        text.AppendLine(CultureInfo.InvariantCulture, $"  {scheme.Decision.Scheme}: {outcome}{codes}{months}");
        if (scheme.Explanation is { } explanation)
            TellExplanation.Write(text, explanation, scheme.Settlement, isChinese);
        foreach (StoredPayment payment in scheme.Payments)
            text.AppendLine(CultureInfo.InvariantCulture,
                $"    {payment.PaymentNo}  {payment.State.Say(isChinese)}  {new Money(payment.AmountFen).Grouped()}  {payment.Flags}");
    }
}
