using Disbursement.Domain.Households;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Runs.Parts;
using Disbursement.Jobs.Store;

namespace Disbursement.Jobs.Questions.Audits;

/// <summary>A claimant as the archived rosters of a run have them.</summary>
internal sealed record ArchivedClaimant(AcceptedHousehold Household, Claimant Claimant, bool IsDuplicate);

/// <summary>The archived rosters of a sealed run, read again by the steps of a run; stored decisions play no part in it.</summary>
internal sealed class RecomputeRun : IDisposable
{
    private readonly RunFolders _folders;
    private readonly OwnWork _work;
    private readonly YearRead _read;

    private RecomputeRun(RunFolders folders, OwnWork work, RunInputs inputs, YearRead read, string[] counties)
    {
        (_folders, _work, _read, Inputs, Counties) = (folders, work, read, inputs, counties);
    }

    /// <summary>The pack, the bureaus and the rosters of the run, each with the hash it was recorded with.</summary>
    public RunInputs Inputs { get; }

    /// <summary>The counties that the run paid.</summary>
    public IReadOnlyList<string> Counties { get; }

    /// <summary>Reads the rosters; null, with a remark, where the archive does not hold them as they were.</summary>
    public static RecomputeRun? Open(AuditTask task, RunRecord run)
    {
        (RunInputs? inputs, string? unread) = new ArchivedInputs(task.Setting.Archive).Read(run, new RunBook(task.Setting.Store).Inputs(run), task.Stop);
        if (inputs is null)
        {
            task.Remark($"批次 {run.Id} 未能核对：{unread}", $"Run {run.Id} was not checked: {unread}");
            return null;
        }

        string[] counties = run.Counties.Length > 0 ? [.. run.Counties.Split(',').Order(StringComparer.Ordinal)] : [.. inputs.Bureaus.Select(bureau => bureau.County).Order(StringComparer.Ordinal)];
        RunFolders folders = RunFolders.Pass();
        OwnWork work = new(folders, Sealing.Discarding, Environment.ProcessorCount);
        try
        {
            YearRead read = new ReadYear(inputs, task.Setting.Archive, work, task.Order.IsChinese).Run(run.Year, counties, task.Setting.Ring, new ReadingProgress(), task.Stop);
            return new RecomputeRun(folders, work, inputs, read, counties);
        }
        catch
        {
            work.Dispose();
            folders.Dispose();
            throw;
        }
    }

    /// <summary>The claimants of a county that are asked for, in the order of households.</summary>
    public IEnumerable<ArchivedClaimant> Claimants(string county, Func<string, Role, bool> isWanted)
    {
        using HouseholdReader households = _read.Households(county);
        BuildHousehold build = new();
        while (households.MoveNext())
        {
            if (households.Current.IsReplaced || households.Current.IsRejected)
                continue;

            string number = households.Current.NumberText();
            bool isMother = isWanted(number, Role.Mother), isFather = isWanted(number, Role.Father);
            if (!isMother && !isFather)
                continue;

            AcceptedHousehold household = build.Run(households.Current);
            if (isMother && household.Household.Mother is { } mother)
                yield return new ArchivedClaimant(household, mother, _read.Duplicates.IsClaimant(mother.Id));
            if (isFather && household.Household.Father is { } father)
                yield return new ArchivedClaimant(household, father, _read.Duplicates.IsClaimant(father.Id));
        }
    }

    public void Dispose()
    {
        _work.Dispose();
        _folders.Dispose();
    }
}
