using System.CommandLine;
using Disbursement.Jobs.Runs;
using Microsoft.Extensions.Configuration;

namespace Disbursement.Jobs.Cli;

/// <summary>Whether acts go through the service alone, and where it listens for them (section <c>Acts</c> of the configuration).</summary>
/// <param name="IsOn">Whether they do.</param>
/// <param name="Socket">The path of the socket.</param>
internal sealed record ThroughSettings(bool IsOn, string Socket)
{
    public const string OnKey = "Acts:OnlyThroughService", SocketKey = "Acts:Socket";

    /// <summary>The longest path that every system takes for a socket, in bytes.</summary>
    private const int LongestPath = 100;

    public static ThroughSettings Of(ParseResult parsed) => Read(Settings.Read(parsed));

    /// <exception cref="RunRefusal">A value is neither true nor false, or no path of a socket.</exception>
    public static ThroughSettings Read(IConfiguration configuration)
    {
        string text = configuration[OnKey] ?? "";
        bool isOn = false;
        if (text.Length > 0 && !bool.TryParse(text, out isOn))
            throw new RunRefusal($"{OnKey} '{text}' is neither true nor false: set it to one of the two.")
            {
                Chinese = $"{OnKey}“{text}”既不是 true 也不是 false：请设为其中之一。",
            };

        string socket = configuration[SocketKey] is { Length: > 0 } given ? Path.GetFullPath(given) : Usual();
        return System.Text.Encoding.UTF8.GetByteCount(socket) <= LongestPath
            ? new ThroughSettings(isOn, socket)
            : throw new RunRefusal($"{SocketKey} {socket} is longer than {LongestPath} bytes: name a shorter one, such as {Usual()}.")
            {
                Chinese = $"{SocketKey} {socket} 超过 {LongestPath} 字节：请设为较短的路径，例如 {Usual()}。",
            };
    }

    private static string Usual() => OperatingSystem.IsWindows()
        ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "Disbursement", "run", "disburse.sock")
        : "/run/disburse/disburse.sock";
}
