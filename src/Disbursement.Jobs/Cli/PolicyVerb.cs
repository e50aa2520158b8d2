using System.CommandLine;
using Disbursement.Jobs.Policies;
using Disbursement.Jobs.Runs;

namespace Disbursement.Jobs.Cli;

/// <summary><c>policy check</c>: every mistake of a pack with file, line and key.</summary>
internal static class PolicyVerb
{
    public static Command Command()
    {
        Argument<string> file = new("FILE") { Description = "A policy pack" };
        Command check = new("check", "Names every mistake of a policy pack with file, line and key") { file };
        check.SetAction((ParseResult parsed, CancellationToken _) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            PackReading reading = ReadPolicyPack.Run(parsed.GetValue(file)!);
            if (parsed.GetValue(CommonOptions.Json))
            {
                using Stream output = Console.OpenStandardOutput();
                output.Write(JsonBytes.Of(new { reading.Sha256, IsSound = reading.Pack is not null, Mistakes = reading.Defects, Assumed = reading.Pack?.Parameters.Where(parameter => parameter.IsAssumed) }));
                return reading.Pack is null ? ExitCode.Usage : ExitCode.Done;
            }

            foreach (PackDefect defect in reading.Defects)
                Console.WriteLine(defect);
            if (reading.Pack is null)
                return ExitCode.Usage;

            int assumed = reading.Pack.Parameters.Count(parameter => parameter.IsAssumed);
            Console.WriteLine(isChinese
                ? $"{reading.Pack.Name}：无误，{reading.Pack.Parameters.Count} 个参数，其中 {assumed} 个为假定值，SHA-256 {reading.Sha256}"
                : $"{reading.Pack.Name}: sound, {reading.Pack.Parameters.Count} parameters, {assumed} of them assumed, SHA-256 {reading.Sha256}");
            return ExitCode.Done;
        })));
        return new Command("policy", "Policy packs") { check };
    }
}
