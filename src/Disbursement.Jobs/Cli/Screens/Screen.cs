using System.Globalization;
using Spectre.Console;

namespace Disbursement.Jobs.Cli.Screens;

/// <summary>What the terminal of this process can do, and the one way by which lines reach its standard error.</summary>
internal static class Screen
{
    /// <summary>Columns of a file or a pipe, where nobody says otherwise.</summary>
    private const int Redirected = 160;

    private const int Narrowest = 40;

    /// <summary>Of a terminal that does not tell.</summary>
    private const int Usual = 80;

    private static IAnsiConsole? _live;

    /// <summary>
    /// Columns of standard output: the terminal's; elsewhere what the variable COLUMNS says, and else enough for every table.
    /// </summary>
    public static int Width => Math.Max(Narrowest, !Console.IsOutputRedirected ? Console.WindowWidth is > 0 and var told ? told : Usual
        : int.TryParse(Console.Variable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out int columns)
        ? columns
        : Redirected);

    /// <summary>Whether standard error is a screen that can be drawn on; a file, a pipe and a dumb terminal get plain lines.</summary>
    public static bool CanDraw => !Console.IsErrorRedirected && Console.Variable("TERM") != "dumb";

    /// <summary>Colours, unless whoever stands by wants none (no-color.org).</summary>
    private static ColorSystemSupport Colours => Console.Variable("NO_COLOR") is { Length: > 0 }
        ? ColorSystemSupport.NoColors
        : ColorSystemSupport.Detect;

    /// <summary>A console that draws on standard error.</summary>
    public static IAnsiConsole OnErrors() => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(Console.Error),
        ColorSystem = Colours,
        Ansi = OperatingSystem.IsWindows() ? AnsiSupport.Detect : AnsiSupport.Yes,
        Interactive = InteractionSupport.Yes,
    });

    /// <summary>A text with the names that whoever gave the verb has for its files.</summary>
    public static string Shown(string text) => Terminal.Caller?.Shown(text) ?? text;

    /// <summary>A sentence on standard output; on a terminal it is broken between words.</summary>
    public static void WriteLine(string sentence)
    {
        sentence = Shown(sentence);
        foreach (string line in Console.IsOutputRedirected ? [sentence] : WrapText.Run(sentence, Width))
            Console.Out.WriteLine(line);
    }

    /// <summary>Lines go above what <paramref name="console"/> draws from now on; null: nothing is drawn any more.</summary>
    public static void Draws(IAnsiConsole? console) => Volatile.Write(ref _live, console);

    /// <summary>Writes whole lines to standard error, above what is drawn there.</summary>
    public static void Say(string lines)
    {
        try
        {
            if (Volatile.Read(ref _live) is { } console)
                console.Write(new Text(lines));
            else
                Console.Error.Write(lines);
        }
        catch (IOException)
        {
            // A screen that is gone, or a full disk behind it, ends no run.
        }
    }
}
