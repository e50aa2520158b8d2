namespace Disbursement.Jobs.Review.Words;

/// <summary>What a code means, and what to do; the words of rejected rows and of lines in quarantine are here.</summary>
/// <param name="Title">What it means, in a few words.</param>
/// <param name="Help">What to do.</param>
internal sealed record CodeWords(Word Title, Word Help)
{
    private static readonly Dictionary<string, CodeWords> Known = new()
    {
        ["R-REQUIRED"] = Both("缺少必填项", "a value is missing", "补填该列后重新提交。", "Fill the column in and hand it in again."),
        ["R-FORMAT"] = Both("格式不正确", "a value has the wrong form", "按模板格式改正日期、金额或代码。",
            "Correct the date, amount or code as in the template."),
        ["R-ID"] = Both("身份证号不正确", "an id number is wrong", "对照身份证原件改正；校验码不符多为抄错一位。",
            "Correct it from the card itself; a check character that does not fit is mostly one digit miscopied."),
        ["R-ID-MISMATCH"] = Both("与身份证号不一致", "a value contradicts the id number", "核对出生日期、性别与身份证，改正其中有误的一项。",
            "Compare birth date and sex with the card, and correct whichever is wrong."),
        ["R-DATE-ORDER"] = Both("日期先后矛盾", "dates contradict each other", "核对证件上的日期后改正。", "Correct the dates from the documents."),
        ["R-FUTURE"] = Both("日期晚于发放年度", "a date is after the year", "改正日期；确属下一年度的留待下年申报。",
            "Correct the date; what belongs to the next year is claimed then."),
        ["R-REGION"] = Both("行政区划代码不正确", "a region code is wrong", "填写 12 位代码，且所属区县须在 bureaus.csv 中。",
            "Give 12 digits of a county that stands in bureaus.csv."),
        ["R-ROLE"] = Both("家庭角色不正确", "roles in the household are wrong", "一户只能有一父一母；无父母的子女须有一名监护人。",
            "A household has one father and one mother at most; a child without parents has one guardian."),
        ["R-DUP-MEMBER"] = Both("同户重复登记一人", "a person stands twice in a household", "删除重复的一行，或改正其身份证号。",
            "Delete the second row, or correct its id number."),
        ["R-DUP-HOUSEHOLD"] = Both("一户在两份名册中", "a household stands in two rosters", "只保留现居区县名册中的一户。",
            "Leave it in the roster of the county where it lives now."),
        ["R-ACCOUNT"] = Both("银行账号不正确", "an account number is wrong", "对照存折或银行卡改正账号。", "Correct it from the passbook or the card."),
        ["R-AMOUNT"] = Both("金额不正确", "an amount is wrong", "金额不为负，最多两位小数，不超过 10,000,000。",
            "Not negative, two decimals at most, not over 10,000,000."),
        ["R-EXCEL"] = Both("被电子表格破坏的值", "a value a spreadsheet has destroyed", "将该列设为“文本”后重新填写；公式须先计算或粘贴为数值。",
            "Format the column as Text and type it again; calculate formulas, or paste them as values."),
        ["R-ROW"] = Both("该行无法读取", "a row cannot be read", "检查引号、分隔符和列数，或写明该行属于哪一户。",
            "Mend quotes, separators and the number of fields, or say whose row it is."),
        ["R-TEXT"] = Both("含有看不见的字符", "a value holds an invisible character", "删除该单元格并重新输入。", "Delete the cell and type it again."),
        ["Q-UNKNOWN"] = Both("没有这笔付款", "no such payment", "向银行核实：可能是其他业务的行，或编号有误。",
            "Ask the bank: another program's line, or mistyped."),
        ["Q-AMBIGUOUS"] = Both("对应多笔付款", "several payments fit", "向银行核实是哪一笔，由经办人员指明。", "Ask the bank which; an operator names it."),
        ["Q-NOT-RELEASED"] = Both("该笔未放行", "was not released", "银行支付了未放行的款项，请立即核查。",
            "The bank paid what was not released: look into it at once."),
        ["Q-AMOUNT"] = Both("金额与应付不符", "another amount than was due", "向银行核实实付金额，导入更正后的回盘。",
            "Ask the bank what was paid, and import its right line."),
        ["Q-DAY"] = Both("记账日期不合理", "an impossible day", "向银行核实；处理时可不采用该日期。", "Ask the bank; a resolved line is booked without the day."),
        ["Q-REPEAT"] = Both("重复的回盘", "said again", "无需处理。", "Nothing to do."),
        ["Q-EARLIER"] = Both("早于已入账的相反回盘", "earlier than the opposite answer", "无需处理：文件先后颠倒，已入账的有效。",
            "Nothing to do: files came in another order, and what is booked stands."),
        ["Q-CONTRADICTS"] = Both("与已入账的回盘矛盾", "contradicts what is booked", "向银行核实；已入账的保持不变。",
            "Ask the bank; what was booked stays."),
        ["Q-STATUS"] = Both("状态无法识别", "an unknown status", "向银行核实，或在该行格式中补充用语。", "Ask the bank, or add the word to its layout."),
        ["Q-FORMAT"] = Both("内容缺失或格式不正确", "missing or malformed", "向银行核实。", "Ask the bank."),
        ["Q-ROW"] = Both("该行无法读取", "the line cannot be read", "请银行重新提供文件。", "Ask the bank for the file again."),
    };

    /// <summary>All codes that have words.</summary>
    public static IReadOnlyCollection<string> Codes => Known.Keys;

    /// <summary>The words of a code; the code itself where it has none.</summary>
    public static CodeWords Of(string code) => Known.GetValueOrDefault(code) ?? Both(code, code, "", "");

    /// <summary>The words of one code, in both languages.</summary>
    public static CodeWords Both(string chinese, string english, string help, string helpInEnglish) =>
        new(new Word(chinese, english), new Word(help, helpInEnglish));
}
