using System.CommandLine;
using System.Runtime.CompilerServices;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store.Connections;
using Microsoft.Extensions.Configuration;

namespace Disbursement.Jobs.Cli;

/// <summary>
/// Settings by name: what the command line says, else environment variables <c>DISBURSE__NAME</c>, else <c>disburse.json</c> in the working
/// folder, else the file of <c>--config</c> (<c>appsettings.json</c> beside the program), else the option's own default.
/// </summary>
internal static class Settings
{
    private const string Prefix = "DISBURSE__";

    /// <summary>What was read for a command line; a process has one, tests have many.</summary>
    private static readonly ConditionalWeakTable<ParseResult, IConfigurationRoot> Known = [];

    /// <summary>The configuration file.</summary>
    public static Option<string?> ConfigurationFile { get; } = new("--config")
    {
        Description =
            "Configuration file; else appsettings.json beside the program, then disburse.json here, then variables DISBURSE__NAME",
        Recursive = true,
    };

    /// <summary>The value of an option that the configuration may give under <paramref name="name"/>.</summary>
    public static string Of(ParseResult parsed, Option<string> option, string name)
    {
        string given = parsed.GetValue(option)!;
        return parsed.GetResult(option) is { Implicit: false } ? given : Read(parsed)[name] ?? given;
    }

    /// <summary>A value that only the configuration gives; null where it does not.</summary>
    public static string? Of(ParseResult parsed, string name) => Read(parsed)[name] is { Length: > 0 } value ? value : null;

    /// <summary>What stands behind the business database.</summary>
    public static DatabaseSettings Database(ParseResult parsed) => DatabaseSettings.Read(Read(parsed));

    /// <summary>The language: the option, else the configuration, else the locale.</summary>
    public static bool IsChinese(ParseResult parsed) =>
        Texts.IsChinese(parsed.GetValue(CommonOptions.Language) ?? Read(parsed)["Language"]);

    /// <summary>The whole configuration, for a part that has sections of its own.</summary>
    public static IConfigurationRoot Read(ParseResult parsed) => Known.GetValue(parsed, Load);

    private static IConfigurationRoot Load(ParseResult parsed)
    {
        string? named = parsed.GetValue(ConfigurationFile);
        if (named is not null && !File.Exists(named))
            throw new RunRefusal($"The configuration file {named} does not exist: give its path after --config.")
            {
                Chinese = $"配置文件 {named} 不存在：请在 --config 后给出其路径。",
            };

        try
        {
            return new ConfigurationBuilder()
                .AddJsonFile(Path.GetFullPath(named ?? Path.Combine(AppContext.BaseDirectory, "appsettings.json")), optional: true)
                .AddJsonFile(Path.GetFullPath("disburse.json"), optional: true)
                .AddEnvironmentVariables(Prefix)
                .Build();
        }
        catch (InvalidDataException exception)
        {
            throw new RunRefusal($"{exception.Message} {exception.InnerException?.Message}".Trim(), exception);
        }
    }
}
