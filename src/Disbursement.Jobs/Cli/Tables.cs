using Spectre.Console;

namespace Disbursement.Jobs.Cli;

/// <summary>Short tables on standard output.</summary>
internal static class Tables
{
    private const int RedirectedWidth = 160;

    public static void Print(Table table)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        if (Console.IsOutputRedirected)
            console.Profile.Width = RedirectedWidth;
        console.Write(table);
    }
}
