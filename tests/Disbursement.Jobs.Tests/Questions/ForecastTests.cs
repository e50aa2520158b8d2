using Disbursement.Domain.Policies;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Privacy;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Questions;

/// <summary>Years to come, foreseen from the rosters at hand.</summary>
[TestFixture]
internal sealed class ForecastTests
{
    private TestInputs _inputs = null!;

    [SetUp]
    public void MakeInputs() => _inputs = new TestInputs();

    [TearDown]
    public void RemoveInputs() => _inputs.Dispose();

    [Test]
    public void The_first_year_is_what_its_run_pays_to_the_fen()
    {
        Forecast forecast = Foresee(_inputs.WithSample(800, faultsPercent: 3), 1);
        TestRun run = _inputs.Read();

        foreach (Scheme scheme in run.Summary.Inputs.Pack.Schemes)
            Assert.That(
                (forecast.Of(scheme, 2026).Heads, forecast.Of(scheme, 2026).Due.Total.Fen, forecast.Of(scheme, 2026).ExpectedDue.Total.Fen),
                Is.EqualTo(((long)run.Summary.Of(scheme).Payments, run.Summary.Of(scheme).Fen, run.Summary.Of(scheme).Fen)), scheme.Code);
    }

    [Test]
    public void Through_a_month_the_first_year_is_what_a_run_through_it_pays_and_the_next_year_is_whole()
    {
        _inputs.WithSample(800, faultsPercent: 3);
        Forecast whole = Foresee(_inputs, 1), half = Foresee(_inputs, 1, throughMonth: 6);
        TestRun run = _inputs.Run(_inputs.Order() with { ThroughMonth = 6, IsDryRun = true });

        foreach (Scheme scheme in run.Summary.Inputs.Pack.Schemes)
            Assert.That((half.Of(scheme, 2026).Due.Total.Fen, half.Of(scheme, 2027).Due.Total.Fen),
                Is.EqualTo((run.Summary.Of(scheme).Fen, whole.Of(scheme, 2027).Due.Total.Fen)), scheme.Code);
        Assert.That(half.Of(Scheme.Of("sab"), 2026).Due.Total, Is.LessThan(whole.Of(Scheme.Of("sab"), 2026).Due.Total));
    }

    [Test]
    public void The_only_child_reward_runs_out_and_old_age_assistance_gains_heads()
    {
        Forecast forecast = Foresee(_inputs.WithSample(3000), 5);

        long[] reward = [.. forecast.Years.Select(year => forecast.Of(Scheme.Of("ocr"), year).Heads)],
            elderly = [.. forecast.Years.Select(year => forecast.Of(Scheme.Of("era"), year).Heads)];
        Assert.That((reward[0] > 100, reward[4], reward[5]), Is.EqualTo((true, 0L, 0L)));
        Assert.That(reward, Is.Ordered.Descending);
        Assert.That(elderly, Is.Ordered.Ascending);
        Assert.That(elderly[5], Is.GreaterThan(elderly[0]));
    }

    /// <summary>
    /// The sample of the next year has the same people a year later, some of whom had new children, disabilities, deaths of children and
    /// applications that no roster of this year could tell.
    /// </summary>
    [Test]
    public void A_forecast_from_one_year_comes_near_the_run_of_the_next()
    {
        Forecast forecast = Foresee(_inputs.WithSample(6000), 1);
        using TestInputs next = new TestInputs().WithSample(6000, year: 2027);
        TestRun run = next.Read(2027);

        foreach (Scheme scheme in new[] { Scheme.Of("ocr"), Scheme.Of("era"), Scheme.Of("sab"), Scheme.Of("sad"), Scheme.Of("sac"),
            Scheme.Of("shp") })
            Assert.That(forecast.Of(scheme, 2027).Heads, Is.EqualTo(run.Summary.Of(scheme).Granted).Within(10).Percent, scheme.Code);
    }

    [Test]
    public void Deaths_take_heads_and_money_off_and_put_a_range_around_both()
    {
        Forecast forecast = Foresee(_inputs.WithSample(1500), 5);
        ForeseenSums now = forecast.Of(Scheme.Of("era"), 2026), then = forecast.Of(Scheme.Of("era"), 2031);

        Assert.That((now.HeadsEitherWay, now.DueEitherWay.Fen, now.ExpectedHeads), Is.EqualTo((0m, 0L, (decimal)now.Heads)));
        Assert.That(then.ExpectedHeads, Is.LessThan(then.Heads));
        Assert.That(then.ExpectedDue.Total, Is.LessThan(then.Due.Total));
        Assert.That(then.HeadsEitherWay, Is.InRange(1m, then.Heads / 4m));
        Assert.That(then.DueEitherWay.Fen, Is.EqualTo((long)(then.HeadsEitherWay * 96_000m)).Within(1).Percent,
            "everybody's rate is 960 yuan");
    }

    [Test]
    public void A_pack_without_a_life_table_foresees_nobodys_death()
    {
        _inputs.WithSample(500);
        string text = File.ReadAllText(_inputs.Pack);
        File.WriteAllText(_inputs.Pack, text[..text.IndexOf("lifeTables:", StringComparison.Ordinal)]);

        Forecast forecast = Foresee(_inputs, 3);

        Assert.That(forecast.Table, Is.Null);
        Assert.That(forecast.Of(Scheme.Of("era"), 2029).ExpectedHeads, Is.EqualTo((decimal)forecast.Of(Scheme.Of("era"), 2029).Heads));
    }

    [Test]
    public void What_is_settled_once_is_not_foreseen_again()
    {
        _inputs.WithSample(1500).Run();
        (KeyRing? ring, _) = KeyRing.Open(_inputs.Data, hasData: true);

        Forecast forecast = new ForecastYears(Database.OpenToRead(_inputs.Data), ring!)
            .Run(_inputs.Order() with { IsDryRun = true }, 2, new RunProgress(), CancellationToken.None);
        Forecast fresh = Foresee(_inputs, 2);

        Assert.That(fresh.Of(Scheme.Of("rls"), 2026).Heads, Is.GreaterThan(0));
        Assert.That(forecast.Of(Scheme.Of("rls"), 2027).Heads, Is.EqualTo(fresh.Of(Scheme.Of("rls"), 2027).Heads));
    }

    /// <summary>
    /// A second child that only the register of births knows ends the reward of both parents, where the pack has registers decide.
    /// </summary>
    [TestCase(false, 4)]
    [TestCase(true, 2)]
    public void What_a_register_records_is_foreseen_where_the_pack_trusts_it(bool isTrusted, int heads)
    {
        _inputs.Roster("a.csv", A.Household(1), A.Household(2))
            .Register("births.csv", "parent_id,birth_date", $"{A.Household(2).MotherId},2025-03-09");
        if (isTrusted)
            _inputs.TrustRegisters();

        Forecast forecast = Foresee(_inputs, 1);

        Assert.That((forecast.Of(Scheme.Of("ocr"), 2026).Heads, forecast.Of(Scheme.Of("ocr"), 2027).Heads),
            Is.EqualTo(((long)heads, (long)heads)));
    }

    [Test]
    public void The_command_leaves_a_table_a_workbook_and_a_picture_twice_and_nothing_else()
    {
        _inputs.WithSample(300);
        DisburseProgram program = new(_inputs.Root);

        (int exit, string said) = program.Run("forecast", "--years", "3");

        Assert.That(exit, Is.Zero, said);
        Assert.That(said, Does.Contain("ocr").And.Contain("2029").And.Contain("Gompertz"));
        string folder = Path.Combine(_inputs.Out, "forecast-2026");
        Assert.That(Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal),
            Is.EqualTo(["forecast-2026-2029.csv", "forecast-2026-2029.png", "forecast-2026-2029.svg", "forecast-2026-2029.xlsx"]));
        Assert.That(File.ReadAllBytes(Path.Combine(folder, "forecast-2026-2029.png"))[1..4], Is.EqualTo("PNG"u8.ToArray()));
        Assert.That(File.ReadAllText(Path.Combine(folder, "forecast-2026-2029.svg")), Does.Contain("<svg"));
        Assert.That(RosterText.Read(File.ReadAllText(Path.Combine(folder, "forecast-2026-2029.csv"))), Has.Count.GreaterThan(100));
        Assert.That(Directory.Exists(_inputs.Data) && File.Exists(_inputs.DatabaseFile), Is.False);
    }

    private static Forecast Foresee(TestInputs inputs, int further, int throughMonth = 12) => new ForecastYears(null, KeyRing.Fleeting())
        .Run(inputs.Order() with { IsDryRun = true, ThroughMonth = throughMonth }, further, new RunProgress(), CancellationToken.None);
}
