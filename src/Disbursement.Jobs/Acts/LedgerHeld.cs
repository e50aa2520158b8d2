using Disbursement.Domain.Officers;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Acts;

/// <summary>
/// While a cluster settles a run against the ledger, nothing else may move it. A run of one process holds the database's own lock for that;
/// the nodes of a cluster cannot, so acts ask.
/// </summary>
internal static class LedgerHeld
{
    /// <summary>
    /// Why an act on payments has to wait, or null. Whether any node is alive is not asked: where none is, the run goes on with the next
    /// one that starts.
    /// </summary>
    public static ActRefusal? Refusal(ActTransaction act, OfficialAct power)
    {
        if (power is OfficialAct.Run or OfficialAct.Post or OfficialAct.CheckSample or OfficialAct.ImportCorrection or OfficialAct.Unmask
            or OfficialAct.LookAt or OfficialAct.Comment or OfficialAct.Read or OfficialAct.Supervise or OfficialAct.Administer)
            return null;

        return RunParts.Holding(act.Db) is { } held
            ? new ActRefusal("RUN-UNDER-WAY", $"批次 {held.Id} 正在按现有账目计算，封存之前不能变动付款；请稍后再试。没有节点运行时，请启动一个。",
                $"Run {held.Id} is being settled against the ledger as it is: no payment may move until it is sealed. "
                    + "Try again then; where no node is up, start one.")
            : null;
    }
}
