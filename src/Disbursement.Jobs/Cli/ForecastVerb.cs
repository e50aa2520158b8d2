using System.CommandLine;
using System.Globalization;
using Disbursement.Domain.Words;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Batches;
using Disbursement.Jobs.Cli.Screens;
using Disbursement.Jobs.Printing;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Spectre.Console;

namespace Disbursement.Jobs.Cli;

/// <summary><c>forecast</c>: next years' budgets from the rosters at hand.</summary>
internal static class ForecastVerb
{
    private const int MostYears = 40;

    public static Command Command()
    {
        Option<int> years = new("--years") { Description = "How many years after that of the rosters", DefaultValueFactory = _ => 5 };
        Option<int?> year = new("--year") { Description = "Year of the rosters; else the newest there are" };
        Option<string?> through = new("--through")
        {
            Description = "Last month of the rosters' year that counts, yyyy-MM; December by default",
        };
        Option<string> inputs = new("--inputs")
        {
            Description = "Folder of rosters, policy pack and bureaus.csv",
            DefaultValueFactory = _ => "inputs",
        };
        Option<string?> target = new("--to") { Description = "Folder that gets table and charts; else forecast-YEAR in the out folder" };
        Option<string[]> counties = new("--counties")
        {
            Description = "County codes, joined by commas",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };
        Command command = new("forecast", "Heads and money by scheme, county and year, from the rosters at hand: table, csv, xlsx and "
            + "chart; writes nothing to the database") { years, year, through, inputs, target, counties };
        command.SetAction((ParseResult parsed, CancellationToken stop) => Task.FromResult(CommandLine.Guard(parsed, isChinese =>
        {
            int further = parsed.GetValue(years);
            if (further is < 0 or > MostYears)
                throw new RunRefusal($"--years {further} is not a number from 0 to {MostYears}.")
                {
                    Chinese = $"--years {further} 不是 0 至 {MostYears} 之间的数。",
                };

            string folder = Settings.Of(parsed, inputs, "Inputs"), data = Settings.Of(parsed, CommonOptions.Data, "Data");
            int of = parsed.GetValue(year) ?? Newest(folder);
            RunOrder order = new()
            {
                Year = of,
                ThroughMonth = RunVerb.Through(parsed.GetValue(through), of),
                Inputs = folder,
                Out = "",
                Data = data,
                Counties = [.. parsed.GetValue(counties)!.SelectMany(
                    list => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Distinct()],
                Maker = "",
                IsChinese = isChinese,
                IsDryRun = true,
            };
            OpenFolder? books = Store.Connections.Database.Exists(data, Settings.Database(parsed)) ? OpenFolder.ToRead(parsed) : null;
            RunProgress progress = new();
            Forecast forecast;
            using (ShowProgress.Of(progress, isChinese))
                forecast = new ForecastYears(books?.Store, books?.Ring ?? KeyRing.Fleeting()).Run(order, further, progress, stop);
            string place = parsed.GetValue(target) ?? Path.Combine(Settings.Of(parsed, "Out") ?? "out", $"forecast-{order.Year}");
            ForecastRow[] totals = [.. Totals(forecast)];
            Write(forecast, totals, place, isChinese);
            if (parsed.GetValue(CommonOptions.Json))
            {
                using Stream output = Console.OpenStandardOutput();
                output.Write(JsonBytes.Of(new { forecast.Year, Through = forecast.Through.ToString(), forecast.Further,
                    LifeTable = forecast.Table is { } table
                        ? new { table.From, table.Source, table.IsAssumed }
                        : null, Rows = Rows(forecast).Select(Json) }));
                return ExitCode.Done;
            }

            Show(forecast, totals, place, isChinese);
            return ExitCode.Done;
        })));
        return command;
    }

    private static int Newest(string inputs)
    {
        string rosters = Path.Combine(inputs, "rosters");
        int[] years = Directory.Exists(rosters)
            ? [.. Directory.GetDirectories(rosters).Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None,
                CultureInfo.InvariantCulture, out int year) ? year : 0).Where(year => year > 0)]
            : [];
        return years.Length > 0 ? years.Max() : throw new RunRefusal(
            $"There are no rosters in {rosters}. Name the folder that holds them with --inputs.")
        {
            Chinese = $"{rosters} 中没有花名册。请用 --inputs 指出其上级文件夹。",
        };
    }

    private static void Write(Forecast forecast, ForecastRow[] totals, string place, bool isChinese)
    {
        Directory.CreateDirectory(place);
        string Named(string ending) => Path.Combine(place, $"forecast-{forecast.Year}-{forecast.Year + forecast.Further}.{ending}");
        using (FileStream csv = File.Create(Named("csv")))
            ForecastRow.WriteCsv(csv, Rows(forecast), isChinese);
        using (FileStream xlsx = File.Create(Named("xlsx")))
            ForecastRow.WriteWorkbook(xlsx, Rows(forecast), Remarks(forecast, isChinese), isChinese);
        if (totals.Length > 0)
            DrawForecast.Run(Named("png"), Named("svg"), totals, isChinese);
    }

    private static IEnumerable<ForecastRow> Rows(Forecast forecast) =>
        forecast.Sums.OrderBy(one => forecast.Inputs.Pack.PlaceOf(one.Key.Scheme)).ThenBy(one => one.Key.County, StringComparer.Ordinal)
            .ThenBy(one => one.Key.Year)
            .Select(one => Row(forecast, one.Key.Scheme, one.Key.County, one.Key.Year, one.Value));

    private static IEnumerable<ForecastRow> Totals(Forecast forecast) =>
        from scheme in forecast.Inputs.Pack.Schemes
        where forecast.Sums.Keys.Any(key => key.Scheme == scheme)
        from year in forecast.Years
        select Row(forecast, scheme, "", year, forecast.Of(scheme, year));

    private static ForecastRow Row(Forecast forecast, Scheme scheme, string county, int year, ForeseenSums sums) => new(
        scheme.Code, forecast.Inputs.Pack.TermsOf(scheme).Title, county, year, sums.Heads, sums.Due.Total, sums.ExpectedHeads,
        sums.HeadsEitherWay, sums.ExpectedDue.Total, sums.DueEitherWay, forecast.Funding(scheme, sums.ExpectedDue));

    private static object Json(ForecastRow row) => new
    {
        row.Scheme, row.County, row.Year, HeadsIfAllLive = row.Heads, DueIfAllLiveFen = row.Due.Fen,
        ExpectedHeads = decimal.Round(row.ExpectedHeads, 1), HeadsEitherWay = decimal.Round(row.HeadsEitherWay, 1),
        ExpectedFen = row.Expected.Fen, EitherWayFen = row.EitherWay.Fen, CentralFen = row.Funding.Central.Fen,
        ProvinceFen = row.Funding.Province.Fen, CityFen = row.Funding.City.Fen, CountyFen = row.Funding.County.Fen,
    };

    private static void Show(Forecast forecast, ForecastRow[] totals, string place, bool isChinese)
    {
        string Say(string chinese, string english) => isChinese ? chinese : english;
        foreach ((string caption, Func<ForecastRow, string> value) in new (string, Func<ForecastRow, string>)[]
        {
            (Say("预计人数", "expected heads"), row => decimal.Round(row.ExpectedHeads).ToString("N0", CultureInfo.InvariantCulture)),
            (Say("预计应发（元）", "expected dues, yuan"), row => Yuan(row.Expected)),
        })
        {
            Table table = new Table { Border = TableBorder.Simple }.AddColumn(caption);
            foreach (int year in forecast.Years)
                table.AddColumn(new TableColumn(year.ToString(CultureInfo.InvariantCulture)).RightAligned());
            foreach (IGrouping<string, ForecastRow> scheme in totals.GroupBy(row => row.Scheme))
                table.AddRow([$"{scheme.Key} {Markup.Escape(scheme.First().Title)}", .. scheme.Select(value)]);
            if (caption == Say("预计应发（元）", "expected dues, yuan"))
                table.AddRow([Say("合计", "total"),
                    .. forecast.Years.Select(year => Yuan(new Money(totals.Where(row => row.Year == year).Sum(row => row.Expected.Fen))))]);
            Tables.Print(table);
        }

        foreach (string remark in Remarks(forecast, isChinese))
            Screen.WriteLine(remark);
        Screen.WriteLine(Say($"明细和图表在 {place}。", $"Details and charts are in {place}."));
    }

    private static IEnumerable<string> Remarks(Forecast forecast, bool isChinese)
    {
        string Say(string chinese, string english) => isChinese ? chinese : english;
        yield return Say(
            $"依据 {forecast.Year} 年名册受理的 {forecast.Households} 户（退回的 {forecast.Rejected} 户未计入），每年按现行规则逐年推算。",
            $"From {Counted.Of(forecast.Households, "accepted household")} of {forecast.Year} ({forecast.Rejected} rejected left out), "
                + "each year decided by the rules themselves.");
        if (!forecast.Through.IsDecember)
            yield return Say($"{forecast.Year} 年只计至 {forecast.Through}，即发放至该月的批次所应发；以后各年为全年。",
                $"Of {forecast.Year} only what is due through {forecast.Through} counts, as a run through that month pays it; the years "
                    + "after it are whole.");
        yield return forecast.Table is { } table
            ? Say($"死亡概率：{ParameterWords.Source(table.Source, true)}{(table.IsAssumed ? "（假定值）" : "")}；区间为 95%，仅反映死亡的随机性。",
                $"Deaths: {ParameterWords.Source(table.Source, false)}{(table.IsAssumed ? " (assumed)" : "")}; "
                    + $"the range is that of 95 %, from chance in deaths alone.")
            : Say("政策包没有生命表：未计死亡。", "The policy pack has no life table: nobody is taken to die.");
        yield return Say(
            "以后年度首次符合条件的，视为当年申请；本年已符合而未申报的，视为继续不申报。未预见：新生子女、子女死亡或伤残、尚无日期的退休、婚姻和户籍变动、费率调整（政策包中已写明的除外）；自付医疗费用按本年不变。",
            "Who first qualifies in a later year is taken to apply in it; who could claim this year and did not is taken to go on without. "
                + "Not foreseen: new children, children's deaths and disabilities, retirements without a date yet, marriages, moves, and "
                + "rates that the pack does not have yet; medical costs stay as they are this year.");
    }

    private static string Yuan(Money money) => money.Grouped();
}
