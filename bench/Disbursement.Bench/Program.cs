using System.Text;
using Disbursement.Bench;
using DuckDB.NET.Data;

Console.OutputEncoding = new UTF8Encoding(false);
Arguments given = new(args);
try
{
    switch (given.Verb)
    {
        case "parse":
            ParseFloor.Run(given.Get("--inputs"), given.Number("--year", 2026), given.Number("--workers", Environment.ProcessorCount));
            return 0;
        case "write":
            WriteFloor.Run(given.Get("--database"), given.Get("--work"));
            return 0;
        case "floor":
            ParseFloor.Run(given.Get("--inputs"), given.Number("--year", 2026), given.Number("--workers", Environment.ProcessorCount));
            WriteFloor.Run(given.Get("--database"), given.Get("--work"));
            return 0;
        case "naive":
            NaiveWrite.Run(given.Get("--database"), given.Number("--households", 100_000), given.Get("--work"));
            return 0;
        case "duckdb":
            DuckPipeline.Run(given.Get("--sql"), given.Get("--inputs"), given.Get("--out"), given.Number("--year", 2026));
            return 0;
        case "workbooks":
            WriteWorkbooks.Run(given.Get("--inputs"), given.Get("--out"), given.Number("--year", 2026));
            return 0;
        case "totals":
            RunTotals.Run(given.Get("--database"));
            return 0;
        case "empty":
            EmptyDatabase.Make(given.Get("--server"));
            return 0;
        case "backtest":
            BackTest.Run(given.Get("--forecast"), given.Get("--database"), given.Number("--year", 2027));
            return 0;
        default:
            await Console.Error.WriteLineAsync(Arguments.Usage).ConfigureAwait(false);
            return 2;
    }
}
catch (ArgumentException exception)
{
    await Console.Error.WriteLineAsync(exception.Message).ConfigureAwait(false);
    await Console.Error.WriteLineAsync(Arguments.Usage).ConfigureAwait(false);
    return 2;
}
catch (DuckDBException exception)
{
    await Console.Error.WriteLineAsync($"DuckDB: {exception.Message}").ConfigureAwait(false);
    return 1;
}
