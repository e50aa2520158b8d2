using System.CommandLine;
using System.Runtime.CompilerServices;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Files;
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

    /// <summary>
    /// Everything that the configuration may say, at its top; and whole names in those sections whose readers do not look at what else
    /// stands in them.
    /// </summary>
    private static readonly string[] Known =
    [
        "Data", "Inputs", "Out", "Logs", "Language", "Urls", "Database", "Heads", "Signing", "SignIn", "Sessions", "Schedules", "Deadlines",
        "Notices", "Proxies", "AllowedHosts", "FirstAdministrator", ApprovalLevels.Name, ThroughSettings.OnKey, ThroughSettings.SocketKey,
        "Telemetry:Otlp", "Tls:Certificate", "Tls:Password", "Move:ConnectionString",
    ];

    /// <summary>What was read for a command line; a process has one, tests have many.</summary>
    private static readonly ConditionalWeakTable<ParseResult, IConfigurationRoot> Loaded = [];

    /// <summary>The configuration file.</summary>
    public static Option<string?> ConfigurationFile { get; } = new("--config")
    {
        Description =
            "Configuration file; else appsettings.json beside the program, then disburse.json here, then variables DISBURSE__NAME",
        Recursive = true,
    };

    /// <summary>The folder of an option, or an address, that the configuration may give under <paramref name="name"/>.</summary>
    /// <exception cref="RunRefusal">A file stands there, or a link that leads nowhere.</exception>
    public static string Of(ParseResult parsed, Option<string> option, string name)
    {
        string given = parsed.GetValue(option)!,
            value = parsed.GetResult(option) is { Implicit: false } ? given : Read(parsed)[name] ?? given;
        return File.Exists(value)
            ? throw new RunRefusal($"{option.Name} {value} is a file, or a link that leads nowhere: name a folder.")
            {
                Chinese = $"{option.Name} {value} 是文件，或是指向不存在位置的链接：请指出文件夹。",
            }
            : value;
    }

    /// <summary>A value that only the configuration gives; null where it does not.</summary>
    public static string? Of(ParseResult parsed, string name) => Read(parsed)[name] is { Length: > 0 } value ? value : null;

    /// <summary>What stands behind the business database, for a verb that opens it.</summary>
    /// <exception cref="ActNotDone">Acts go through the service alone, and this process is not the service.</exception>
    public static DatabaseSettings Database(ParseResult parsed) => Caller.Now is null && ThroughSettings.Of(parsed).IsOn
        ? throw new ActNotDone(HandOver.Refusal(VerbWays.Of(parsed)))
        : DatabaseSettings.Read(Read(parsed));

    /// <summary>The language: the option, else the configuration, else the locale.</summary>
    public static bool IsChinese(ParseResult parsed) =>
        Texts.IsChinese(parsed.GetValue(CommonOptions.Language) ?? Read(parsed)["Language"]);

    /// <summary>
    /// What is mistyped would be passed over: a certificate that does not sign, an address that nobody is told, acts past the service.
    /// </summary>
    /// <returns>A refusal that names each; null where there are none.</returns>
    public static RunRefusal? Strange(IConfiguration read)
    {
        string[] strange = [.. read.GetChildren().SelectMany(NamesOf).Except(Known, StringComparer.OrdinalIgnoreCase)];
        return strange.Length == 0
            ? null
            : new RunRefusal($"The configuration says {string.Join(", ", strange)}, which this program does not know; it knows "
                + $"{string.Join(", ", Known)}.")
            {
                Chinese = $"配置中的 {string.Join("、", strange)} 无法识别；可用的有 {string.Join("、", Known)}。",
            };
    }

    private static IEnumerable<string> NamesOf(IConfigurationSection section) =>
        Known.Any(name => name.StartsWith($"{section.Key}:", StringComparison.OrdinalIgnoreCase))
            ? section.GetChildren().Select(child => child.Path).Concat(section.Value is { Length: > 0 } ? [section.Key] : [])
            : [section.Key];

    /// <summary>The whole configuration, for a part that has sections of its own.</summary>
    public static IConfigurationRoot Read(ParseResult parsed) => Loaded.GetValue(parsed, Load);

    private static IConfigurationRoot Load(ParseResult parsed)
    {
        string? named = parsed.GetValue(ConfigurationFile);
        if (named is not null && !File.Exists(named))
            throw new RunRefusal($"The configuration file {named} does not exist: give its path after --config.")
            {
                Chinese = $"配置文件 {named} 不存在：请在 --config 后给出其路径。",
            };

        foreach (string file in new[] { named ?? "", "disburse.json" }.Where(File.Exists))
            if (RegularFile.WhyNot(file, mayBeLink: true) is { } other)
                throw new RunRefusal($"The configuration file {file} {other.English}.")
                {
                    Chinese = $"配置文件 {file} {other.Chinese}。",
                };

        try
        {
            IConfigurationRoot read = new ConfigurationBuilder()
                .AddJsonFile(Path.GetFullPath(named ?? Path.Combine(AppContext.BaseDirectory, "appsettings.json")), optional: true)
                .AddJsonFile(Path.GetFullPath("disburse.json"), optional: true)
                .AddEnvironmentVariables(Prefix)
                .Build();
            return Strange(read) is { } strange ? throw strange : read;
        }
        catch (InvalidDataException exception)
        {
            throw new RunRefusal($"{exception.Message} {exception.InnerException?.Message}".Trim(), exception);
        }
    }
}
