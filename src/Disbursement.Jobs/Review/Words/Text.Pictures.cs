namespace Disbursement.Jobs.Review.Words;

/// <summary>Texts of the charts and the forecast.</summary>
internal static partial class Text
{
    public static Word NavPictures { get; } = new("图表", "Charts");
    public static Word NoPictures { get; } = new(
        "还没有可以画的内容：先有一次封存的发放。",
        "There is nothing to draw yet: it begins with the first sealed run.");
    public static Word PicturesNote { get; } = new(
        "年度批次合计，不含退回的批次和重发；每张图下都有表。指向色块可见明细。",
        "Yearly batches, without rejected ones and payments made again; each chart has its table beneath. "
        + "Point at a part to see its numbers.");
    public static Word AsTable { get; } = new("列成表", "As a table");
    public static Word Show { get; } = new("查看", "Show");
    public static Word MoneyByYear { get; } = new("各年度金额，按项目", "Money by year and scheme");
    public static Word HeadsByYear { get; } = new("各年度笔数，按项目", "Payments by year and scheme");
    public static Word MoneyByCounty { get; } = new("{0} 年各区县金额", "Money by county, {0}");
    public static Word HeadsByCounty { get; } = new("{0} 年各区县笔数", "Payments by county, {0}");
    public static Word RunOutcomes { get; } = new("各次发放的付款现状", "What became of each run's payments");
    public static Word ApprovalAges { get; } = new("审批用时（批次数）", "Days until approval, in batches");
    public static Word ApprovalNote { get; } = new("自发放封存起算；办理时限为 {0} 天。",
        "Counted from the sealing of the run; the limit is {0} {0:day|days}.");
    public static Word WereApproved { get; } = new("已审批", "approved");
    public static Word StillWait { get; } = new("仍在等待", "still waiting");
    public static Word ForecastHead { get; } = new("预测", "Forecast");
    public static Word ForecastNote { get; } = new(
        "依据最新名册，按现行规则推算今后 {0} 年应发金额；不写入账簿。竖线为 95% 的区间。",
        "Computed from the newest rosters by the rules, {0} {0:year|years} ahead; nothing is written. The vertical line is the 95 % "
        + "range.");
    public static Word Foresee { get; } = new("依据 {0} 年名册推算", "Forecast from the rosters of {0}");
    public static Word Foreseeing { get; } = new("正在推算，已读 {0} 户", "Forecast under way: {0} {0:household|households} so far");
    public static Word NoRosters { get; } = new("输入文件夹中没有名册。", "There are no rosters in the inputs folder.");
    public static Word ForecastOf { get; } = new("{0}–{1} 年预计应发", "Expected dues, {0}–{1}");
    public static Word Lowest { get; } = new("下限", "Low");
    public static Word Highest { get; } = new("上限", "High");
    public static Word DeathsBy { get; } = new("死亡概率依据：{0}。", "Deaths by: {0}.");
    public static Word NoDeaths { get; } = new("政策包没有生命表：未计死亡。", "The policy pack has no life table: deaths are not counted.");
}
