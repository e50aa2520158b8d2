using System.CommandLine;
using System.Diagnostics;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Printing;
using Disbursement.Jobs.Samples;

namespace Disbursement.Jobs.Cli;

/// <summary><c>sample</c>: a synthetic inputs folder of any size.</summary>
internal static class SampleVerb
{
    public static Command Command()
    {
        Option<long> households = new("--households") { Description = "How many households", Required = true };
        Option<ulong> seed = new("--seed") { Description = "The same seed gives the same bytes", DefaultValueFactory = _ => 1 };
        Option<string> folder = new("--out") { Description = "Folder to write, made where it does not exist", Required = true };
        Option<double> faults = new("--faults")
        {
            Description = "Percent of households with problems of every kind",
            DefaultValueFactory = _ => 0,
        };
        Option<int> year = new("--year") { Description = "Year of the rosters", DefaultValueFactory = _ => 2026 };
        Command command = new("sample", "Writes synthetic rosters; nobody in them is real") { households, seed, folder, faults, year };
        command.SetAction((ParseResult parsed, CancellationToken stop) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            long count = parsed.GetValue(households);
            double percent = parsed.GetValue(faults);
            if (count < 1 || percent is < 0 or > 100)
            {
                Console.Error.WriteLine(
                    isChinese ? "--households 至少为1，--faults 在0到100之间。" : "--households is at least 1, --faults lies between 0 and 100.");
                return ExitCode.Usage;
            }

            Stopwatch watch = Stopwatch.StartNew();
            SampleSummary summary =
                WriteSample.Run(parsed.GetValue(folder)!, count, parsed.GetValue(seed), percent, parsed.GetValue(year), null, stop);
            if (parsed.GetValue(CommonOptions.Json))
            {
                using Stream output = Console.OpenStandardOutput();
                output.Write(JsonBytes.Of(summary));
                return ExitCode.Done;
            }

            Console.WriteLine(isChinese
                ? $"已写出 {summary.Households} 户 {summary.Rows} 行，{summary.Files} 个文件，{summary.Bytes / 1e6:0.0} MB，其中有问题的 "
                    + $"{summary.FaultyHouseholds} 户，用时 {watch.Elapsed.TotalSeconds:0.0} 秒"
                : $"{Counted.Of(summary.Households, "household")}, {Counted.Of(summary.Rows, "row")}, {Counted.Of(summary.Files, "file")}, "
                    + $"{summary.Bytes / 1e6:0.0} MB, {summary.FaultyHouseholds} with faults, {watch.Elapsed.TotalSeconds:0.0} s");
            return ExitCode.Done;
        })));
        return command;
    }
}
