namespace Disbursement.Jobs.Review.Words;

/// <summary>Texts of the page of help: what each page is for, and what states and flags mean.</summary>
internal static partial class Text
{
    public static Word Help { get; } = new("帮助", "Help");
    public static Word HelpOpens { get; } = new("在另一页打开，本页内容不受影响", "Opens beside this page, which stays as it is");
    public static Word HelpLead { get; } = new(
        "各页的用途，以及状态、提示和代码的含义与处理办法。把鼠标停在页面上的状态或代码上，也可看到同样的说明。",
        "What each page is for, and what states, flags and codes mean and ask for. The same words appear where the pointer rests on them.");
    public static Word HelpPages { get; } = new("各页的用途", "What each page is for");
    public static Word HelpStates { get; } = new("批次、付款和认定的状态", "States of batches, payments and decisions");
    public static Word HelpRuns { get; } = new("发放的状态", "States of a run");
    public static Word HelpObjections { get; } = new("异议的状态", "States of an objection");
    public static Word HelpFlags { get; } = new("审核提示", "Flags for reviewers");
    public static Word HelpCodes { get; } = new("名册与回盘中的问题代码", "Codes of rejected rows and of lines in quarantine");
    public static Word HelpRefusals { get; } = new("操作为何被拒绝", "Why an act was refused");
    public static Word HelpAccounts { get; } = new("账簿的科目", "Accounts of the ledger");
    public static Word HelpSchemes { get; } = new("待遇及其条件", "Schemes and their conditions");
    public static Word HelpShared { get; } = new("各项待遇共有", "Every scheme");
    public static Word HelpKeys { get; } = new("政策包的参数", "Parameters of a pack");
    public static Word HelpKeysNote { get; } = new(
        "政策包中的写法与页面上的说法；数值、起始日期和出处见“政策包”页和每笔付款的依据。",
        "How a pack writes it and how pages call it. Values, days and sources stand on the page of the pack and with each payment.");
    public static Word MeansCondition { get; } = new(
        "待遇的条件：不满足的月份不计发；每笔付款的依据列出所据的事实和参数。",
        "A condition of a scheme: months in which it does not hold are not paid. Each payment shows the facts and parameters behind it.");

    public static Word PageHome { get; } = new(
        "等您处理的事项，按紧要程度排列，点一下即到。", "What waits for you, the most urgent first; one click leads there.");
    public static Word PageBatches { get; } = new(
        "每个区县每项待遇一个批次。可筛选、分组、合计和导出；勾选后可一并审批或放行，并留下一份 SHA-256 清单。",
        "One batch for each county and scheme. Filter, group, add up and export them; those that are ticked are approved or released "
            + "together, under one list of their SHA-256.");
    public static Word PagePayments { get; } = new(
        "批次中的每笔付款。点开一笔可看依据、账户沿革、留言和全部经过，并可暂扣或恢复。",
        "Every payment of a batch. Open one for its reasons, its accounts, comments and whole story, and to hold it or let it go.");
    public static Word PagePeople { get; } = new(
        "一个人历年的名册和登记记载、认定、付款、停发和应收，最新的在前。",
        "Everything on one person through the years: rows of rosters and registers, decisions, payments, stops and receivables.");
    public static Word PageRuns { get; } = new(
        "每次发放读了什么、退回什么、形成哪些批次；可下载退回的行，更正后重新提交。",
        "What each run read, rejected and made. Rejected rows are downloaded there, and handed in again when they are corrected.");
    public static Word PageSchedules { get; } = new(
        "按时自动运行的任务：下次何时、上次结果如何、现在能否运行。", "What runs by itself: when next, what became of the last time, whether it can act now.");
    public static Word PageLedger { get; } = new(
        "各区县账户的借贷和余额；点开账户可看每笔分录及其来源。", "Debits, credits and balances by county; an account opens into its transfers.");
    public static Word PageAudit { get; } = new(
        "谁在何时做了什么，包括被拒绝的操作。记录只增不改，逐条相链。",
        "Who did what and when, refused acts too. The record only grows, and each entry is chained to the one before.");
    public static Word PageOfficers { get; } = new(
        "用户及其角色和区县。一人只有一个角色，停用后不能再登录，记录保留。",
        "Officers, their roles and counties. Everybody has one role; whoever is disabled cannot sign in, and what they did stays.");
    public static Word PagePolicy { get; } = new(
        "现行政策包的数值和出处；检查新的政策包，由一人提出、另一人启用。",
        "Values and sources of the pack in force. A new one is checked here, proposed by one officer and activated by another.");

    public static Word MeansProposed { get; } = new(
        "由发放封存，等待本区县的审核人员：可暂扣个别付款，审批或退回整批。",
        "Sealed by a run, and waits for a reviewer of its county: hold single payments, approve the batch or reject it.");
    public static Word MeansApproved { get; } = new(
        "审核人员已对付款文件负责。放行前若有付款被暂扣或恢复，审批失效，须重新审批。",
        "A reviewer has answered for its files. Until the release, holding a payment or letting one go makes the approval void.");
    public static Word MeansReleased { get; } = new(
        "清单已签名，文件可送银行；在银行答复之前，款项在途。",
        "The manifest is signed and the files go to the bank. Until the bank answers, the money is on its way.");
    public static Word MeansPaid { get; } = new(
        "银行已支付。若以后退回，转为失败。", "The bank paid it. If the money comes back, it becomes failed.");
    public static Word MeansFailed { get; } = new(
        "银行未能支付，仍然应付：查明原因、给出正确账户后重发，或由下一次发放并入。",
        "The bank could not pay it, and it is still owed: give the right account and pay it again, or the next run takes it up.");
    public static Word MeansHeld { get; } = new(
        "审核人员或登记核对将其扣下，批次照常进行；核实后由审核人员恢复或撤销。",
        "Kept back by a reviewer or by a register; its batch goes on without it. A reviewer lets it go or cancels it once the facts are "
            + "known.");
    public static Word MeansReissued { get; } = new(
        "已由另一笔付款代替，自身不再支付。", "Another payment takes its place; this one is never paid.");
    public static Word MeansCancelled { get; } = new(
        "已在账上冲回；以后的发放重新计算应付多少。", "Taken back in the ledger; a later run computes what is due.");
    public static Word MeansSettled { get; } = new(
        "批次中每笔放行的付款都有了结果：已到账或失败。", "Every released payment of the batch is paid or failed.");
    public static Word MeansRejected { get; } = new(
        "审核人员退回整批：其付款撤销，由下一次发放重新计算。", "A reviewer refused the batch: its payments are cancelled, and the next run computes them again.");
    public static Word MeansGranted { get; } = new(
        "当年至少有一个月应享待遇。", "At least one month of the year is entitled, or a sum is owed in it.");
    public static Word MeansRefused { get; } = new(
        "当年不应发放；未满足的条件列在旁边。", "Nothing is owed for the year; the conditions that are not met stand beside it.");
    public static Word MeansUnclaimed { get; } = new(
        "符合条件而从未申报，不发放：请上门告知。", "Eligible, but nobody ever applied, so nothing is paid: somebody should call on them.");

    public static Word MeansCreated { get; } = new("已取得批号，尚未读取名册。", "It has its number and has not begun to read.");
    public static Word MeansReading { get; } = new("正在读取并检查名册。", "Rosters are read and checked.");
    public static Word MeansAssessing { get; } = new("正在逐人认定和计算。", "Everybody is decided on and computed.");
    public static Word MeansSealed { get; } = new(
        "已完成并封存：批次和账目不再改变，由审核人员办理。", "Complete: its batches and books stand, and reviewers go on from here.");
    public static Word MeansEnded { get; } = new(
        "中途停止，没有付出任何款项：同一年度再次启动时，从名册重新算起，编号不变。",
        "It stopped on the way and paid nothing: started again for its year, it begins anew from its rosters, under the same number.");
    public static Word MeansAbandoned { get; } = new(
        "已放弃，没有形成付款。", "It was given up, and made no payments.");

    public static Word MeansExpense { get; } = new(
        "各项待遇在本区县的花费；借方。", "What a scheme has cost in the county: debit.");
    public static Word MeansPayable { get; } = new(
        "应付给领款人而尚未放行的；贷方。", "What is owed to claimants and not yet released: credit.");
    public static Word MeansTransit { get; } = new(
        "已放行而银行尚未答复的；贷方。", "What was released and the bank has not answered for: credit.");
    public static Word MeansTreasury { get; } = new(
        "已从国库付出的；贷方。", "What has left the county's treasury: credit.");
    public static Word MeansReceivable { get; } = new(
        "多付给领款人而尚未收回的；借方。", "What claimants were paid too much and still owe: debit.");
    public static Word MeansWaiver { get; } = new(
        "经批准不再追回的；借方。", "What was given up of receivables: debit.");

    public static Word MeansOpen { get; } = new(
        "等待登记人以外的审核人员处理；其间付款暂扣。", "A reviewer other than whoever took it down decides; the payment waits until then.");
    public static Word MeansUpheld { get; } = new(
        "异议属实：付款不发，由审核人员撤销。", "The objection is right: the payment stays held, and a reviewer cancels it.");
    public static Word MeansDismissed { get; } = new(
        "异议不属实：付款回到待审核。", "The objection is not right: the payment is proposed again.");

    public static Word MeansDupAccount { get; } = new(
        "使用同一账号的人数超过政策包规定：向本人核实账户，不属实的暂扣。",
        "More people than the pack allows share the account: ask them, and hold what is not right.");
    public static Word MeansAccountName { get; } = new(
        "账户不在领款人名下：核实委托或监护关系，或要求更换账户。", "The account is in another name: look at the mandate or guardianship, or ask for another account.");
    public static Word MeansJump { get; } = new(
        "标准未变而金额与上年相差很大：与上年对照，查明原因。", "Far from last year though the rate is the same: compare the two years and find out why.");
    public static Word MeansNewArrears { get; } = new(
        "以前从未认定的人一次补发往年：核对往年为何漏发。", "Arrears for somebody of whom no run had decided: ask why earlier years missed them.");
    public static Word MeansRegisteredDeath { get; } = new(
        "民政等部门登记了死亡而名册未记：付款暂扣，核实后更正名册或恢复。",
        "Another office records a death that the roster does not show: the payment is held; correct the roster, or let it go.");
    public static Word MeansRegisteredBirth { get; } = new(
        "登记了子女出生而名册未记：付款暂扣，核实后更正名册或恢复。",
        "Another office records a child that the roster does not show: the payment is held; correct the roster, or let it go.");
    public static Word MeansRegisteredGrade { get; } = new(
        "登记的残疾等级与名册不同：付款暂扣，核实后更正名册或恢复。",
        "Another office records another grade of disability: the payment is held; correct the roster, or let it go.");
    public static Word MeansDuplicateChild { get; } = new(
        "两户中有两位母亲或父亲为同一子女申领：查明子女属于哪一户。",
        "In two households, two mothers or two fathers claim for one child: find out whose it is.");
    public static Word MeansChildConflict { get; } = new(
        "两份名册对同一子女的记载不同：查明哪一份正确并更正另一份。",
        "Two rosters say different things of one child: find out which is right, and correct the other.");
    public static Word MeansPromiseDue { get; } = new(
        "承诺补交的材料已过期限：催交，或暂扣付款。", "Documents that were promised are overdue: ask for them, or hold the payment.");
    public static Word MeansAccountChanged { get; } = new(
        "账户与以往付款的不同：确认是本人更换。", "Not the account that earlier payments went to: make sure that they changed it themselves.");
    public static Word MeansCameBack { get; } = new(
        "这笔付款重发银行付出后又退回的款项：确认账户现在可用。",
        "It pays again what the bank had paid and sent back: make sure that the account works now.");
}
