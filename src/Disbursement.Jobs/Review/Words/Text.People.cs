namespace Disbursement.Jobs.Review.Words;

/// <summary>Texts of the search box and of the pages of persons.</summary>
internal static partial class Text
{
    public static Word PersonNotSeen { get; } = new("名册中未见此人", "in no roster");
    public static Word SeekAnything { get; } = new(
        "查找：身份证号、账号、姓名、支付编号、批次或户号", "Find by id number, account, name, payment, batch or household");
    public static Word SeekHint { get; } = new("身份证号、账号、姓名、编号……", "id, account, name, no…");
    public static Word SeekHow { get; } = new(
        "可输入完整的身份证号或账号、姓名（至少两个字）、支付编号、批次号或户号；只在您的管辖范围内查找。",
        "Type a whole id number or account, a name of two characters or more, a payment, batch or household number; only your counties "
            + "are searched.");
    public static Word FoundTitle { get; } = new("查找结果", "Found");
    public static Word FoundNobody { get; } = new("没有找到。", "Nothing was found.");
    public static Word FoundGone { get; } = new("查找结果已过期，请重新查找。", "What was found is kept for a while only; search again.");
    public static Word FoundNobodyYet { get; } = new("尚未找到。", "Nothing was found so far.");
    public static Word SoughtSoFar { get; } = new(
        "已查看最近的 {0} 笔付款（到批号 {1}），更早的尚未查看。", "The newest {0} {0:payment was|payments were} looked through, as far as run {1}; older "
        + "ones were not.");
    public static Word SeekFurther { get; } = new("继续查找更早的", "Look further back");
    public static Word FoundCut { get; } = new("超过 {0} 人，只列出一部分；请写得更完整。", "More than {0} persons fit; some are listed. Type more.");
    public static Word NeverPaid { get; } = new("（未发放过，姓名见名册）", "(never paid: the roster has the name)");
    public static Word PersonTitle { get; } = new("人员", "Person");
    public static Word PersonLine { get; } = new("历年经过", "Through the years");
    public static Word PaidSoFar { get; } = new("已发放（含在途）", "Paid or on its way");
    public static Word NotPaidYet { get; } = new("应付未付", "Due and unpaid");
    public static Word PersonYear { get; } = new("已发放 {0}，未付 {1}", "paid or on its way {0}, unpaid {1}");
    public static Word MomentRow { get; } = new("名册记载", "Roster row");
    public static Word MomentRegister { get; } = new("登记记载", "Register row");
    public static Word RegisteredDeath { get; } = new("死亡登记 {0}", "death registered, {0}");
    public static Word RegisteredBirth { get; } = new("子女出生登记 {0}", "birth of a child registered, {0}");
    public static Word RegisteredGrade { get; } = new("残疾 {0} 级，评定 {1}", "disability of grade {0}, from {1}");
    public static Word RegistersSought { get; } = new("正在查阅各部门登记……", "Looking into the registers of other offices…");
    public static Word RegistersGone { get; } = new(
        "档案中已没有以下登记，其内容未列出：{0}", "The archive no longer holds these registers, and what they say is not listed: {0}");
    public static Word RegistersUnread { get; } = new(
        "各部门登记未能读全，其余内容照常；重新打开本页再试。",
        "Registers of other offices could not all be read; everything else stands. Open the page again to try once more.");
    public static Word MomentNotMet { get; } = new("；未满足：{0}", "; not met: {0}");
    public static Word MomentDecision { get; } = new("认定", "Decision");
    public static Word MomentPayment { get; } = new("付款", "Payment");
    public static Word MomentDebt { get; } = new("应收", "Receivable");
}
