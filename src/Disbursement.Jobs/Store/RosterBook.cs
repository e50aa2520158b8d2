using System.Globalization;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Store;

/// <summary>What the record of acts says of rosters that were put in place, replaced and withdrawn.</summary>
/// <param name="Act">What was done.</param>
/// <param name="Year">The year of the rosters.</param>
/// <param name="Name">The path below the rosters of the year.</param>
/// <param name="Sha256">Of the file that came, or that was withdrawn.</param>
/// <param name="Before">Of the file that was replaced; null where none was.</param>
/// <param name="Rows">Rows of the file that came.</param>
/// <param name="Households">Its households.</param>
/// <param name="Counties">Counties of its households.</param>
/// <param name="Officer">Who.</param>
/// <param name="At">When; seconds since 1970, UTC.</param>
/// <param name="Reason">Why.</param>
internal sealed record RosterAct(
    string Act, int Year, string Name, string Sha256, string? Before, long? Rows, long? Households, IReadOnlyList<string> Counties,
    string Officer, long At, string? Reason);

/// <summary>Acts on rosters, as the record of acts holds them.</summary>
internal static class RosterBook
{
    public const string Add = "add-roster";
    public const string Replace = "replace-roster";
    public const string Withdraw = "withdraw-roster";

    /// <summary>Acts that put a file among the rosters.</summary>
    public static IReadOnlyList<string> Bringing { get; } = ["import-correction", Add, Replace];

    private static readonly string[] All = [Add, Replace, Withdraw];

    /// <summary>Every such act that was done in a year's rosters, in the order of acts; of all years where none is named.</summary>
    public static IReadOnlyList<RosterAct> Of(DisbursementDb db, int? year = null) =>
    [
        .. db.Audit.ToRead().Where(act => All.Contains(act.Act) && act.Outcome == ActResult.Done)
            .OrderBy(act => act.Sequence).AsEnumerable()
            .Select(Read).Where(act => year is null || act.Year == year),
    ];

    /// <summary>What an act that brings a file says of it besides.</summary>
    public static string Detail(string sha256, int year, string? before, long rows, long households, IEnumerable<string> counties) =>
        string.Create(CultureInfo.InvariantCulture, $"sha256={sha256} year={year}{(before is null ? "" : $" before={before}")} rows={rows} "
            + $"households={households} counties={string.Join(',', counties)}");

    /// <summary>How many rejected rows of a run the acts after it have corrected, and in how many files.</summary>
    public static (long Rows, int Files) Corrected(DisbursementDb db, string run)
    {
        string wanted = Of(run);
        long[] counts = [.. db.Audit.ToRead().Where(act => Bringing.Contains(act.Act) && act.Outcome == ActResult.Done
            && act.Detail != null && act.Detail.Contains(wanted)).AsEnumerable()
            .Where(act => act.Detail!.EndsWith(wanted, StringComparison.Ordinal))
            .Select(act => long.Parse(Value(act.Detail, "corrects")!, CultureInfo.InvariantCulture))];
        return (counts.Sum(), counts.Length);
    }

    /// <summary>The end of a detail that says how many rejected rows of a run a file corrects; empty where no run is named.</summary>
    public static string Corrects(long rows, string? run) =>
        run is null ? "" : string.Create(CultureInfo.InvariantCulture, $" corrects={rows}{Of(run)}");

    public static string? Sha256In(string? detail) => Value(detail, "sha256");

    private static string Of(string run) => $" of={run}";

    private static RosterAct Read(AuditRecord act)
    {
        (string year, string name) = act.Subject!.Split('/', 2) is [var before, var after] ? (before, after) : ("0", act.Subject);
        return new RosterAct(act.Act, int.Parse(year, CultureInfo.InvariantCulture), name, Sha256In(act.Detail) ?? "",
            Value(act.Detail, "before"), Number(act.Detail, "rows"), Number(act.Detail, "households"),
            Value(act.Detail, "counties")?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [], act.Actor, act.RecordedAt, act.Reason);
    }

    private static long? Number(string? detail, string name) =>
        long.TryParse(Value(detail, name), NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : null;

    private static string? Value(string? detail, string name) =>
        detail?.Split(' ').FirstOrDefault(pair => pair.StartsWith(name + "=", StringComparison.Ordinal)) is { } found
            ? found[(name.Length + 1)..]
            : null;
}
