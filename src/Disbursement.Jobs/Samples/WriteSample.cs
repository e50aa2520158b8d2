using System.Collections.Concurrent;
using Disbursement.Jobs.Samples.Faults;

namespace Disbursement.Jobs.Samples;

/// <summary>What a sample came to. A household that stands twice counts once; its rows count twice.</summary>
/// <param name="Households">How many households there are.</param>
/// <param name="Rows">How many rows, headers apart.</param>
/// <param name="FaultyHouseholds">How many households were given a problem.</param>
/// <param name="Bytes">Of all files written, the policy pack and the bureaus included.</param>
/// <param name="Files">How many files were written.</param>
internal sealed record SampleSummary(long Households, long Rows, long FaultyHouseholds, long Bytes, int Files);

/// <summary>Writes a whole inputs folder of made-up families. The same arguments give the same bytes.</summary>
internal static class WriteSample
{
    private const int FirstYear = 2022;
    private const int LastYear = 2090;

    /// <summary>
    /// Writes policy, bureaus and the rosters of one year. Another year with the same seed and number tells of the same people.
    /// </summary>
    /// <param name="outFolder">The inputs folder. A policy pack or list of bureaus that stands there already stays as it is.</param>
    /// <param name="households">Up to <see cref="BirthLanes.MostHouseholds"/>.</param>
    /// <param name="seed">Another seed gives other families.</param>
    /// <param name="faultsPercent">How many of a hundred households have a problem.</param>
    /// <param name="year">The run's year, from 2022 on: before that some families had no child yet.</param>
    /// <param name="written">Told the number of households written so far, from several threads.</param>
    /// <param name="stop">Stops between households; what is written stays.</param>
    /// <exception cref="IOException">The rosters of the year are there already, or cannot be written.</exception>
    public static SampleSummary Run(
        string outFolder, long households, ulong seed, double faultsPercent, int year, IProgress<long>? written, CancellationToken stop)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(households);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(households, BirthLanes.MostHouseholds);
        ArgumentOutOfRangeException.ThrowIfNegative(faultsPercent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(faultsPercent, 100);
        ArgumentOutOfRangeException.ThrowIfLessThan(year, FirstYear);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, LastYear);

        string folder = Path.Combine(outFolder, "rosters", $"{year}");
        Directory.CreateDirectory(folder);
        if (Directory.EnumerateFileSystemEntries(folder).Any())
            throw new IOException($"{folder} is not empty: a sample is never mixed with other rosters.");

        string policy = Path.Combine(outFolder, "policy");
        SampleSummary pack = Directory.Exists(policy) && Directory.EnumerateFiles(policy, "*.yaml").Any()
            ? new SampleSummary(0, 0, 0, 0, 0)
            : Copy("xuzhou.yaml", Path.Combine(policy, "xuzhou.yaml"));
        SampleSummary bureaus = Copy("bureaus.csv", Path.Combine(outFolder, "bureaus.csv"));

        FaultsInTurn faults = new(faultsPercent);
        IReadOnlyList<SampleCounty> counties = SampleCounty.Divide(households);
        SampleSummary[] parts = new SampleSummary[counties.Count];
        long soFar = 0;
        InParallel(counties, Write, stop);

        return parts.Concat([pack, bureaus]).Aggregate(Add);

        void Write(SampleCounty county)
        {
            ComposeFamily compose = new(seed, year, county);
            OtherHouseholds neighbours = new(counties, faults, seed, year, county);
            WriteCounty write = new(county, faults, neighbours, compose, seed, year, folder);
            parts[county.Index] = write.Run(count => written?.Report(Interlocked.Add(ref soFar, count)), stop);
        }
    }

    // The largest first, so that no thread is left alone with it at the end.
    private static void InParallel(IReadOnlyList<SampleCounty> counties, Action<SampleCounty> act, CancellationToken stop)
    {
        ParallelOptions options = new() { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = stop };
        try
        {
            IEnumerable<SampleCounty> largestFirst = counties.OrderByDescending(county => county.Households);
            Parallel.ForEach(Partitioner.Create(largestFirst, EnumerablePartitionerOptions.NoBuffering), options, act);
        }
        catch (AggregateException failures) when (failures.InnerExceptions[0] is IOException first)
        {
            throw new IOException(first.Message, failures);
        }
    }

    private static SampleSummary Copy(string resource, string path)
    {
        if (File.Exists(path))
            return new SampleSummary(0, 0, 0, 0, 0);

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using Stream from = typeof(WriteSample).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"{resource} is not embedded.");
        using FileStream to = new(path, FileMode.CreateNew);
        from.CopyTo(to);
        return new SampleSummary(0, 0, 0, to.Length, 1);
    }

    private static SampleSummary Add(SampleSummary left, SampleSummary right) => new(
        left.Households + right.Households,
        left.Rows + right.Rows,
        left.FaultyHouseholds + right.FaultyHouseholds,
        left.Bytes + right.Bytes,
        left.Files + right.Files);
}
