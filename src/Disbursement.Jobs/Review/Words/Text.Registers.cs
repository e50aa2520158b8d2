namespace Disbursement.Jobs.Review.Words;

/// <summary>Texts about registers of other offices on the page of a run.</summary>
internal static partial class Text
{
    public static Word Registers { get; } = new("部门登记核对", "Registers of other offices");
    public static Word Register { get; } = new("登记", "Register");
    public static Word RegisterMatched { get; } = new("对应在册人员", "Matched");
    public static Word RegisterUnmatched { get; } = new("无对应", "Unmatched");
    public static Word RegisterMalformed { get; } = new("格式错误", "Malformed");
    public static Word RegisterContradictions { get; } = new("与名册矛盾", "Contradictions");
    public static Word RegistersAgree { get; } = new("登记与名册没有矛盾。", "No register contradicts a roster.");
    public static Word RegistersHold { get; } = new(
        "与登记矛盾的户 {0} 户，其付款暂扣待审：核实后由审核人员恢复，或更正名册后由以后的发放重新计算。",
        "Registers contradict {0} {0:household|households}, whose payments are held: a reviewer lets them go once the facts are "
        + "known, or the roster is corrected and a later run computes them again.");
    public static Word RegistersDecide { get; } = new(
        "与登记矛盾的户 {0} 户：按政策包以登记为准，付款不暂扣，只作提示。",
        "Registers contradict {0} {0:household|households}: the pack lets the registers decide, so nothing is held and the payments "
        + "are flagged alone.");
    public static Word RegistersUnknown { get; } = new(
        "有登记与名册矛盾（发放摘要已缺失，无法列出户数）。",
        "Registers contradict rosters; the summary of the run is gone, so how many households is not known.");
    public static Word ContradictedPayments { get; } = new("矛盾涉及的付款", "Payments that are contradicted");
    public static Word HeldOfThem { get; } = new("其中暂扣", "Held of them");
    public static Word MalformedNext { get; } = new(
        "格式错误的行未使用：下载、更正后放回输入文件夹 registers/{0}，由下一次发放读取。",
        "Malformed lines were not used: download and correct them, and put them back into registers/{0} of the inputs folder; the next "
        + "run reads them.");
    public static Word DownloadMalformed { get; } = new("下载 {0} 的错误行", "Malformed lines of {0}");
    public static Word ContradictionList { get; } = new("{0}：与登记矛盾", "{0}: contradicted by registers");
}
