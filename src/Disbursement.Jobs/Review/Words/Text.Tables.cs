namespace Disbursement.Jobs.Review.Words;

/// <summary>Texts of what every list offers: columns, kept filters, sums by group.</summary>
internal static partial class Text
{
    public static Word FormatTable { get; } = new("表格文本", "table");
    public static Word FormatWorkbook { get; } = new("Excel 工作簿", "workbook");
    public static Word FormatPain001 { get; } = new("ISO 20022 付款报文", "ISO 20022 payments");
    public static Word FormatBank { get; } = new("银行代发格式", "form of the bank");
    public static Word Columns { get; } = new("列", "Columns");
    public static Word ColumnsHidden { get; } = new("列（已隐藏 {0} 列）", "Columns ({0} hidden)");
    public static Word ColumnsNote { get; } = new(
        "只改变您自己看到的和导出的列。", "Changes only what you yourself see and export.");
    public static Word ShowAllColumns { get; } = new("显示全部列", "Show all columns");
    public static Word KeptFilters { get; } = new("常用筛选", "Kept filters");
    public static Word KeptFiltersOf { get; } = new("常用筛选（{0}）", "Kept filters ({0})");
    public static Word NoKeptFilters { get; } = new("还没有保存的筛选。", "None is kept yet.");
    public static Word KeepFilter { get; } = new("保存当前筛选", "Keep this filter");
    public static Word FilterName { get; } = new("名称", "Name");
    public static Word DropFilter { get; } = new("删除筛选“{0}”", "Drop the filter \"{0}\"");
    public static Word GroupBy { get; } = new("分组合计", "Sums by");
    public static Word NotGrouped { get; } = new("不分组", "none");
    public static Word UnknownFilter { get; } = new(
        "“{1}”不在“{0}”的选项之中，下面所列可能不是您要的；请重新选择。",
        "“{1}” is not among the choices of {0}: what is listed below may not be what you want. Choose again.");
    public static Word TownshipName { get; } = new("乡镇（街道）", "Township");
    public static Word Village { get; } = new("村（社区）", "Village");
    public static Word GroupsOf { get; } = new("{0} 组", "{0} {0:group|groups}");
}
