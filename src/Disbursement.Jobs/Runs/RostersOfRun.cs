using System.Text.Json;

namespace Disbursement.Jobs.Runs;

/// <summary>What the summary of a sealed run says of the rosters that it read.</summary>
internal static class RostersOfRun
{
    /// <summary>The counties that the rows of each roster name, by the roster's path below those of its year.</summary>
    /// <param name="folder">The output folder of the run.</param>
    /// <returns>None where the summary cannot be read any more.</returns>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Counties(string folder)
    {
        try
        {
            using FileStream file = File.OpenRead(Path.Combine(folder, "summary.json"));
            return (JsonSerializer.Deserialize<Summary>(file, JsonSerializerOptions.Web)?.Inputs ?? [])
                .ToDictionary(roster => roster.Path, roster => roster.Counties ?? []);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return new Dictionary<string, IReadOnlyList<string>>();
        }
    }

    private sealed record Summary(IReadOnlyList<Roster>? Inputs);

    private sealed record Roster(string Path, IReadOnlyList<string>? Counties);
}
