namespace Disbursement.Jobs.Review.Words;

/// <summary>Texts of the front page.</summary>
internal static partial class Text
{
    public static Word ForYou { get; } = new("等我办理", "Waiting for you");
    public static Word AllThatWaits { get; } = new("全部待办（供监督）", "Everything that waits");
    public static Word NothingForYou { get; } = new("没有等您办理的事项。", "Nothing waits for you.");
    public static Word AllLate { get; } = new("已超期", "late");
    public static Word SomeLate { get; } = new("其中 {0} 项已超期", "{0} of them late");
    public static Word SinceToday { get; } = new("今日", "today");
    public static Word SinceDays { get; } = new("最早 {0} 天前", "oldest {0} {0:day|days} ago");
    public static Word OthersLate { get; } = new("他人经办的 {0} 类事项已超期",
        "{0} {0:kind of thing that others do is|kinds of things that others do are} late");
    public static Word BudgetLeftOf { get; } = new("剩余 {0}", "{0} left");
    public static Word ToList { get; } = new("查看", "Open");
    public static Word MoneyUnderWay { get; } = new("资金进度", "Where the money is");
    public static Word WaitsForYou { get; } = new("项待办", "wait for you");
    public static Word WaitsLate { get; } = new("项待办，有超期", "wait for you, some late");
    public static Word FirstStart { get; } = new("开始使用：四步", "Getting started: four steps");
    public static Word StepDone { get; } = new("已完成", "done");
    public static Word StepToDo { get; } = new("待完成", "to do");
    public static Word StepOfficers { get; } = new("添加用户", "Add officers");
    public static Word StepOfficersHow { get; } = new(
        "管理员添加至少一名经办人员和一名审核人员：四权分离，同一人不能兼任。",
        "An administrator adds an operator and a reviewer at least: nobody holds two powers.");
    public static Word StepPack { get; } = new("准备政策包", "Prepare the policy pack");
    public static Word StepPackHow { get; } = new(
        "政策包放入输入文件夹的 policy，并核对假定值。装入合成样例时会一并放入。",
        "Put the pack into policy of the inputs folder and confirm its assumed values. The synthetic sample brings one.");
    public static Word StepRosters { get; } = new("放入名册", "Bring the rosters in");
    public static Word StepRostersHow { get; } = new(
        "在“名册”页提交各区县名册（CSV 或 Excel），或放入输入文件夹的 rosters/年度。",
        "Hand the counties' rosters (CSV or Excel) in on the page of rosters, or put them into rosters/YEAR of the inputs folder.");
    public static Word StepTrial { get; } = new("第一次试算", "First trial run");
    public static Word StepTrialHow { get; } = new(
        "经办人员在“启动发放”页试算：看得到结果，不留下任何账目。",
        "An operator tries it on the page Start a run: it shows what would come of it and leaves nothing in the books.");
    public static Word LoadSample { get; } = new("装入合成样例", "Load the synthetic sample");
    public static Word LoadSampleNote { get; } = new(
        "2,000 户虚构家庭，仅供试用；已有名册或发放记录后不再提供。",
        "2,000 made-up households to try everything with; offered only while there is neither a roster nor a run.");
    public static Word LoadSampleAsks { get; } = new(
        "将在输入文件夹中写入 2,000 户虚构家庭的名册、区县名单和政策包（已有的不覆盖）。其中没有真实人员；正式使用前请删除这些名册。",
        "Writes rosters of 2,000 made-up households, the list of bureaus and a policy pack (what is there stays) into the inputs folder. "
        + "Nobody in them is real; delete these rosters before you work in earnest.");
}
