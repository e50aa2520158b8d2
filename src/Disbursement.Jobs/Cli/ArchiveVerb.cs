using System.CommandLine;
using System.Globalization;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Archive;
using Disbursement.Jobs.Printing;
using Disbursement.Jobs.Store.Tables;
using Spectre.Console;

namespace Disbursement.Jobs.Cli;

/// <summary><c>archive list|export</c>: what runs and imports read, kept sealed.</summary>
internal static class ArchiveVerb
{
    private const int ShownDigits = 16;

    public static Command Command() =>
        new("archive", "What runs and imports have read, kept sealed under its SHA-256") { List(), Export() };

    private static Command List()
    {
        Command command = new("list", "Rosters, registers, corrections and return files: names, size, SHA-256, key");
        command.SetAction((ParseResult parsed, CancellationToken _) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            OpenFolder open = OpenFolder.ToRead(parsed);
            SealedInputs archive = SealedInputs.Of(open.Folder, open.Ring);
            using DisbursementDb db = open.Store.Model();
            (ArchivedInput Input, ushort Key)[] all = [.. ListArchived.Run(db).Select(one => (one, KeyOf(archive, one.Sha256)))];
            if (parsed.GetValue(CommonOptions.Json))
            {
                using Stream output = Console.OpenStandardOutput();
                output.Write(JsonBytes.Of(all.Select(one => new { one.Input.Sha256, one.Input.Bytes, one.Key, one.Input.Names })));
                return Code(all);
            }

            Table table = new Table { Border = TableBorder.Simple }.AddColumns(isChinese
                ? ["文件", "字节", "SHA-256", "密钥"]
                : ["file", "bytes", "SHA-256", "key"]);
            foreach ((ArchivedInput input, ushort key) in all)
                table.AddRow([.. new[]
                {
                    string.Join(", ", input.Names), input.Bytes?.ToString("N0", CultureInfo.InvariantCulture) ?? "",
                    input.Sha256[..ShownDigits] + "…",
                    key > 0 ? key.ToString(CultureInfo.InvariantCulture) : isChinese ? "缺失" : "missing",
                }.Select(Markup.Escape)]);
            Tables.Print(table);
            return Code(all);
        })));
        return command;
    }

    private static Command Export()
    {
        Argument<string> file = new("FILE") { Description = "Its name, or the first eight digits or more of its SHA-256" };
        Option<string> to = new("--to") { Description = "Where the copy goes; nothing may be there yet", Required = true };
        Command command = new("export", "Writes one of them in the clear, byte for byte as it was read, for an auditor who says why")
        {
            file, to, OfficerOptions.Reason,
        };
        return OfficerOptions.Act(command, (parsed, setting, officer, _, stop) => new ExportArchived(setting)
            .Run(parsed.GetValue(file)!, parsed.GetValue(to)!, officer, parsed.GetValue(OfficerOptions.Reason) ?? "", stop));
    }

    private static int Code((ArchivedInput, ushort Key)[] all) => all.Any(one => one.Key == 0) ? ExitCode.NeedsPerson : ExitCode.Done;

    /// <summary>The number of its key; 0 where it is not there.</summary>
    private static ushort KeyOf(SealedInputs archive, string sha256) =>
        File.Exists(archive.PlaceOf(sha256)) ? SealedInputs.KeyOf(archive.PlaceOf(sha256)) : (ushort)0;
}
