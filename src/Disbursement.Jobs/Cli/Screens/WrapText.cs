using System.Text;
using Spectre.Console;

namespace Disbursement.Jobs.Cli.Screens;

/// <summary>
/// Breaks text into lines of a screen. A Chinese character takes two columns, and stands by itself; a word is never broken.
/// </summary>
internal static class WrapText
{
    private const string ClosesLine = "，。；：、！？）》”’%";

    /// <summary>Columns of the widest piece that is not broken.</summary>
    public static int WidestPiece(string text) => Pieces(text).Max(piece => (int?)piece.Trim().GetCellWidth()) ?? 0;

    /// <summary>The lines of a text, none wider than <paramref name="width"/> unless a single piece is.</summary>
    public static IReadOnlyList<string> Run(string text, int width)
    {
        List<string> lines = [];
        StringBuilder line = new();
        int used = 0;
        foreach (string piece in Pieces(text))
        {
            int wide = piece.TrimEnd().GetCellWidth();
            if (used > 0 && used + wide > width)
            {
                lines.Add(line.ToString().TrimEnd());
                line.Clear();
                used = 0;
            }

            line.Append(piece);
            used += piece.GetCellWidth();
        }

        lines.Add(line.ToString().TrimEnd());
        return lines;
    }

    /// <summary>Words with the blanks after them, and Chinese characters one by one with the marks that close them.</summary>
    private static IEnumerable<string> Pieces(string text)
    {
        int start = 0;
        for (int i = 1; i < text.Length; i++)
        {
            bool isBreak = text[i] != ' ' && !ClosesLine.Contains(text[i], StringComparison.Ordinal)
                && (text[i - 1] == ' ' || IsWide(text[i - 1]) || IsWide(text[i]));
            if (!isBreak)
                continue;

            yield return text[start..i];
            start = i;
        }

        if (start < text.Length)
            yield return text[start..];
    }

    private static bool IsWide(char one) => one > '\u2E7F' && !char.IsSurrogate(one);
}
