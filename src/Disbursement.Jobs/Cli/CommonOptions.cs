using System.CommandLine;

namespace Disbursement.Jobs.Cli;

/// <summary>Options that mean the same on every command.</summary>
internal static class CommonOptions
{
    public static Option<string> Data { get; } = new("--data")
    {
        Description = "Folder of the database, the archive of inputs and the key ring",
        DefaultValueFactory = _ => "data",
        Recursive = true,
    };

    public static Option<string> Logs { get; } = new("--logs")
    {
        Description = "Folder of the log files",
        DefaultValueFactory = _ => "logs",
        Recursive = true,
    };

    public static Option<string?> Language { get; } =
        Limited(new Option<string?>("--lang") { Description = "Language: zh or en; else the locale's", Recursive = true }, "zh", "en");

    public static Option<bool> Json { get; } = new("--json")
    {
        Description = "One JSON document on stdout instead of tables",
        Recursive = true,
    };

    private static Option<string?> Limited(Option<string?> option, params string[] values)
    {
        option.AcceptOnlyFromAmong(values);
        return option;
    }
}
