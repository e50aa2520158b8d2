using System.Globalization;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Runs;
using Microsoft.Extensions.Hosting;

namespace Disbursement.Jobs.Review.Pictures;

/// <summary>A forecast that was started in the console.</summary>
internal sealed class TrackedForecast(string by, int year, DateTimeOffset startedAt)
{
    public string By => by;

    /// <summary>The year of the rosters that it starts from.</summary>
    public int Year => year;

    public DateTimeOffset StartedAt => startedAt;

    public RunProgress Progress { get; } = new();

    public Forecast? Result { get; set; }

    /// <summary>Why it came to nothing; null where it did not.</summary>
    public Trouble? Trouble { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public bool IsRunning => EndedAt is null;
}

/// <summary>
/// Makes forecasts as the <c>forecast</c> verb does, over all counties, one at a time, and remembers the last one. Nothing is written.
/// </summary>
internal sealed class ForecastTracker(Desk desk, IHostApplicationLifetime life)
{
    /// <summary>The number of years after the year of the rosters.</summary>
    public const int Further = 5;

    private readonly Lock _gate = new();

    public TrackedForecast? Last { get; private set; }

    /// <summary>The newest year that there are rosters of; null for none.</summary>
    public int? NewestYear
    {
        get
        {
            string rosters = Path.Combine(desk.Work.Inputs, "rosters");
            return !Directory.Exists(rosters) ? null : Directory.GetDirectories(rosters)
                .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out int year)
                    ? year
                    : (int?)null).Max();
        }
    }

    /// <summary>Starts one, unless one is under way.</summary>
    public void Start(string by, int year)
    {
        lock (_gate)
        {
            if (Last?.IsRunning == true)
                return;

            TrackedForecast forecast = Last = new TrackedForecast(by, year, desk.Now);
            RunOrder order = new()
            {
                Year = year,
                Inputs = desk.Work.Inputs,
                Out = "",
                Data = desk.Work.Data,
                Maker = "",
                IsDryRun = true,
            };
            _ = Task.Run(() => Carry(forecast, order, life.ApplicationStopping));
        }
    }

    private void Carry(TrackedForecast forecast, RunOrder order, CancellationToken stop)
    {
        try
        {
            forecast.Result = new ForecastYears(desk.Store, desk.Ring).Run(order, Further, forecast.Progress, stop);
        }
        catch (Exception exception)
        {
            Serilog.Log.Warning("A forecast came to nothing: {Kind}", exception.GetBaseException().GetType().Name);
            forecast.Trouble = Trouble.Of(exception);
        }
        finally
        {
            forecast.EndedAt = desk.Now;
        }
    }
}
