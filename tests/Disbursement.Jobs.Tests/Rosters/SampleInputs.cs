using Disbursement.Jobs.Samples;

namespace Disbursement.Jobs.Tests.Rosters;

/// <summary>Rosters of made-up families, and the same rows in other files and orders.</summary>
internal static class SampleInputs
{
    /// <summary>Writes a sample into the inputs folder.</summary>
    public static TestInputs WithSample(this TestInputs inputs, int households, double faultsPercent = 0, ulong seed = 5, int year = 2026)
    {
        Directory.Delete(inputs.Inputs, recursive: true);
        WriteSample.Run(inputs.Inputs, households, seed, faultsPercent, year, written: null, CancellationToken.None);
        return inputs;
    }

    /// <summary>
    /// Deals the households of all rosters into other files at random; rows of a household stay in one file, in any place of it.
    /// </summary>
    public static TestInputs Deal(this TestInputs inputs, int seed, int files)
    {
        Random random = new(seed);
        string folder = Path.Combine(inputs.Inputs, "rosters", "2026");
        string[] rosters = Directory.GetFiles(folder);
        string header = File.ReadLines(rosters[0]).First();
        List<string>[] dealt = [.. Enumerable.Range(0, files).Select(_ => new List<string>())];
        foreach (IGrouping<string, string> household in rosters.SelectMany(file => File.ReadLines(file).Skip(1))
            .GroupBy(line => string.Join(',', line.Split(',').Take(2))))
            dealt[random.Next(files)].AddRange(household);
        foreach (string roster in rosters)
            File.Delete(roster);
        for (int i = 0; i < files; i++)
        {
            string[] rows = [.. dealt[i]];
            random.Shuffle(rows);
            File.WriteAllText(Path.Combine(folder, $"{(char)('z' - i)}{i}.csv"), string.Join('\n', [header, .. rows]) + "\n");
        }

        return inputs;
    }

    /// <summary>All values of some columns in the rosters of a year.</summary>
    public static HashSet<string> Values(this TestInputs inputs, params string[] columns) =>
        [.. Directory.GetFiles(Path.Combine(inputs.Inputs, "rosters", "2026"), "*.csv")
            .SelectMany(file => RosterText.Read(File.ReadAllText(file)))
            .SelectMany(row => columns.Select(column => row.GetValueOrDefault(column, ""))).Where(value => value.Length > 0)];
}
