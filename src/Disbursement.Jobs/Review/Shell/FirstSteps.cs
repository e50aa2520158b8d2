using System.Globalization;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Review.Runs;
using Disbursement.Jobs.Review.Words;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Review.Shell;

/// <summary>One step of a new office.</summary>
/// <param name="Title">What is to be done.</param>
/// <param name="How">Who does it, and how.</param>
/// <param name="Address">The page where.</param>
/// <param name="Page">The type of that page, which tells whose it is.</param>
/// <param name="IsDone">Whether it is done.</param>
internal sealed record FirstStep(Word Title, Word How, string Address, Type Page, bool IsDone)
{
    public bool MayOpen(OfficerRole role) => NavigationEntry.All.First(entry => entry.Page == Page).IsFor(role);
}

/// <summary>What a new office does before its first run; shown until a run is sealed.</summary>
/// <param name="All">The steps, in their order.</param>
/// <param name="IsEmpty">Whether there is neither a roster nor a run, so that a synthetic sample may be loaded.</param>
internal sealed record FirstSteps(IReadOnlyList<FirstStep> All, bool IsEmpty)
{
    /// <summary>The steps as they stand; null once a run is sealed.</summary>
    public static FirstSteps? Of(Desk desk, DisbursementDb db, TrackedRun? last)
    {
        if (db.Runs.Any(run => run.State == RunState.Sealed))
            return null;

        bool hasRosters = RosterNames.AnyIn(Path.Combine(desk.Work.Inputs, "rosters"));
        OfficerRole[] roles = [.. db.Officers.Where(officer => !officer.IsDisabled).Select(officer => officer.Role).Distinct()];
        return new FirstSteps(
            [
                new(Text.StepOfficers, Text.StepOfficersHow, "/officers", typeof(Officers.OfficersPage),
                    roles.Contains(OfficerRole.Operator) && roles.Contains(OfficerRole.Reviewer)),
                new(Text.StepPack, Text.StepPackHow, "/policy", typeof(Policies.PolicyPage), HasPack(desk, db)),
                new(Text.StepRosters, Text.StepRostersHow, "/rosters", typeof(Rosters.RostersPage), hasRosters),
                new(Text.StepTrial, Text.StepTrialHow, StartOf(desk), typeof(StartRunPage),
                    last is { Order.IsDryRun: true, Summary: not null }),
            ], !hasRosters && !db.Runs.Any());
    }

    private static string StartOf(Desk desk) =>
        string.Create(CultureInfo.InvariantCulture, $"/runs/start?year={desk.Now.ToOffset(Language.China).Year}");

    private static bool HasPack(Desk desk, DisbursementDb db)
    {
        if (PackBook.InForce(db) is not null)
            return true;

        try
        {
            _ = RunInputs.ReadPack(Path.Combine(desk.Work.Inputs, "policy"));
            return true;
        }
        catch (Exception exception) when (exception is RunRefusal or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
