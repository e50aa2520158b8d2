using System.CommandLine;
using System.Data.Common;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Books;

namespace Disbursement.Jobs.Cli;

/// <summary><c>decisions</c>: every decision of a run with its codes, for auditors and for the bureau that is asked why.</summary>
internal static class DecisionsVerb
{
    public static Command Command()
    {
        Option<string> run = new("--run") { Description = "Run, such as 2026-1", Required = true };
        Option<string?> county = new("--county") { Description = "Only this county" };
        Option<string?> target = new("--out") { Description = "File to write; else stdout" };
        Command command =
            new("decisions", "Lists every decision of a run as CSV: outcome, codes, months, and the roster row behind it; nobody is named")
        {
            run, county, target,
        };
        command.SetAction((ParseResult parsed, CancellationToken _) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            OpenFolder open = OpenFolder.ToRead(parsed);
            string id = parsed.GetValue(run)!;
            if (new RunBook(open.Store).Sealed().All(known => known.Id != id))
                throw new RunRefusal(isChinese
                    ? $"没有已封存的批次 {id}；用 disburse batches 查看有哪些。"
                    : $"There is no sealed run {id}; disburse batches lists what there is.");

            using DbConnection connection = open.Store.Connect();
            IEnumerable<ListedDecision> decisions = new ReadBooks(connection).Decisions(id, parsed.GetValue(county))
                .Select(row => new ListedDecision(row.RegionCode, row.HouseholdNo, row.Role, row.Decision.Scheme, row.Decision.Outcome,
                    row.Decision.Codes, row.Decision.Months, row.Decision.DueFen, row.Roster, row.Line));
            using Stream output = parsed.GetValue(target) is { } file ? File.Create(file) : Console.OpenStandardOutput();
            ListDecisions.Run(decisions, output, open.Regions, isChinese);
            return ExitCode.Done;
        })));
        return command;
    }
}
