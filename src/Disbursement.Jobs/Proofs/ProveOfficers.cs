using System.Globalization;
using System.Text.RegularExpressions;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Proofs;

/// <summary>
/// Officers, and every name they ever had, are what administrators made them: the acts are told again and compared. Passwords and locks
/// alone are not acts.
/// </summary>
internal static partial class ProveOfficers
{
    public static string? FirstBreak(DisbursementDb db, AuditRecord[] done)
    {
        List<Told> told = [];
        List<string> names = [];
        foreach (AuditRecord act in done)
        {
            if (Tell(act, told, names) is { } untold)
                return untold;
        }

        string[] kept = [.. db.Officers.ToRead().OrderBy(officer => officer.Id).AsEnumerable().Select(officer => new Told(
            officer.Id, officer.Name, officer.Role, officer.Counties, officer.IsDisabled, officer.CreatedAt).ToString())];
        string[] keptNames = [.. db.OfficerNames.ToRead().AsEnumerable().Select(name => NameText(name.Name, name.OfficerId, name.Since))];
        return Difference("officer", kept, [.. told.Select(officer => officer.ToString())]) ?? Difference(
            "officer's name", keptNames, [.. names]);
    }

    private static string? Tell(AuditRecord act, List<Told> told, List<string> names)
    {
        string subject = OfficerNames.Fold(act.Subject ?? "");
        int at = told.FindIndex(officer => OfficerNames.Fold(officer.Name) == subject);
        switch (act.Act)
        {
            case "add-officer":
                Match made = Added().Match(act.Detail ?? "");
                if (!made.Success)
                    return $"act {act.Sequence} adds the officer {act.Subject} and does not say as what";

                told.Add(new Told(int.Parse(made.Groups[1].ValueSpan, CultureInfo.InvariantCulture), act.Subject!, made.Groups[2].Value,
                    Sorted(made.Groups[3].Value), false, act.RecordedAt));
                names.Add(NameText(subject, told[^1].Id, act.RecordedAt));
                return null;
            case "rename-officer" or "disable-officer" or "limit-officer" when at < 0:
                return $"act {act.Sequence} is about the officer {act.Subject}, whom no act added";
            case "rename-officer":
                string name = (act.Detail ?? "").StartsWith("to=", StringComparison.Ordinal) ? act.Detail![3..] : "";
                told[at] = told[at] with { Name = name };
                if (!names.Exists(one => one.StartsWith($"{OfficerNames.Fold(name)} of ", StringComparison.Ordinal)))
                    names.Add(NameText(OfficerNames.Fold(name), told[at].Id, act.RecordedAt));
                return null;
            case "limit-officer":
                Match limited = Limited().Match(act.Detail ?? "");
                if (!limited.Success)
                    return $"act {act.Sequence} limits the officer {act.Subject} and does not say to what";

                told[at] = told[at] with { Counties = Sorted(limited.Groups[1].Value) };
                return null;
            case "disable-officer":
                told[at] = told[at] with { IsDisabled = true };
                return null;
            default:
                return null;
        }
    }

    private static string? Difference(string what, string[] kept, string[] told)
    {
        if (kept.Except(told).FirstOrDefault() is { } more)
            return $"{what} {more}: no act of an administrator made it so";

        return told.Except(kept).FirstOrDefault() is { } missing ? $"{what} {missing}: an act made it so, and it is not" : null;
    }

    private static string NameText(string name, int officer, long since) =>
        string.Create(CultureInfo.InvariantCulture, $"{name} of {officer} since {since}");

    private static string Sorted(string counties) =>
        string.Join(',', counties.Split(',', StringSplitOptions.RemoveEmptyEntries).Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex("^officer=([0-9]{1,9}) role=([a-z]+) counties=([0-9,]*)$")]
    private static partial Regex Added();

    [GeneratedRegex("^counties=([0-9,]*)$")]
    private static partial Regex Limited();

    private sealed record Told(int Id, string Name, string Role, string Counties, bool IsDisabled, long Since)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture,
            $"{Id} {Name}, {Role} of [{Counties}]{(IsDisabled ? ", disabled" : "")}, since {Since}");
    }
}
