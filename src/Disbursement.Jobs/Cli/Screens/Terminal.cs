global using Console = Disbursement.Jobs.Cli.Screens.Terminal;

using System.Text;
using Local = System.Console;

namespace Disbursement.Jobs.Cli.Screens;

/// <summary>
/// The terminal of whoever gave the verb: this process's own, or in the service that of the caller at the other end of the socket. Verbs
/// know it as <c>Console</c>, so none of them can speak past its caller; two callers at once never hear one another.
/// </summary>
internal static class Terminal
{
    private static readonly AsyncLocal<FarTerminal?> Far = new();

    /// <summary>The caller's, for this flow of execution and all that comes of it; null for the terminal of this process.</summary>
    public static FarTerminal? Caller
    {
        get => Far.Value;
        set => Far.Value = value;
    }

    public static TextWriter Out => Far.Value?.Out ?? Local.Out;

    public static TextWriter Error => Far.Value?.Error ?? Local.Error;

    public static TextReader In => Far.Value?.In ?? Local.In;

    public static bool IsInputRedirected => Far.Value?.IsInputRedirected ?? Local.IsInputRedirected;

    public static bool IsOutputRedirected => Far.Value?.IsOutputRedirected ?? Local.IsOutputRedirected;

    /// <summary>Nothing is drawn on the terminal of another process: it gets plain lines.</summary>
    public static bool IsErrorRedirected => Far.Value is not null || Local.IsErrorRedirected;

    public static int WindowWidth => Far.Value?.Width ?? Local.WindowWidth;

    public static Stream OpenStandardOutput() => Far.Value?.OpenOutput() ?? StandardOutput.Open();

    public static void Write(string text) => Out.Write(text);

    public static void WriteLine(string line) => Out.WriteLine(line);

    public static void WriteLine(object? line) => Out.WriteLine(line?.ToString());

    public static string? ReadLine()
    {
        using IDisposable asking = StopSignals.Asking();
        return In.ReadLine();
    }

    /// <summary>What stands in the environment of whoever gave the verb, of that which concerns a terminal.</summary>
    public static string? Variable(string name) =>
        Far.Value is { } far ? far.Variables.GetValueOrDefault(name) : Environment.GetEnvironmentVariable(name);

    /// <summary>A line typed unseen.</summary>
    public static string ReadUnseen()
    {
        if (Far.Value is { } far)
            return far.ReadUnseen();

        using IDisposable asking = StopSignals.Asking();
        StringBuilder typed = new();
        for (ConsoleKeyInfo key = Local.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Local.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace && typed.Length > 0)
                typed.Length--;
            else if (!char.IsControl(key.KeyChar))
                typed.Append(key.KeyChar);
        }

        Local.Error.WriteLine();
        return typed.ToString();
    }
}
