using System.Globalization;
using Disbursement.Jobs.Cli.Screens;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Disbursement.Jobs.Cli;

/// <summary>
/// Tables on standard output, as wide as there is room: side by side where they fit, with longer texts in several lines where that helps,
/// and otherwise one entry after the other. No amount, date or number is ever broken.
/// </summary>
internal static class Tables
{
    private const int Unmeasured = 10_000;

    /// <summary>A column of words is not made narrower than this.</summary>
    private const int Narrowest = 12;

    public static void Print(Table table)
    {
        int width = Screen.Width;
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });
        console.Profile.Width = width;
        RenderOptions options = RenderOptions.Create(console, console.Profile.Capabilities);
        string[] headers = [.. table.Columns.Select(column => TextOf(column.Header, options))];
        string[][] rows = [.. table.Rows.Select(row => row.Select(cell => TextOf(cell, options)).ToArray())];

        // A column whose width is said is not measured by the library, which would look at each cell several times.
        for (int i = 0; i < headers.Length; i++)
            table.Columns[i].Width = Cells(headers, rows, i).Max(Widest);
        int wanted = ((IRenderable)table).Measure(options, Unmeasured).Max;
        if (wanted <= width || Narrow(table, headers, rows, wanted - width))
            console.Write(table);
        else
            List(headers, rows, width);
    }

    /// <summary>Takes columns away from texts, the widest first; false where that is not enough.</summary>
    private static bool Narrow(Table table, string[] headers, string[][] rows, int tooWide)
    {
        int[] wanted = [.. table.Columns.Select(column => column.Width!.Value)], least = new int[headers.Length];
        for (int i = 0; i < headers.Length; i++)
        {
            string[] cells = [.. Cells(headers, rows, i)];
            least[i] = Math.Min(wanted[i], Math.Max(cells.Max(WrapText.WidestPiece), cells.Any(HasWords) ? Narrowest : 0));
        }

        if (wanted.Zip(least, (most, fewest) => most - fewest).Sum() < tooWide)
            return false;

        for (; tooWide > 0; tooWide--)
        {
            int widest = Enumerable.Range(0, headers.Length).Where(i => wanted[i] > least[i]).MaxBy(i => wanted[i]);
            wanted[widest]--;
        }

        for (int i = 0; i < headers.Length; i++)
            table.Columns[i].Width = wanted[i];
        return true;
    }

    private static IEnumerable<string> Cells(string[] headers, string[][] rows, int column) =>
        rows.Select(row => row[column]).Prepend(headers[column]);

    private static int Widest(string cell) => cell.Split('\n').Max(line => line.GetCellWidth());

    private static bool HasWords(string cell) => cell.Contains(' ', StringComparison.Ordinal) || cell.Any(one => one > '\u2E7F');

    /// <summary>Each row as an entry: what it is called, and below it the rest, side by side as far as a line goes.</summary>
    private static void List(string[] headers, string[][] rows, int width)
    {
        string colon = headers.Any(header => header.Any(one => one > '\u2E7F')) ? "：" : ": ";
        foreach (string[] row in rows)
        {
            Console.Out.WriteLine();
            Write(row[0], "  ", width);
            string line = "";
            for (int i = 1; i < row.Length; i++)
            {
                if (row[i].Length == 0)
                    continue;

                string item = headers[i].Length == 0 ? row[i] : $"{headers[i]}{colon}{row[i]}";
                if (line.Length > 0 && 4 + line.GetCellWidth() + 3 + item.GetCellWidth() > width)
                {
                    Write(line, "    ", width);
                    line = "";
                }

                line = line.Length == 0 ? item : $"{line}   {item}";
            }

            if (line.Length > 0)
                Write(line, "    ", width);
        }

        Console.Out.WriteLine();
    }

    private static void Write(string text, string indent, int width)
    {
        foreach (string line in WrapText.Run(text, width - indent.Length))
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{indent}{line}"));
    }

    private static string TextOf(IRenderable cell, RenderOptions options) =>
        string.Concat(cell.Render(options, Unmeasured).Where(part => !part.IsControlCode).Select(part => part.Text)).Trim();
}
