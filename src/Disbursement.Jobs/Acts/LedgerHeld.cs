using Disbursement.Domain.Officers;
using Disbursement.Jobs.Runs.Parts;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// While processes that share a run settle against the ledger, nothing else may move it. A run of one process holds the database's own lock
/// for that; one of several cannot, so acts ask.
/// </summary>
internal static class LedgerHeld
{
    /// <summary>
    /// Why an act on payments has to wait, or null. A run that all its processes have left holds nothing: it decides again when it is gone
    /// on with.
    /// </summary>
    public static ActRefusal? Refusal(ActTransaction act, Database store, OfficialAct power)
    {
        if (power is OfficialAct.Run or OfficialAct.Post or OfficialAct.CheckSample or OfficialAct.ImportCorrection or OfficialAct.Unmask
            or OfficialAct.Administer)
            return null;

        return RunParts.Holding(act.Db).FirstOrDefault(run => SharedWork.IsAlive(store, act.Db, run)) is { } held
            ? new ActRefusal("RUN-UNDER-WAY", $"批次 {held.Id} 正在按现有账目计算，封存之前不能变动付款；请稍后再试。",
                $"Run {held.Id} is being settled against the ledger as it is: no payment may move until it is sealed. Try again then.")
            : null;
    }
}
