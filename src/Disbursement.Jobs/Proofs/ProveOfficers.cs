using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Officers;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Proofs;

/// <summary>
/// Officers, every name they ever had, their passwords and their second factors are what administrators and they themselves made them: the
/// acts are told again and compared. Each act of an officer is held against what the officer was when it was done, so that a role, a
/// county, a password, a factor or an officer that was put into the database for one act, and taken out again, is found. Locks alone are
/// no acts.
/// </summary>
internal static partial class ProveOfficers
{
    public static string? FirstBreak(DisbursementDb db, AuditRecord[] done, KeyRing ring)
    {
        using Sealer sealer = new(ring);
        List<Told> told = [];
        List<string> names = [];
        foreach (AuditRecord act in done)
        {
            if (Unpowered(act, told) is { } unpowered)
                return unpowered;
            if (Tell(act, told, names) is { } untold)
                return untold;
        }

        string[] kept = [.. db.Officers.ToRead().OrderBy(officer => officer.Id).AsEnumerable().Select(officer => new Told(
            officer.Id, officer.Name, officer.Role, officer.Counties, officer.IsDisabled, officer.CreatedAt,
            Passwords.Commitment(officer.PasswordHash), FactorOf(officer, sealer)).ToString())];
        string[] keptNames = [.. db.OfficerNames.ToRead().AsEnumerable().Select(name => NameText(name.Name, name.OfficerId, name.Since))];
        return Difference("officer", kept, [.. told.Select(officer => officer.ToString())]) ?? Difference(
            "officer's name", keptNames, [.. names]);
    }

    /// <summary>Why an act was not that of the officer whom it names, as the acts before it made them; null where it was.</summary>
    private static string? Unpowered(AuditRecord act, List<Told> told)
    {
        // The first administrator is made by nobody; whoever is no officer is a user of the machine.
        if (act.OfficerId is not { } id || told.Count == 0 && act.Act == "add-officer")
            return null;

        string done = $"act {act.Sequence} ({act.Act}) by {act.Actor}";
        if (told.Find(one => one.Id == id) is not { } officer)
            return $"{done}: no act before it added officer {id}";
        if (act.Role != officer.Role || !officer.Names.Contains(OfficerNames.Fold(act.Actor)))
            return $"{done} as {act.Role?.Word()}: officer {id} was {officer.Name}, {officer.Role.Word()}";

        // A run is on record when it is sealed; who began it may be gone by then.
        if (officer.IsDisabled && act.Act != "run")
            return $"{done}: officer {id} was disabled";
        if (act.Act == ActPowers.SignIn && SignedIn().Match(act.Detail ?? "") is var with
            && (with.Groups[1].Value != officer.Password || with.Groups[2].Value != officer.Factor))
            return $"{done}: not with the password and the second factor that officer {id} had";

        if (act.Act == ActPowers.ResetFactor && officer.Names.Contains(OfficerNames.Fold(act.Subject ?? "")))
            return $"{done}: nobody resets their own second factor";

        bool isOwn = ActPowers.IsOwn(act.Act) && officer.Names.Contains(OfficerNames.Fold(act.Subject ?? ""));
        if (!isOwn && !ActPowers.May(officer.Role, act.Act))
            return $"{done}: no act of a {officer.Role.Word()}";

        string county = OfBatch().Match(act.Subject ?? "") is { Success: true } batch
            ? batch.Groups[1].Value
            : OfCounty().Match(act.Detail ?? "").Groups[1].Value;
        return county.Length > 0 && officer.Counties.Length > 0 && !officer.Counties.Split(',').Contains(county)
            ? $"{done} on county {county}: officer {id} was reviewer of {officer.Counties} alone"
            : null;
    }

    private static string? Tell(AuditRecord act, List<Told> told, List<string> names)
    {
        string subject = OfficerNames.Fold(act.Subject ?? "");
        int at = told.FindIndex(officer => OfficerNames.Fold(officer.Name) == subject);
        switch (act.Act)
        {
            case "add-officer":
                Match made = Added().Match(act.Detail ?? "");
                if (!made.Success || StoredWords.Find<OfficerRole>(made.Groups[2].Value) is not { } role)
                    return $"act {act.Sequence} adds the officer {act.Subject} and does not say as what";

                told.Add(new Told(int.Parse(made.Groups[1].ValueSpan, CultureInfo.InvariantCulture), act.Subject!, role,
                    Sorted(made.Groups[3].Value), false, act.RecordedAt, made.Groups[4].Value, "") { Names = [subject] });
                names.Add(NameText(subject, told[^1].Id, act.RecordedAt));
                return null;
            case "rename-officer" or "disable-officer" or "limit-officer" or ActPowers.Password or ActPowers.EnrolFactor
                or ActPowers.ResetFactor when at < 0:
                return $"act {act.Sequence} is about the officer {act.Subject}, whom no act added";
            case "rename-officer":
                string name = (act.Detail ?? "").StartsWith("to=", StringComparison.Ordinal) ? act.Detail![3..] : "";
                told[at] = told[at] with { Name = name, Names = [.. told[at].Names, OfficerNames.Fold(name)] };
                if (!names.Exists(one => one.StartsWith($"{OfficerNames.Fold(name)} of ", StringComparison.Ordinal)))
                    names.Add(NameText(OfficerNames.Fold(name), told[at].Id, act.RecordedAt));
                return null;
            case "limit-officer":
                Match limited = Limited().Match(act.Detail ?? "");
                if (!limited.Success)
                    return $"act {act.Sequence} limits the officer {act.Subject} and does not say to what";

                told[at] = told[at] with { Counties = Sorted(limited.Groups[1].Value) };
                return null;
            case ActPowers.Password:
                Match given = Given().Match(act.Detail ?? "");
                if (!given.Success)
                    return $"act {act.Sequence} gives the officer {act.Subject} a password and does not say which";

                told[at] = told[at] with { Password = given.Groups[1].Value };
                return null;
            case ActPowers.EnrolFactor:
                Match factor = Enrolled().Match(act.Detail ?? "");
                if (!factor.Success || told[at].Factor.Length > 0)
                    return $"act {act.Sequence} sets up a second factor of {act.Subject} and does not say which, or there was one";

                told[at] = told[at] with { Factor = factor.Groups[1].Value };
                return null;
            case ActPowers.ResetFactor:
                told[at] = told[at] with { Factor = "" };
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

    /// <summary>What the acts say of the second factor; it is sealed for its row, so that another's does not open there.</summary>
    private static string FactorOf(OfficerRecord officer, Sealer sealer)
    {
        try
        {
            return officer.Factor is { } value ? FactorCodes.Commitment(sealer.Open(value, SealedPlace.Factor(officer.Id))) : "";
        }
        catch (CryptographicException)
        {
            return "that does not open";
        }
    }

    private static string NameText(string name, int officer, long since) =>
        string.Create(CultureInfo.InvariantCulture, $"{name} of {officer} since {since}");

    private static string Sorted(string counties) =>
        string.Join(',', counties.Split(',', StringSplitOptions.RemoveEmptyEntries).Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex("^officer=([0-9]{1,9}) role=([a-z]+) counties=([0-9,]*) password=([0-9a-f]+)$")]
    private static partial Regex Added();

    [GeneratedRegex("^password=([0-9a-f]+)(?: factor=([0-9a-f]+))?(?: one-time=(?:same-place|elsewhere))?$")]
    private static partial Regex SignedIn();

    [GeneratedRegex("^factor=([0-9a-f]+)$")]
    private static partial Regex Enrolled();

    [GeneratedRegex("^password=([0-9a-f]+)$")]
    private static partial Regex Given();

    /// <summary>A batch or a payment, with its county.</summary>
    [GeneratedRegex("^[0-9]{4}-[0-9]+-([0-9]{6})-")]
    private static partial Regex OfBatch();

    [GeneratedRegex("^counties=([0-9,]*)$")]
    private static partial Regex Limited();

    [GeneratedRegex("(?:^| )county=([0-9]{6})(?: |$)")]
    private static partial Regex OfCounty();

    private sealed record Told(int Id, string Name, OfficerRole Role, string Counties, bool IsDisabled, long Since, string Password,
        string Factor)
    {
        /// <summary>Every name so far, folded.</summary>
        public IReadOnlyList<string> Names { get; init; } = [];

        public override string ToString() => string.Create(CultureInfo.InvariantCulture,
            $"{Id} {Name}, {Role.Word()} of [{Counties}]{(IsDisabled ? ", disabled" : "")}, since {Since}, password {Password}{With}");

        private string With => Factor.Length == 0 ? "" : $", second factor {Factor}";
    }
}
