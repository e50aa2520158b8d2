namespace Disbursement.Jobs.Review.Words;

/// <summary>Texts of the auditors' pages.</summary>
internal static partial class Text
{
    public static Word Chinese { get; } = new("中文", "Chinese");
    public static Word English { get; } = new("英文", "English");
    public static Word ExportLedgerOf { get; } = new("导出账簿（{0}）", "Export the books ({0})");
    public static Word AsRecorded { get; } = new("记录原文", "As recorded");
    public static Word DebitAccount { get; } = new("借方账户代码", "Debit account");
    public static Word CreditAccount { get; } = new("贷方账户代码", "Credit account");
    public static Word FindNote { get; } = new(
        "输入发放批号、批次、支付编号、转账（区县/序号）或身份证号。按身份证号查找须写明理由并记录；身份证号不进入链接。",
        "A run, a batch, a payment, a transfer (county/number) or an identity number. A search by identity number takes a reason and is "
        + "recorded; the number stands in no link.");
    public static Word FindWhat { get; } = new("查什么", "What to find");
    public static Word Find { get; } = new("查找", "Find");
    public static Word FindPerson { get; } = new("按身份证号查找", "Find a person");
    public static Word FindPersonAsks { get; } = new("查找 {0}：此操作连同理由记录在案。", "Find {0}: this is recorded, with your reason.");
    public static Word NobodyKnown { get; } = new("没有关于此人的认定记录。", "No sealed run knows this person.");
    public static Word NothingByThat { get; } = new("没有这个编号的内容。", "Nothing goes by that.");
    public static Word NoTransfers { get; } = new("还没有转账。", "There is no transfer yet.");
    public static Word Balanced { get; } = new("借贷平衡：借方 {0}，贷方 {1}", "The books balance: debits {0}, credits {1}");
    public static Word NotBalanced { get; } = new("借贷不平：借方 {0}，贷方 {1}", "The books do not balance: debits {0}, credits {1}");
    public static Word LedgerAccount { get; } = new("科目", "Ledger account");
    public static Word LedgerEvent { get; } = new("事项", "Event");
    public static Word Debit { get; } = new("借方", "Debit");
    public static Word Credit { get; } = new("贷方", "Credit");
    public static Word Balance { get; } = new("余额", "Balance");
    public static Word BookOf { get; } = new("{0}账簿", "Book of {0}");
    public static Word TransferNo { get; } = new("转账 {0}/{1}", "Transfer {0}/{1}");
    public static Word ComesFrom { get; } = new("来自", "Comes from");
    public static Word ExportAs { get; } = new("导出格式", "Export as");
    public static Word PreviousTransfer { get; } = new("上一笔", "Previous transfer");
    public static Word NextTransfer { get; } = new("下一笔", "Next transfer");
    public static Word VerifyNote { get; } = new(
        "核对：账簿链、借贷、付款、批次与文件、签名。重算：再按存档把每次发放重算一遍，逐行比对。所有打开此页的人看到同一进度。",
        "Proofs go over chains, balances, payments, batches with their files, and signatures. A replay also computes each run again from "
        + "the archive, row by row. Everybody on this page sees the same progress.");
    public static Word VerifyNow { get; } = new("核对账目", "Prove the books");
    public static Word VerifyReplay { get; } = new("核对并重算", "Prove and replay");
    public static Word ComputingAgain { get; } = new("正在重算 {0}：{1}，{2} 户", "Computing run {0} again: {1}, {2} {2:household|households}");
    public static Word EverythingHolds { get; } = new("全部核对通过。", "Everything holds.");
    public static Word SomethingBreaks { get; } = new("有核对未通过，见下。", "Something does not hold; see below.");
    public static Word LastWhole { get; } = new("最近一次账目核对无误：{0}", "The books were last proved whole: {0}");
    public static Word NeverWhole { get; } = new("尚无账目核对无误的记录。", "No proof is on record yet that found the books whole.");
    public static Word BooksFailed { get; } = new("自 {0} 起账目核对未通过：{1}", "Since {0} the proof of the books has not held: {1}");
    public static Word ReplayFailed { get; } = new("自 {1} 起重算 {0} 的结果与记录不符：{2}",
        "Since {1} run {0}, computed again, has not been what is recorded: {2}");
    public static Word BetweenRunsFailed { get; } = new("自 {0} 起各次发放之间的记录核对未通过：{1}",
        "Since {0} what stands between the runs has not held: {1}");
    public static Word ProofUndone { get; } = new("{0} 的账目核对未能进行：{1}。服务日志中有详情。",
        "The proof of the books of {0} could not be made: {1}. The log of the service says more.");
    public static Word ProofFailedNext { get; } = new(
        "先停止审批和放行。一切保持原样，与备份比对，查明谁改动了什么；此后一次核对通过，本提示即消失。",
        "Stop approving and releasing. Keep everything as it is, compare it with the backup, and find out who changed what. This goes away "
        + "with the next proof that holds.");
    public static Word CheckOf { get; } = new("核对内容", "What was checked");
    public static Word Checked { get; } = new("检查数", "Looked at");
    public static Word WasDone { get; } = new("已办", "done");
    public static Word WasRefused { get; } = new("被拒", "refused");
    public static Word FromDate { get; } = new("自", "From");
    public static Word ToDate { get; } = new("至", "To");
    public static Word NoActs { get; } = new("没有符合条件的操作记录。", "No act fits.");
}
