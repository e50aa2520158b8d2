using System.CommandLine;

namespace Disbursement.Jobs.Cli;

/// <summary>Which verbs and options somebody may have meant who typed another word.</summary>
internal static class MeantWord
{
    private const int Most = 3;

    /// <summary>The nearest names of a verb that the program does not take, the nearest first; none where nothing is near.</summary>
    /// <param name="command">Where the word was typed.</param>
    /// <param name="typed">The word.</param>
    public static IReadOnlyList<string> Of(Command command, string typed)
    {
        string word = typed.Split('=')[0];
        IEnumerable<string> names = word.StartsWith('-')
            ? Above(command).SelectMany(one => one.Options.Where(option => one == command || option.Recursive))
                .Select(option => option.Name)
            : command.Subcommands.Select(one => one.Name);
        (string Name, int Steps)[] near = [.. names.Distinct().Select(name => (name, Steps(word, name)))
            .Where(one => one.Item2 <= Math.Max(1, word.Length / 3))
            .OrderBy(one => one.Item2).ThenBy(one => one.name, StringComparer.Ordinal)];
        return [.. near.Where(one => one.Steps == near[0].Steps).Select(one => one.Name).Take(Most)];
    }

    private static IEnumerable<Command> Above(Command command) => [command, .. command.Parents.OfType<Command>().SelectMany(Above)];

    /// <summary>How many letters are left out, added, changed or swapped with their neighbour.</summary>
    private static int Steps(string one, string other)
    {
        int[][] steps = [.. Enumerable.Range(0, one.Length + 1).Select(_ => new int[other.Length + 1])];
        for (int i = 0; i <= one.Length; i++)
        {
            for (int j = 0; j <= other.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    steps[i][j] = i + j;
                    continue;
                }

                int change = one[i - 1] == other[j - 1] ? 0 : 1;
                steps[i][j] = Math.Min(Math.Min(steps[i - 1][j], steps[i][j - 1]) + 1, steps[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                    steps[i][j] = Math.Min(steps[i][j], steps[i - 2][j - 2] + 1);
            }
        }

        return steps[one.Length][other.Length];
    }
}
