namespace Disbursement.Jobs.Review.Words;

/// <summary>Texts of the audit office's questions.</summary>
internal static partial class Text
{
    public static Word NavQuestions { get; } = new("审计问题", "Audit questions");
    public static Word QuestionsNote { get; } = new(
        "审计部门每年要问的问题。答案取自账簿和存档，不作任何改动；年度指发放年度。每项都写明看不到什么。",
        "What the audit office asks every year. Answers come from the books and the archive and change nothing; the year is that of the "
        + "runs. Each says what it cannot see.");
    public static Word Question { get; } = new("问题", "Question");
    public static Word CannotSee { get; } = new("看不到什么", "What it cannot see");
    public static Word NoSuchQuestion { get; } = new("没有名为 {0} 的问题。", "There is no question {0}.");
    public static Word AskNow { get; } = new("查询", "Ask");
    public static Word AskedDays { get; } = new("付款前天数", "Days before a payment");
    public static Word AskedOver { get; } = new("超过几人（不填按政策包）", "More persons than (else as the pack)");
    public static Word AskedWeighted { get; } = new("按金额加权", "weighted by amount");
    public static Word Answering { get; } = new(
        "正在查阅账簿和存档……大的年度可能需要几十秒。",
        "Reading the books and the archive… a large year may take some ten seconds.");
    public static Word AnsweredAs { get; } = new("{0} 行，{1}，截至 {2}", "{0} {0:line|lines}, {1}, as of {2}");
    public static Word NothingFound { get; } = new("没有发现：0 行。", "Nothing was found: 0 lines.");
    public static Word AfterHours { get; } = new("用时 {0} 小时", "after {0} {0:hour|hours}");
    public static Word AnswerCut { get; } = new("这里只列前 {0} 行；下载的文件有全部。", "The first {0} lines are shown here; the files have all of them.");
    public static Word AllLinesCsv { get; } = new("全部行（CSV）", "All lines (CSV)");
    public static Word AllLinesSheet { get; } = new("工作簿", "Workbook");
    public static Word Sums { get; } = new("按区县和项目合计", "Sums by county and scheme");
    public static Word Findings { get; } = new("明细", "Lines of the answer");
}
