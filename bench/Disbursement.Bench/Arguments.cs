using System.Globalization;

namespace Disbursement.Bench;

/// <summary>A verb and its options.</summary>
internal sealed class Arguments(string[] args)
{
    public const string Usage = """
        floor  --inputs DIR --database RUN.db --work DIR     both of the next two
        parse  --inputs DIR [--year 2026] [--workers N]      the bare strict parse of the rosters
        write  --database RUN.db --work DIR                  the bare bulk write of the rows of a finished run
        naive  --database RUN.db --work DIR [--households N] the same rows by EF SaveChanges
        duckdb --sql FILE --inputs DIR --out DIR             the plain pipeline in DuckDB
        workbooks --inputs DIR --out DIR [--year 2026]       the same inputs with every roster as a workbook
        totals --database RUN.db                             rows, and payments and fen of each scheme
        empty --server CONNECTION                            an empty database disburse_bench; says its connection string
        backtest --forecast CSV --database RUN.db [--year]   a forecast beside what the run of the year decided
        """;

    public string Verb => args.Length > 0 ? args[0] : "";

    public string Get(string option)
    {
        int at = Array.IndexOf(args, option);
        return at > 0 && at + 1 < args.Length ? args[at + 1] : throw new ArgumentException($"{option} is missing.");
    }

    public int Number(string option, int otherwise)
    {
        if (!args.Contains(option))
            return otherwise;

        return int.TryParse(Get(option), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new ArgumentException($"{option} is not a number above 0.");
    }
}
