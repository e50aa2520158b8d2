using System.CommandLine;
using Disbursement.Jobs.Notices;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Runs.Parts;
using Serilog;

namespace Disbursement.Jobs.Cli;

/// <summary><c>join</c>: takes part in runs that others have started to be shared.</summary>
internal static class JoinVerb
{
    public static Command Command()
    {
        Option<string> inputs = new("--inputs")
        {
            Description = "Folder of rosters: the same files that the run was started on",
            DefaultValueFactory = _ => "inputs",
        };
        Option<int> workers = new("--workers") { Description = "Threads", DefaultValueFactory = _ => Environment.ProcessorCount };
        Option<bool> stay = new("--stay") { Description = "Waits for further runs until it is stopped" };
        Command command = new("join", "Takes part in a run that was started with 'run --shared', until it is sealed")
        {
            inputs, workers, stay,
        };
        command.SetAction((ParseResult parsed, CancellationToken stop) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            RunOrder here = new()
            {
                Year = 0,
                Inputs = Settings.Of(parsed, inputs, "Inputs"),
                Out = "",
                Data = OpenFolder.Existing(parsed).Folder,
                Database = Settings.Database(parsed),
                Workers = RunVerb.Workers(parsed.GetValue(workers)),
                Maker = Environment.UserName,
                IsShared = true,
            };
            RaiseNotices raise = NoticesVerb.Raise(parsed, here.Data);
            JoinRuns join =
                new(TimeProvider.System, Log.Logger, (year, progress, run) => raise.OfRun(year, progress, isByItself: false, run, stop));
            int ended = parsed.GetValue(stay) ? join.Stay(here, stop) : join.Once(here, stop);
            Console.WriteLine(ended > 0
                ? isChinese ? $"参与的批次中有 {ended} 个已封存。" : $"Runs that were sealed with this process taking part: {ended}."
                : isChinese ? "没有可参与的批次。" : "There is no run to take part in.");
            return ExitCode.Done;
        })));
        return command;
    }
}
