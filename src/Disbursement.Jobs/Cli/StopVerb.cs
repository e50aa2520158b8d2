using System.CommandLine;
using System.Data.Common;
using System.Globalization;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Printing;
using Disbursement.Jobs.Store.Payments;
using Spectre.Console;

namespace Disbursement.Jobs.Cli;

/// <summary><c>stop</c>: nothing is paid to a person for the time being 停发.</summary>
internal static class StopVerb
{
    private const string Every = Domain.Policies.Scheme.Every;

    public static Command Command() => new("stop", "Persons to whom nothing is paid for the time being: add, lift, list")
    {
        Add(), Lift(), List(),
    };

    private static Command Add()
    {
        Option<string> id = new("--id") { Description = "The person's identity number; '-' reads it from the input", Required = true };
        Option<string> scheme = new("--scheme")
        {
            Description = "The scheme that is stopped, or all", DefaultValueFactory = _ => Every,
        };
        Option<string> from = new("--from") { Description = "The first month that is not to be paid, yyyy-MM", Required = true };
        Option<string> document = new("--document") { Description = "The document that it rests on", Required = true };
        return Act(new("add", "Stops what is paid to a person; what waits is held") { id, scheme, from, document, OfficerOptions.Reason },
            (parsed, setting, officer) =>
            {
                string named = parsed.GetValue(scheme)!;
                Scheme? only = named == Every
                    ? null
                    : Domain.Policies.Scheme.TryParse(named, out Scheme known)
                    ? known
                    : throw new ActNotDone(new ActRefusal("SCHEME", $"--scheme {named} 既不是 all，也不是项目代码。",
                        $"--scheme {named} is neither all nor the code of a scheme.") { IsUsage = true });
                if (!Month.TryParse(parsed.GetValue(from)!, out Month month))
                    throw new ActNotDone(new ActRefusal("MONTH", "--from 的写法为 2026-05。", "Write --from as 2026-05.") { IsUsage = true });

                string person = parsed.GetValue(id)! is "-" ? Console.ReadLine() ?? "" : parsed.GetValue(id)!;
                return new StopPayments(setting)
                    .Add(person, only, month, parsed.GetValue(document)!, officer, parsed.GetValue(OfficerOptions.Reason) ?? "");
            });
    }

    private static Command Lift()
    {
        Argument<long> number = new("NUMBER") { Description = "A stop as stop list names it" };
        return Act(new("lift", "Lifts a stop that another officer put on; what it holds is let go") { number, OfficerOptions.Reason },
            (parsed, setting, officer) => new StopPayments(setting)
                .Lift(parsed.GetValue(number), officer, parsed.GetValue(OfficerOptions.Reason) ?? ""));
    }

    private static Command List()
    {
        Option<bool> all = new("--all") { Description = "Those that were lifted too" };
        Command command = new("list", "Every stop that stands, the oldest first") { all };
        command.SetAction((ParseResult parsed, CancellationToken _) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            OpenFolder open = OpenFolder.ToRead(parsed);
            using DbConnection connection = open.Store.Connect();
            Stop[] stops = [.. StopBook.All(connection, null).Where(stop => parsed.GetValue(all) || stop.LiftedAt is null)];
            DateOnly today = Instants.DayInChina(TimeProvider.System.GetUtcNow());
            if (parsed.GetValue(CommonOptions.Json))
            {
                using Stream output = Console.OpenStandardOutput();
                output.Write(JsonBytes.Of(stops.Select(stop => new
                {
                    stop.Number, stop.County, Scheme = Scheme(stop), From = stop.From.ToString(), stop.Officer, stop.Document, stop.Reason,
                    Since = Instants.DayInChina(stop.At), Days = stop.DaysOn(today), stop.LiftedBy,
                    Claimant = stop.Key.ToString(),
                })));
                return ExitCode.Done;
            }

            Table table = new Table { Border = TableBorder.Simple }.AddColumns(isChinese
                ? ["编号", "县区", "项目", "起始月", "天数", "提出人", "依据", "理由", "解除"]
                : ["number", "county", "scheme", "from", "days", "by", "document", "reason", "lifted by"]);
            foreach (Stop stop in stops)
                table.AddRow([.. ((string[])[stop.Number.ToString(CultureInfo.InvariantCulture), stop.County,
                    isChinese && stop.Scheme is null ? "全部" : Scheme(stop),
                    stop.From.ToString(), stop.DaysOn(today)
                        .ToString(CultureInfo.InvariantCulture), stop.Officer, stop.Document, stop.Reason,
                    stop.LiftedBy ?? ""]).Select(Markup.Escape)]);
            Tables.Print(table);
            return ExitCode.Done;
        })));
        return command;
    }

    private static string Scheme(Stop stop) => stop.Scheme?.Code ?? Every;

    private static Command Act(Command command, Func<ParseResult, ActSetting, Officer, ActOutcome> act) =>
        OfficerOptions.Act(command, (parsed, setting, officer, _, _) => act(parsed, setting, officer));
}
