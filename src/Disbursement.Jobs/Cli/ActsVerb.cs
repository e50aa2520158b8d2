using System.CommandLine;
using System.Globalization;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Periods;
using Disbursement.Jobs.Batches;
using Disbursement.Jobs.Cli.Words;
using Disbursement.Jobs.Printing;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Spectre.Console;

namespace Disbursement.Jobs.Cli;

/// <summary><c>acts</c>: the record of acts and refusals, for auditors.</summary>
internal static class ActsVerb
{
    public static Command Command()
    {
        Option<string?> subject = new("--subject") { Description = "Only acts on this batch, payment, run, file or officer" };
        Option<string?> actor = new("--officer") { Description = "Only acts of this officer, under this name" };
        Option<string?> act = new("--act") { Description = "Only this act, such as approve or sign-in" };
        Option<bool> refused = new("--refused") { Description = "Only refusals" };
        Option<int> last = new("--last") { Description = "How many, the newest", DefaultValueFactory = _ => 100 };
        Command command = new("acts", "Every act and every refusal: who, when, from where, what and why")
        {
            subject, actor, act, refused, last,
        };
        command.SetAction((ParseResult parsed, CancellationToken _) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            using DisbursementDb db = OpenFolder.ToRead(parsed).Store.Model();
            string? onSubject = parsed.GetValue(subject), byActor = parsed.GetValue(actor), only = parsed.GetValue(act);
            bool isRefused = parsed.GetValue(refused);
            AuditRecord[] acts =
            [
                .. db.Audit.ToRead().Where(one => (onSubject == null || one.Subject == onSubject)
                    && (byActor == null || one.Actor == byActor) && (only == null || one.Act == only)
                    && (!isRefused || one.Outcome == ActResult.Refused))
                    .OrderByDescending(one => one.Sequence).Take(parsed.GetValue(last)).OrderBy(one => one.Sequence),
            ];
            if (parsed.GetValue(CommonOptions.Json))
            {
                using Stream output = Console.OpenStandardOutput();
                output.Write(JsonBytes.Of(acts.Select(one => new
                {
                    one.Sequence, At = Time(one), one.Actor, Officer = one.OfficerId, one.Role, one.Origin, one.Act, one.Subject,
                    one.Outcome, one.Reason, one.Detail, Hash = Convert.ToHexStringLower(one.Hash),
                })));
                return ExitCode.Done;
            }

            Table table = new Table { Border = TableBorder.Simple }.AddColumns(isChinese
                ? ["序号", "时间", "谁", "来源", "操作", "对象", "结果", "理由"]
                : ["number", "when", "who", "from", "act", "subject", "outcome", "why"]);
            RecordedWords words = new(isChinese);
            foreach (AuditRecord one in acts)
            {
                // The short word is what --act asks for.
                string did = isChinese ? $"{words.Act(one.Act)} {one.Act}" : one.Act;
                table.AddRow([.. new[] { one.Sequence.ToString(CultureInfo.InvariantCulture), Time(one), one.Actor, one.Origin, did,
                    one.Subject ?? "", words.Result(one.Outcome), words.Reason(one.Reason) }.Select(Markup.Escape)]);
            }

            Tables.Print(table);
            return ExitCode.Done;
        })));
        return command;
    }

    private static string Time(AuditRecord act) => Instants.Utc(act.RecordedAt);
}
