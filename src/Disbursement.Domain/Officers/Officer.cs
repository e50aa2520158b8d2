namespace Disbursement.Domain.Officers;

/// <summary>A person who may act. One person holds one role; a reviewer or an operator may be limited to some counties.</summary>
/// <param name="Id">The number, which stays when the name changes.</param>
/// <param name="Name">The present name.</param>
/// <param name="Role">The role.</param>
/// <param name="Counties">The counties of a reviewer or an operator; empty for all.</param>
/// <param name="Names">Every name the officer has or had, folded.</param>
public sealed record Officer(int Id, string Name, OfficerRole Role, IReadOnlyList<string> Counties, IReadOnlyList<string> Names)
{
    /// <summary>Whether the officer acts for a county.</summary>
    public bool Covers(string county) => Counties.Count == 0 || Counties.Contains(county);

    /// <summary>Whether the officer, under any name, is one of those who made a run.</summary>
    public bool IsAmong(IEnumerable<Maker> makers) => makers.Any(maker => maker.OfficerId == Id || Names.Contains(maker.Name));

    /// <summary>Why the role, or an officer limited to some counties, does not hold the power for an act; null where it does.</summary>
    public ActRefusal? MayNot(OfficialAct act)
    {
        if (!Powers.May(Role, act))
            return new ActRefusal("NOT-YOUR-POWER", $"{Name} 的角色是 {Role.Word()}，无权进行此操作。",
                $"{Name} is {Role.Word()}; this act belongs to another of the four powers.");

        return Counties.Count > 0 && Powers.IsOfAllCounties(act)
            ? new ActRefusal("NOT-YOUR-COUNTY", $"此操作涉及全部区县，而 {Name} 只管辖 {string.Join("、", Counties)}；请由不限区县的经办人员进行。",
                $"This act is of all counties, and {Name} acts for {string.Join(", ", Counties)}: an operator of all counties does it.")
            : null;
    }

    /// <summary>Why something that belongs to counties is not this officer's business; null where it is.</summary>
    /// <param name="counties">Codes of the counties.</param>
    public ActRefusal? NotFor(IEnumerable<string> counties)
    {
        string[] others = [.. counties.Where(county => !Covers(county)).Order(StringComparer.Ordinal)];
        return others.Length == 0 ? null : new ActRefusal("NOT-YOUR-COUNTY",
            $"其中有 {string.Join("、", others)} 的内容，而 {Name} 只管辖 {string.Join("、", Counties)}。",
            $"It is also of {string.Join(", ", others)}; {Name} acts for {string.Join(", ", Counties)}.");
    }
}

/// <summary>Somebody who had a hand in a run.</summary>
/// <param name="OfficerId">The officer; null for a user of the operating system.</param>
/// <param name="Name">The name at the time, folded.</param>
public readonly record struct Maker(int? OfficerId, string Name);
