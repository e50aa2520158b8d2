using Disbursement.Domain.Amounts;
using Disbursement.Domain.Forecasts;
using Disbursement.Domain.History;
using Disbursement.Domain.Households;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Assessment;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Standings;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Questions;

/// <summary>Heads and money of one scheme in one county and year, with and without deaths.</summary>
internal sealed class ForeseenSums
{
    /// <summary>1.96 standard deviations to either side: 95 of 100 years would lie between.</summary>
    private const decimal Spread = 1.96m;

    private decimal _survivors;
    private decimal _varianceOfHeads;
    private decimal _base, _province, _city, _county;
    private decimal _varianceOfFen;

    /// <summary>Claimants with something due if all live.</summary>
    public long Heads { get; private set; }

    /// <summary>What is due if all live, by layer.</summary>
    public Layered Due { get; private set; }

    /// <summary>Claimants expected to live.</summary>
    public decimal ExpectedHeads => _survivors;

    /// <summary>What is expected to be due, by layer, each rounded to the fen.</summary>
    public Layered ExpectedDue => new(Fen(_base), Fen(_province), Fen(_city), Fen(_county));

    /// <summary>Half the width of the range of heads.</summary>
    public decimal HeadsEitherWay => Spread * Root(_varianceOfHeads);

    /// <summary>Half the width of the range of money.</summary>
    public Money DueEitherWay => Fen(Spread * Root(_varianceOfFen));

    public void Add(in ForeseenDue foreseen)
    {
        decimal lives = foreseen.Survival, both = lives * (1m - lives), fen = foreseen.Due.Total.Fen;
        Heads++;
        Due += foreseen.Due;
        _survivors += lives;
        _varianceOfHeads += both;
        _varianceOfFen += fen * fen * both;
        _base += foreseen.Due.Base.Fen * lives;
        _province += foreseen.Due.Province.Fen * lives;
        _city += foreseen.Due.City.Fen * lives;
        _county += foreseen.Due.County.Fen * lives;
    }

    public void Add(ForeseenSums other)
    {
        Heads += other.Heads;
        Due += other.Due;
        _survivors += other._survivors;
        _varianceOfHeads += other._varianceOfHeads;
        _varianceOfFen += other._varianceOfFen;
        (_base, _province, _city, _county) =
            (_base + other._base, _province + other._province, _city + other._city, _county + other._county);
    }

    private static Money Fen(decimal fen) => new((long)decimal.Round(fen, MidpointRounding.AwayFromZero));

    private static decimal Root(decimal value) => (decimal)Math.Sqrt((double)value);
}

/// <summary>What the years to come owe, from the rosters at hand.</summary>
/// <param name="Through">The last month of the rosters' year that counts.</param>
/// <param name="Further">How many whole years after it.</param>
/// <param name="Inputs">The rosters and the pack.</param>
/// <param name="Households">Households that were accepted.</param>
/// <param name="Rejected">Households that were rejected, and are not foreseen.</param>
/// <param name="Sums">By scheme, county and year.</param>
internal sealed record Forecast(Month Through, int Further, RunInputs Inputs, long Households, long Rejected,
    IReadOnlyDictionary<(Scheme Scheme, string County, int Year), ForeseenSums> Sums)
{
    /// <summary>The year of the rosters.</summary>
    public int Year => Through.Year;

    /// <summary>The life table that deaths are foreseen by; null where the pack has none.</summary>
    public LifeTable? Table => ForecastClaimant.TableOf(Inputs.Pack, Year);

    public IEnumerable<int> Years => Enumerable.Range(Year, Further + 1);

    /// <summary>One scheme over all counties.</summary>
    public ForeseenSums Of(Scheme scheme, int year)
    {
        ForeseenSums sums = new();
        foreach (ForeseenSums county in Sums.Where(one => one.Key.Scheme == scheme
            && one.Key.Year == year).OrderBy(one => one.Key.County, StringComparer.Ordinal).Select(one => one.Value))
            sums.Add(county);
        return sums;
    }

    /// <summary>Who bears what of a sum.</summary>
    public LevelSums Funding(Scheme scheme, Layered due) =>
        Inputs.Pack.TermsOf(scheme).Funding.Split(due.Base) + new LevelSums(Money.Zero, due.Province, due.City, due.County);
}

/// <summary>
/// Carries every claimant of a year's rosters forward. Nothing is written to the books: they are only read, for what was settled before.
/// </summary>
internal sealed class ForecastYears(Database? store, KeyRing ring)
{
    /// <exception cref="RunRefusal">The inputs are not in order.</exception>
    public Forecast Run(RunOrder order, int further, RunProgress progress, CancellationToken stop)
    {
        RunInputs inputs = RunInputs.Read(order);
        string[] counties = inputs.CountiesOf(order);
        progress.Stage = "reading";
        using YearInPassing passing = new(inputs, order.Year, counties, order.Workers, order.IsChinese, progress.Reading, stop);
        YearRead read = passing.Read;
        progress.TotalHouseholds = read.AcceptedIn(counties);

        progress.Stage = "forecasting";
        CountyForecast[] forecasts =
            passing.Each(county => County(county, read, inputs.Rules, order.Through, further, progress, stop), stop);
        Dictionary<(Scheme, string, int), ForeseenSums> sums =
            forecasts.SelectMany(county => county.Sums.Select(one => ((one.Key.Scheme, county.County, one.Key.Year), one.Value)))
                .ToDictionary(one => one.Item1, one => one.Value);
        return new Forecast(order.Through, further, inputs, progress.TotalHouseholds,
            read.Acceptances.Sum(county => county.Rejected), sums);
    }

    private CountyForecast County(string county, YearRead read, SchemeRules rules, Month through, int further, RunProgress progress,
        CancellationToken stop)
    {
        CountyForecast forecast = new(county, []);
        using TakeUpHouseholds takeUp = read.TakeUp(rules.Pack, store, ring);
        foreach (HouseholdAtHand household in takeUp.Run(read.Accepted(county, stop)))
        {
            foreach (ClaimantAtHand claimant in household.Claimants)
            {
                ClaimantHistory history = claimant.Standing.History;
                foreach (ForeseenDue due in ForecastClaimant.Run(
                    claimant.Household, claimant.Claimant, history, rules, through, further, claimant.IsDuplicate))
                    forecast.Add(due);
            }

            progress.AddHousehold(0);
        }

        return forecast;
    }

    /// <summary>One county; it belongs to one thread.</summary>
    private sealed record CountyForecast(string County, Dictionary<(Scheme Scheme, int Year), ForeseenSums> Sums)
    {
        public void Add(in ForeseenDue due)
        {
            if (!Sums.TryGetValue((due.Scheme, due.Year), out ForeseenSums? sums))
                Sums[(due.Scheme, due.Year)] = sums = new ForeseenSums();
            sums.Add(due);
        }
    }
}
