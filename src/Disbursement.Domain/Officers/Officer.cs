namespace Disbursement.Domain.Officers;

/// <summary>A person who may act. One person holds one role; a reviewer may be limited to some counties.</summary>
/// <param name="Id">The number, which stays when the name changes.</param>
/// <param name="Name">The present name.</param>
/// <param name="Role">The role.</param>
/// <param name="Counties">The counties of a reviewer; empty for all.</param>
/// <param name="Names">Every name the officer has or had, folded.</param>
public sealed record Officer(int Id, string Name, OfficerRole Role, IReadOnlyList<string> Counties, IReadOnlyList<string> Names)
{
    /// <summary>Whether the officer acts for a county.</summary>
    public bool Covers(string county) => Counties.Count == 0 || Counties.Contains(county);

    /// <summary>Whether the officer, under any name, is one of those who made a run.</summary>
    public bool IsAmong(IEnumerable<Maker> makers) => makers.Any(maker => maker.OfficerId == Id || Names.Contains(maker.Name));

    /// <summary>Why the role does not hold the power for an act; null where it does.</summary>
    public ActRefusal? MayNot(OfficialAct act) => Powers.May(Role, act)
        ? null
        : new ActRefusal("NOT-YOUR-POWER", $"{Name} 的角色是 {Powers.Text(Role)}，无权进行此操作。",
            $"{Name} is {Powers.Text(Role)}; this act belongs to another of the four powers.");
}

/// <summary>Somebody who had a hand in a run.</summary>
/// <param name="OfficerId">The officer; null for a user of the operating system.</param>
/// <param name="Name">The name at the time, folded.</param>
public readonly record struct Maker(int? OfficerId, string Name);
