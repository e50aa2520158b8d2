namespace Disbursement.Jobs.Review.Words;

/// <summary>Texts of what is printed.</summary>
internal static partial class Text
{
    public static Word PaperTitle { get; } = new("付款清单", "Payment list");
    public static Word ToPaper { get; } = new("打印付款清单", "Print the payment list");
    public static Word PrintIt { get; } = new("打印", "Print");
    public static Word InFilesInAll { get; } = new("文件合计", "In the files");
    public static Word NotInFiles { get; } = new(
        "另有 {0} 笔、{1} 不在付款文件中（暂扣、撤销或另行发放）", "{0} more of {1} are in no payment file: held, cancelled or paid again");
    public static Word PaperTooLong { get; } = new(
        "付款超过 {0} 笔，不再打印清单；请导出工作簿，或以付款文件及其 SHA-256 为准。",
        "There are more than {0} payments: no list is printed. Export a workbook, or go by the payment files and their SHA-256.");
    public static Word PaymentsIn { get; } = new("{0} 笔", "{0} {0:payment|payments}");
    public static Word InCapitals { get; } = new("大写金额", "in capitals");
    public static Word SignedMaker { get; } = new("经办人签字", "Operator's signature");
    public static Word SignedHead { get; } = new("单位负责人签字（盖章）", "Head's signature and seal");
}
