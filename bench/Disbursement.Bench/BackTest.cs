using System.Globalization;
using Disbursement.Domain.Households;
using Disbursement.Domain.Policies;
using Disbursement.Jobs.Store.Tables;
using Microsoft.EntityFrameworkCore;

namespace Disbursement.Bench;

/// <summary>What a forecast foresaw for a year beside what the run of that year decided, as a Markdown table.</summary>
internal static class BackTest
{
    /// <param name="forecast">The table of the forecast, CSV with English headers.</param>
    /// <param name="database">The database that has the run of the year.</param>
    /// <param name="year">The year.</param>
    public static void Run(string forecast, string database, int year)
    {
        Dictionary<string, Foreseen> foreseen = Read(forecast, year);
        using SqliteDisbursementDb db = FinishedRun.Open(database);
        int run = db.Runs.Where(one => one.Year == year).OrderBy(one => one.Number).Select(one => one.Number).FirstOrDefault();
        if (run == 0)
            throw new ArgumentException($"{database} has no run of {year}.");

        (long first, long end) = ClaimantNumber.OfRun(run);
        var decided = db.Decisions.AsNoTracking().Where(decision => decision.ClaimantNumber >= first && decision.ClaimantNumber < end
            && decision.DueFen > 0).GroupBy(decision => decision.Scheme)
            .Select(group => new { Scheme = group.Key, Heads = group.LongCount(), Fen = group.Sum(decision => decision.DueFen) })
            .ToDictionary(scheme => scheme.Scheme);
        Console.WriteLine($"| scheme | heads foreseen if all live | heads expected | heads in the run of {year} | expected less run | yuan "
            + $"expected | yuan in the run | expected less run |");
        Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|");
        foreach (string scheme in foreseen.Keys.Union(decided.Keys).Order(StringComparer.Ordinal))
        {
            Foreseen one = foreseen.GetValueOrDefault(scheme, new Foreseen(0, 0, 0));
            (long heads, long fen) = decided.TryGetValue(scheme, out var found) ? (found.Heads, found.Fen) : (0, 0);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {scheme} | {one.IfAllLive:N0} | {one.Heads:N0} | {heads:N0} | {Off(one.Heads, heads)} | {one.Yuan:N0} | "
                    + $"{fen / 100m:N0} | {Off(one.Yuan, fen / 100m)} |"));
        }
    }

    private static string Off(decimal foreseen, decimal found) => found == 0
        ? "–"
        : string.Create(CultureInfo.InvariantCulture, $"{(foreseen - found) / found * 100:+0.0;-0.0;0.0} %");

    private static Dictionary<string, Foreseen> Read(string file, int year)
    {
        string[][] rows = [.. File.ReadLines(file).Select(line => line.TrimStart('\uFEFF').Split(','))];
        int Column(string name) => Array.IndexOf(rows[0], name) is >= 0 and var at
            ? at
            : throw new ArgumentException($"{file} has no column {name}.");
        (int scheme, int at, int all, int heads, int due) =
            (Column("scheme"), Column("year"), Column("heads_if_all_live"), Column("expected_heads"), Column("expected_due"));
        decimal Number(string[] row, int column) => decimal.Parse(row[column], CultureInfo.InvariantCulture);
        return rows.Skip(1).Where(row => row[at] == year.ToString(CultureInfo.InvariantCulture)).GroupBy(row => row[scheme])
            .ToDictionary(group => group.Key, group => new Foreseen(
                group.Sum(row => Number(row, all)), group.Sum(row => Number(row, heads)), group.Sum(row => Number(row, due))));
    }

    /// <summary>One scheme over all counties.</summary>
    private sealed record Foreseen(decimal IfAllLive, decimal Heads, decimal Yuan);
}
