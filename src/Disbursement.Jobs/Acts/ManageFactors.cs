using Disbursement.Domain.Officers;
using Disbursement.Jobs.Officers;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// Sets up the second factor of an officer and takes it away. An officer sets up their own; it is taken away by an administrator, and never
/// by its owner: whoever has come into an account must not be able to take its second lock off.
/// </summary>
internal sealed class ManageFactors(ActSetting setting)
{
    /// <summary>Keeps the secret once its authenticator has shown a right code.</summary>
    /// <param name="officer">The officer, signed in by password.</param>
    /// <param name="secret">The secret that they were shown.</param>
    /// <param name="code">The code that their authenticator shows.</param>
    public ActOutcome Enrol(Officer officer, byte[] secret, string code) =>
        PerformAct.RunOwn(setting, officer, ActPowers.EnrolFactor, officer.Name, act =>
        {
            OfficerRecord record = act.Db.Officers.Find(officer.Id)!;
            if (record.Factor is not null)
                return new ActOutcome.Refused(new ActRefusal("FACTOR-SET", $"{record.Name} 已设置二次验证；换设备前请由管理员重置。",
                    $"{record.Name} has a second factor already; an administrator resets it before another device."));
            if (FactorCodes.StepOf(secret, code, act.Now) is not { } step)
                return new ActOutcome.Refused(new ActRefusal("FACTOR-CODE", "动态码不正确；请核对手机时间后再输入当前的动态码。",
                    "The code is not right: look at the clock of the device and give the code that it shows now."));

            using Sealer sealer = new(setting.Ring);
            record.Factor = sealer.Seal(secret, SealedPlace.Factor(record.Id));
            record.FactorStep = step;
            return new ActOutcome.Done($"{record.Name} 的二次验证已设置；以后登录须同时输入动态码。",
                $"The second factor of {record.Name} is set up: each sign-in asks for its code from now on.",
                $"factor={FactorCodes.Commitment(secret)}");
        });

    /// <summary>Takes the second factor of another officer away, whose device is lost.</summary>
    public ActOutcome Reset(Officer administrator, string name) =>
        PerformAct.Run(setting, administrator, OfficialAct.Administer, ActPowers.ResetFactor, name, null, act =>
        {
            if (OfficerBook.Find(act.Db, name) is not { } record)
                return new ActOutcome.Refused(ActRefusal.NoSuch("用户", "officer", name));
            if (record.Id == administrator.Id)
                return new ActOutcome.Refused(new ActRefusal("OWN-FACTOR", "不能重置自己的二次验证，须由另一位管理员进行。",
                    "Nobody resets their own second factor; another administrator does."));
            if (record.Factor is null)
                return new ActOutcome.Refused(
                    new ActRefusal("NO-FACTOR", $"{record.Name} 没有设置二次验证。", $"{record.Name} has no second factor.") { IsUsage = true });

            (record.Factor, record.FactorStep) = (null, 0);
            return new ActOutcome.Done($"{record.Name} 的二次验证已重置。", $"The second factor of {record.Name} is gone.");
        });
}
