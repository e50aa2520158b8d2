using Disbursement.Domain.Officers;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Review.Words;

namespace Disbursement.Jobs.Review.Shell;

/// <summary>Where an officer sees what waits, and its title.</summary>
internal static class WaitingPlace
{
    /// <summary>The page on which an officer sees it, with its filter; null where the role opens no page of it.</summary>
    public static string? PlaceOf(WaitingKind kind, OfficerRole role) => kind switch
    {
        WaitingKind.Recompute when !Powers.May(role, OfficialAct.Run) => "/batches?state=rejected",
        WaitingKind.Schedule when !new[] { OfficialAct.Run, OfficialAct.Administer, OfficialAct.Supervise }
            .Any(power => Powers.May(role, power)) => null,
        WaitingKind.Proof when !Powers.May(role, OfficialAct.Supervise) => PlaceOf(WaitingKind.Schedule, role),
        WaitingKind.StoppedRun when !Powers.May(role, OfficialAct.Read) => null,
        WaitingKind.Keys when !Powers.May(role, OfficialAct.Administer) => null,
        _ => PlaceOf(kind),
    };

    /// <summary>The page on which it is moved on, with its filter.</summary>
    private static string PlaceOf(WaitingKind kind) => kind switch
    {
        WaitingKind.Approval or WaitingKind.SecondApproval => "/batches?state=proposed",
        WaitingKind.Release => "/batches?state=approved",
        WaitingKind.Unanswered => "/batches?state=released",
        WaitingKind.Quarantine or WaitingKind.QuarantineAnswer => "/returns",
        WaitingKind.Objection => "/objections?state=open",
        WaitingKind.Recompute => "/runs/start",
        WaitingKind.Rejects or WaitingKind.StoppedRun => "/runs",
        WaitingKind.Receivable or WaitingKind.ReceivableAnswer => "/receivables",
        WaitingKind.Stop => "/stops",
        WaitingKind.Budget => "/budgets",
        WaitingKind.Pack => "/policy",
        WaitingKind.Keys => "/keys",
        WaitingKind.Proof => "/verify",
        _ => "/schedules",
    };

    /// <summary>The page of one thing where it has one, else that of its kind.</summary>
    public static string? PlaceOf(Waiting one, OfficerRole role) => one.Kind switch
    {
        WaitingKind.Approval or WaitingKind.SecondApproval or WaitingKind.Release or WaitingKind.Unanswered => $"/batches/{one.Name}",
        WaitingKind.Quarantine or WaitingKind.QuarantineAnswer => $"/returns/{one.Name.Split(':')[0]}",
        WaitingKind.Objection => $"/payments/{one.Name}",
        WaitingKind.Rejects => $"/runs/{one.Name.Split(' ')[0]}#rejects",
        WaitingKind.StoppedRun when Powers.May(role, OfficialAct.Read) => $"/runs/{one.Name}",
        _ => PlaceOf(one.Kind, role),
    };

    /// <summary>The page that all of one kind share, else that of their kind; of rejects, the newest run.</summary>
    public static string? PlaceOf(IGrouping<WaitingKind, Waiting> those, OfficerRole role)
    {
        string?[] places = [.. those.Select(one => PlaceOf(one, role)).Distinct()];
        return places.Length == 1 || those.Key == WaitingKind.Rejects ? places[0] : PlaceOf(those.Key, role);
    }

    /// <summary>The entry of the menu that a kind is counted at for a role; null where it has none.</summary>
    public static string? EntryOf(WaitingKind kind, OfficerRole role) => PlaceOf(kind, role)?.Split('?')[0];

    public static Word TitleOf(WaitingLine line) => new(line.Kind.Title(line.Count).Chinese, line.Kind.Title(line.Count).English);
}
