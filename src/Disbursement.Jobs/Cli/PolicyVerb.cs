using System.CommandLine;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Files;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.PaymentFiles;
using Disbursement.Jobs.Policies;
using Disbursement.Jobs.PolicyCases;
using Disbursement.Jobs.Printing;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Yaml;

namespace Disbursement.Jobs.Cli;

/// <summary><c>policy</c>: checks packs, compares them, and tries one on the rosters at hand.</summary>
internal static class PolicyVerb
{
    public static Command Command()
    {
        Argument<string> file = new("FILE") { Description = "A policy pack" };
        Command check = new("check",
            "Names every mistake of a policy pack with file, line and key, and tries the cases beside its definitions") { file };
        check.SetAction((ParseResult parsed, CancellationToken _) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            PackReading reading = ReadPolicyPack.Run(parsed.GetValue(file)!);
            string folder = Path.GetDirectoryName(Path.GetFullPath(parsed.GetValue(file)!))!;
            RunRefusal? several = Several(folder);
            FileRemark[] remarks = reading.Pack is null ? [] : [.. Remarks(parsed, folder, reading.Pack)];
            DateOnly today = Instants.DayInChina(TimeProvider.System.GetUtcNow());
            CaseCheck cases = reading.Pack is null
                ? new CaseCheck(0, [])
                : CheckCases.Run(folder, reading);
            int code = reading.Pack is null || cases.Broken.Count > 0 || several is not null ? ExitCode.Usage : ExitCode.Done;
            if (parsed.GetValue(CommonOptions.Json))
            {
                using Stream output = Console.OpenStandardOutput();
                output.Write(JsonBytes.Of(new { reading.Sha256, IsSound = reading.Pack is not null,
                    Mistakes = reading.Defects.Select(
                        one => new { one.File, one.Line, one.Key, Problem = one.Problem.Say(isChinese) }),
                    Beside = several?.Say(isChinese),
                    Remarks = remarks.Select(one => one.Say(isChinese)),
                    CasesHeld = cases.Held, CasesBroken = cases.Broken.Select(one => one.Say(isChinese)),
                    Assumed = reading.Pack?.Parameters.Where(parameter => parameter.IsAssumed),
                    Stale = reading.Pack?.Parameters.Where(parameter => parameter.IsStale(today)) }));
                return code;
            }

            if (several is not null)
                Console.WriteLine(several.Say(isChinese));
            foreach (YamlDefect defect in reading.Defects)
                Console.WriteLine(defect.Say(isChinese));
            if (reading.Pack is null)
                return code;

            int assumed = reading.Pack.Parameters.Count(parameter => parameter.IsAssumed);
            Console.WriteLine(isChinese
                ? $"{reading.Pack.Name}：无误，{reading.Pack.Parameters.Count} 个参数，其中 {assumed} 个为假定值，SHA-256 {reading.Sha256}"
                : $"{reading.Pack.Name}: sound, {Counted.Of(reading.Pack.Parameters.Count, "parameter")}, "
                    + $"{assumed} of them assumed, SHA-256 {reading.Sha256}");
            foreach (Parameter parameter in reading.Pack.Parameters.Where(parameter => parameter.IsAssumed))
                Console.WriteLine($"  {(isChinese ? "假定" : "assumed")}: {TellParameter.Of(parameter, isChinese)}");
            foreach (Parameter parameter in reading.Pack.Parameters.Where(parameter => parameter.IsStale(today)))
                Console.WriteLine($"  {(isChinese ? "一年以上未核对" : "not checked for a year")}: {TellParameter.Of(parameter, isChinese)}");
            foreach (FileRemark remark in remarks)
                Console.WriteLine($"  {remark.Say(isChinese)}");
            foreach (FileRemark broken in cases.Broken)
                Console.WriteLine(broken.Say(isChinese));
            if (cases.Held + cases.Broken.Count > 0)
                Console.WriteLine(isChinese
                    ? $"案例：{cases.Held} 例成立，{cases.Broken.Count} 处不符"
                    : $"cases: {cases.Held} {(cases.Held == 1 ? "holds" : "hold")}, {Counted.Of(cases.Broken.Count, "difference")}");
            return code;
        })));
        return new Command("policy", "Policy packs") { check, Diff(), Try(), PackVerbs.Propose(), PackVerbs.Activate(), PackVerbs.List() };
    }

    /// <summary>That runs refuse the folder, where it is the one that they read and has another pack beside this one.</summary>
    private static RunRefusal? Several(string folder) =>
        Path.GetFileName(folder) == RunInputs.PolicyFolder && PackFolder.PacksIn(folder) is { Length: > 1 } packs
            ? RunInputs.SeveralPacks(folder, packs)
            : null;

    private static IEnumerable<FileRemark> Remarks(ParseResult parsed, string folder, PolicyPack pack)
    {
        string bureaus = Path.Combine(folder, "..", "bureaus.csv");
        if (RegularFile.WhyNot(bureaus, mayBeLink: true) is null && File.Exists(bureaus)
            && new FileInfo(bureaus).Length <= FileLimits.LargestBureaus
            && ReadBureaus.Run(bureaus, File.ReadAllBytes(bureaus), ReadTemplates.NamesIn(Path.GetDirectoryName(folder)!))
                is ({ } read, []))
        {
            foreach (FileRemark remark in PackRemarks.OfCounties(pack, [.. read.Select(bureau => bureau.County)]))
                yield return remark;
        }

        if (pack.Ended.Count == 0)
            yield break;

        bool hasBooks = Store.Connections.Database.Exists(Settings.Of(parsed, CommonOptions.Data, "Data"), Settings.Database(parsed));
        foreach (FileRemark remark in PackRemarks.OfEnded(pack, hasBooks ? new RunBook(OpenFolder.ToRead(parsed).Store).SchemesPaid() : []))
            yield return remark;
    }

    private static Command Diff()
    {
        Argument<string> before = new("A") { Description = "A policy pack" }, after = new("B") { Description = "Another one" };
        Command diff = new("diff", "Says in words what changes from one policy pack to another, and from when") { before, after };
        diff.SetAction((ParseResult parsed, CancellationToken _) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            PackReading old = Sound(parsed.GetValue(before)!), other = Sound(parsed.GetValue(after)!);
            IReadOnlyList<PackChange> changes = ComparePacks.Run(old.Pack!, other.Pack!);
            if (parsed.GetValue(CommonOptions.Json))
            {
                using Stream output = Console.OpenStandardOutput();
                output.Write(JsonBytes.Of(new { Before = old.Sha256, After = other.Sha256, Changes = changes.Select(
                    change => new { change.Path, change.From, change.Until, change.Before, change.After, change.Source, change.IsAssumed,
                        Text = TellPackChange.Say(change, other.Pack!, isChinese) }) }));
                return ExitCode.Done;
            }

            foreach (PackChange change in changes)
                Console.WriteLine(TellPackChange.Say(change, other.Pack!, isChinese));
            Console.WriteLine(isChinese
                ? $"共 {changes.Count} 处不同，其中 {changes.Count(change => !change.IsOfSourceOnly)} 处影响规则或金额。"
                : $"{Counted.Of(changes.Count, "difference")}, "
                    + $"{changes.Count(change => !change.IsOfSourceOnly)} of them in rules or amounts.");
            return ExitCode.Done;
        })));
        return diff;
    }

    private static Command Try()
    {
        Argument<string> file = new("FILE") { Description = "The policy pack to try" };
        Option<int> year = new("--year") { Description = "Year of the rosters", Required = true };
        Option<string> inputs = new("--inputs")
        {
            Description = "Folder of rosters, the present policy pack and bureaus.csv",
            DefaultValueFactory = _ => "inputs",
        };
        Option<string[]> counties = new("--counties")
        {
            Description = "County codes, joined by commas",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };
        Command command = new("try",
            "Runs the present pack and another one over the same rosters and shows who gains, loses, enters and leaves; writes nothing")
        {
            file, year, inputs, counties,
        };
        command.SetAction((ParseResult parsed, CancellationToken stop) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            PackReading other = Sound(parsed.GetValue(file)!);
            string data = Settings.Of(parsed, CommonOptions.Data, "Data");
            RunOrder order = new()
            {
                Year = parsed.GetValue(year),
                Inputs = Settings.Of(parsed, inputs, "Inputs"),
                Out = "",
                Data = data,
                Counties = [.. parsed.GetValue(counties)!.SelectMany(
                    list => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct()],
                Maker = "",
                IsChinese = isChinese,
                IsDryRun = true,
            };
            bool hasBooks = Store.Connections.Database.Exists(data, Settings.Database(parsed));
            OpenFolder? books = hasBooks ? OpenFolder.ToRead(parsed) : null;
            RunProgress progress = new();
            PackTrial trial;
            using (ShowProgress.Of(progress, isChinese))
                trial = new TryPack(books?.Store, books?.Ring ?? KeyRing.Fleeting()).Run(order, other, progress, stop);
            if (parsed.GetValue(CommonOptions.Json))
            {
                using Stream output = Console.OpenStandardOutput();
                output.Write(TellTrial.ToJson(trial));
                return ExitCode.Done;
            }

            TellTrial.Write(trial, isChinese);
            return ExitCode.Done;
        })));
        return command;
    }

    private static PackReading Sound(string file)
    {
        PackReading reading = ReadPolicyPack.Run(file);
        return reading.Pack is not null
            ? reading
            : throw new RunRefusal($"{file} has {Counted.Of(reading.Defects.Count, "mistake")}: mend them first.",
                reading.Defects.Select(defect => defect.Told))
        {
            Chinese = $"{file} 有 {reading.Defects.Count} 处错误，请先更正。",
        };
    }
}
