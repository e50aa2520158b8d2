using System.Globalization;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Officers;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Adds, renames, limits and disables officers and gives new passwords. The first administrator is made without one; everything after that
/// by an administrator.
/// </summary>
internal sealed class ManageOfficers(ActSetting setting)
{
    public ActOutcome Add(Officer? administrator, string name, OfficerRole role, IReadOnlyList<string> counties, string password)
    {
        if (!OfficerNames.IsSound(name))
            return new ActOutcome.Refused(new ActRefusal("NAME", $"用户名“{name}”须为 1 至 {OfficerNames.MaxLength} 个字母、数字、汉字、点、下划线或连字符。",
                $"'{name}' is not 1 to {OfficerNames.MaxLength} letters, digits, Chinese characters, '.', '_' or '-'.") { IsUsage = true });
        if (WrongCounty(counties) is { } wrong)
            return wrong;
        if (counties.Count > 0 && !Powers.MayBeLimited(role))
            return NotLimited();
        if (Weak(password, name) is { } weak)
            return weak;

        if (administrator is null)
            return First(name, role, password);

        return PerformAct.Run(setting, administrator, OfficialAct.Administer, "add-officer", name, null,
            act => Add(act, name, role, counties, password));
    }

    public ActOutcome Rename(Officer administrator, string name, string newName)
    {
        if (!OfficerNames.IsSound(newName))
            return new ActOutcome.Refused(
                new ActRefusal("NAME", $"用户名“{newName}”不可用。", $"'{newName}' cannot be an officer's name.") { IsUsage = true });

        return PerformAct.Run(setting, administrator, OfficialAct.Administer, "rename-officer", name, null, act =>
        {
            if (OfficerBook.Find(act.Db, name) is not { } record)
                return NoSuch(name);
            if (TakenBy(act, newName) is { } owner && owner != record.Id)
                return Taken(newName);

            if (TakenBy(act, newName) is null)
                act.Db.OfficerNames.Add(
                    new OfficerNameRecord { Name = OfficerNames.Fold(newName), OfficerId = record.Id, Since = act.NowSeconds });
            record.Name = newName;
            return new ActOutcome.Done($"{name} 现在叫 {newName}；以前经手的批次仍记在其名下。",
                $"{name} is now called {newName}; what they made before stays theirs.", $"to={newName}");
        });
    }

    /// <summary>
    /// Gives a reviewer or an operator other counties; none for all. A role is never changed: whoever takes another power gets another
    /// account.
    /// </summary>
    public ActOutcome Limit(Officer administrator, string name, IReadOnlyList<string> counties)
    {
        if (WrongCounty(counties) is { } wrong)
            return wrong;

        return PerformAct.Run(setting, administrator, OfficialAct.Administer, "limit-officer", name, null, act =>
        {
            if (OfficerBook.Find(act.Db, name) is not { } record)
                return NoSuch(name);
            if (!Powers.MayBeLimited(record.Role))
                return NotLimited();

            record.Counties = Joined(counties);
            return new ActOutcome.Done($"{record.Name} 现在管辖：{(record.Counties.Length == 0 ? "全部区县" : record.Counties)}。",
                $"{record.Name} acts for {(record.Counties.Length == 0 ? "all counties" : record.Counties)} now.",
                $"counties={record.Counties}");
        });
    }

    public ActOutcome Disable(Officer administrator, string name) =>
        PerformAct.Run(setting, administrator, OfficialAct.Administer, "disable-officer", name, null, act =>
        {
            if (OfficerBook.Find(act.Db, name) is not { } record)
                return NoSuch(name);
            if (record.Role == OfficerRole.Administrator
                && act.Db.Officers.Count(other => other.Role == record.Role && !other.IsDisabled) == 1 && !record.IsDisabled)
                return new ActOutcome.Refused(
                    new ActRefusal("LAST-ADMINISTRATOR", "这是最后一个管理员，不能停用。", "This is the last administrator; make another first."));

            record.IsDisabled = true;
            return new ActOutcome.Done($"{record.Name} 已停用。", $"{record.Name} is disabled.");
        });

    /// <summary>
    /// Gives a new password, which also unlocks. Officers change their own; what an administrator gives to another is for one use: its
    /// owner changes it before anything else (<see cref="OfficerStamp.Given"/>).
    /// </summary>
    public ActOutcome Password(Officer officer, string name, string password)
    {
        if (Weak(password, name) is { } weak)
            return weak;

        ActOutcome Body(ActTransaction act)
        {
            if (OfficerBook.Find(act.Db, name) is not { } record)
                return NoSuch(name);

            (record.PasswordHash, record.Failures, record.LockedUntil) = (Passwords.Hash(password), 0, null);
            return new ActOutcome.Done($"{record.Name} 的密码已更改。", $"{record.Name} has a new password.",
                $"password={Passwords.Commitment(record.PasswordHash)}");
        }

        return officer.Names.Contains(OfficerNames.Fold(name))
            ? PerformAct.RunOwn(setting, officer, ActPowers.Password, name, Body)
            : PerformAct.Run(setting, officer, OfficialAct.Administer, ActPowers.Password, name, null, Body);
    }

    private ActOutcome First(string name, OfficerRole role, string password) =>
        InTurn.Run(setting.Store, setting.Clock, act => First(act, name, role, password));

    private ActOutcome First(ActTransaction act, string name, OfficerRole role, string password)
    {
        if (OfficerBook.HasAny(act.Db))
            return new ActOutcome.Refused(new ActRefusal("NOT-YOUR-POWER", "已有用户：请由管理员添加（--as 管理员）。", "There are officers already: an "
                + "administrator adds more (--as NAME)."));
        if (role != OfficerRole.Administrator)
            return new ActOutcome.Refused(new ActRefusal("FIRST-ADMINISTRATOR", "第一个用户须是管理员：users add 名称 --role administrator。",
                "The first officer is an administrator: users add NAME --role administrator.") { IsUsage = true });

        ActOutcome outcome = Add(act, name, role, [], password);
        act.Db.SaveChanges();
        act.Audit(new AuditEntry(act.Now, name, 1, role, setting.Origin, "add-officer", name, IsDone: true,
            "the first administrator", (outcome as ActOutcome.Done)?.Detail));
        act.Commit();
        return outcome;
    }

    private static ActOutcome Add(ActTransaction act, string name, OfficerRole role, IReadOnlyList<string> counties, string password)
    {
        if (TakenBy(act, name) is not null)
            return Taken(name);

        int id = (act.Db.Officers.Max(officer => (int?)officer.Id) ?? 0) + 1;
        string hash = Passwords.Hash(password);
        act.Db.Officers.Add(new OfficerRecord
        {
            Id = id, Name = name, Role = role, Counties = Joined(counties), PasswordHash = hash, CreatedAt = act.NowSeconds,
        });
        act.Db.OfficerNames.Add(new OfficerNameRecord { Name = OfficerNames.Fold(name), OfficerId = id, Since = act.NowSeconds });
        string where = counties.Count == 0 ? "" : $" ({string.Join(", ", counties)})";
        return new ActOutcome.Done($"已添加 {name}：{role.Word()}{where}。", $"{name} is {role.Word()}{where} now.",
            string.Create(CultureInfo.InvariantCulture, $"officer={id} role={role.Word()} counties={string.Join(',', counties)} "
                + $"password={Passwords.Commitment(hash)}"));
    }

    private static string Joined(IReadOnlyList<string> counties) => string.Join(',', counties.Distinct().Order(StringComparer.Ordinal));

    private static ActOutcome.Refused? WrongCounty(IReadOnlyList<string> counties) =>
        counties.FirstOrDefault(county => county.Length != 6 || !county.All(char.IsAsciiDigit)) is { } wrong
        ? new ActOutcome.Refused(
            new ActRefusal("COUNTY", $"区划代码“{wrong}”不是 6 位数字。", $"'{wrong}' is not a county code of 6 digits.") { IsUsage = true })
        : null;

    private static ActOutcome.Refused NotLimited() => new(new ActRefusal("COUNTY", "只有 reviewer 和 operator 可以限定区县。",
        "Only a reviewer or an operator is limited to counties.") { IsUsage = true });

    /// <summary>Whose name it is or was. A name never goes to somebody else: who made what is told by it.</summary>
    private static int? TakenBy(ActTransaction act, string name) => act.Db.OfficerNames.Find(OfficerNames.Fold(name))?.OfficerId;

    private static ActOutcome.Refused? Weak(string password, string name) =>
        Passwords.Problem(password, name) is { } problem
            ? new ActOutcome.Refused(new ActRefusal("PASSWORD", problem.Chinese, problem.English) { IsUsage = true })
            : null;

    private static ActOutcome.Refused NoSuch(string name) => new(ActRefusal.NoSuch("用户", "officer", name));

    private static ActOutcome.Refused Taken(string name) =>
        new(new ActRefusal("NAME-TAKEN", $"用户名 {name} 已被使用或曾被使用。",
            $"The name {name} belongs, or belonged, to an officer.") { IsUsage = true });
}
