using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Runs.Parts;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Runs;

/// <summary>The rosters of a year, read by the steps of a run for a question that keeps nothing.</summary>
internal sealed class YearInPassing : IDisposable
{
    private readonly RunFolders _folders = RunFolders.Pass();
    private readonly OwnWork _work;

    /// <param name="inputs">What is read.</param>
    /// <param name="year">The year.</param>
    /// <param name="counties">Which counties are asked for.</param>
    /// <param name="workers">Parts at a time.</param>
    /// <param name="isChinese">The language of what is remarked.</param>
    /// <param name="progress">How far it has come.</param>
    /// <param name="stop">Stops the reading.</param>
    public YearInPassing(RunInputs inputs, int year, IReadOnlyList<string> counties, int workers, bool isChinese, ReadingProgress progress,
        CancellationToken stop)
    {
        _work = _folders.Alone(Sealing.Discarding, workers);
        Counties = counties;
        try
        {
            Read = new ReadYear(inputs, null, _work, isChinese).Run(year, counties, progress, stop);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The counties that were asked for.</summary>
    public IReadOnlyList<string> Counties { get; }

    /// <summary>What was read.</summary>
    public YearRead Read { get; }

    /// <summary>Looks at each county, side by side, and gives what was found in the order of counties.</summary>
    public T[] Each<T>(Func<string, T> look, CancellationToken stop) => _work.SideBySide(Counties, place => look(place.Name), stop);

    public void Dispose()
    {
        _work.Dispose();
        _folders.Dispose();
    }
}
