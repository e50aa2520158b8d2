using Disbursement.Domain.Households;
using Disbursement.Domain.Registers;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Questions.Audits;

/// <summary>A death as the archived rosters and registers of deaths tell it.</summary>
/// <param name="Day">The day of death.</param>
/// <param name="Run">The first sealed run that read the roster.</param>
/// <param name="Roster">The newest roster that gives the day.</param>
/// <param name="Line">Where it stands there.</param>
/// <param name="TakenBack">The newer roster in which the person lives again; null where none does.</param>
internal sealed record KnownDeath(DateOnly Day, RunRecord Run, string Roster, RowNumber Line, string? TakenBack);

/// <summary>
/// Every death that any archived roster or register of a sealed run tells, the newest roster last. Only the dead are kept in memory.
/// </summary>
internal static class KnownDeaths
{
    public static IReadOnlyDictionary<ClaimantKey, KnownDeath> Run(AuditTask task)
    {
        Dictionary<CitizenId, KnownDeath> deaths = [];
        foreach ((RunInputRecord roster, RunRecord first) in Rosters(task))
        {
            if (Rows(task, roster, first.Year) is not { } rows)
            {
                task.Remark($"档案中没有批次 {first.Id} 读取的 {roster.Path}，或其内容已变：其中的死亡日期未能核对。",
                    $"The archive does not hold {roster.Path} as run {first.Id} read it: deaths that it tells were not seen.");
                continue;
            }

            foreach (ToldDeath row in rows)
            {
                if (row.DeathDate is { } day)
                    deaths[row.Id] = new KnownDeath(day, first, roster.Path, row.Line, null);
                else if (deaths.TryGetValue(row.Id, out KnownDeath? death) && death.TakenBack is null)
                    deaths[row.Id] = death with { TakenBack = $"{first.Id} {roster.Path}:{row.Line}" };
            }
        }

        using ClaimantKeys keys = new(task.Setting.Ring);
        return deaths.ToDictionary(death => keys.Of(death.Key), death => death.Value);
    }

    /// <summary>What a roster, or a register of deaths, says of whether somebody lives; other registers say nothing of it.</summary>
    private static IEnumerable<ToldDeath>? Rows(AuditTask task, RunInputRecord roster, int year)
    {
        if (!FindRegisters.IsRegister(roster.Path))
            return ReadDeaths.Run(task.Setting.Inputs, task.Folder, roster.Path, roster.Sha256, year, task.Stop);

        return FindRegisters.KindOf(roster.Path) == RegisterKind.Death
            ? ReadDeaths.OfRegister(task.Setting.Inputs, task.Folder, roster.Path, roster.Sha256, year, task.Stop)
            : [];
    }

    /// <summary>
    /// Each roster once, in the order in which it was read last, with the run that read it first: a roster that a later run read again
    /// still counts then.
    /// </summary>
    private static List<(RunInputRecord Roster, RunRecord First)> Rosters(AuditTask task)
    {
        RunBook runs = new(task.Setting.Store);
        Dictionary<string, (RunInputRecord Roster, RunRecord First, (int, int, int) Last)> rosters = [];
        foreach (RunRecord run in runs.Sealed().Where(run => run.Kind == RunKind.Yearly))
        {
            foreach (RunInputRecord roster in runs.Inputs(run).Where(roster => roster.Sha256.Length > 0))
            {
                (int, int, int) last = (run.Number, FindRosters.IsCorrection(roster.Path) ? 1 : 0, roster.Ordinal);
                rosters[roster.Sha256] =
                    rosters.TryGetValue(roster.Sha256, out (RunInputRecord Roster, RunRecord First, (int, int, int)) known)
                    ? (known.Roster, known.First, last)
                    : (roster, run, last);
            }
        }

        return [.. rosters.Values.OrderBy(roster => roster.Last).Select(roster => (roster.Roster, roster.First))];
    }
}
