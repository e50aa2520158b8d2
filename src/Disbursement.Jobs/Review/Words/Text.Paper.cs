namespace Disbursement.Jobs.Review.Words;

/// <summary>Texts of what is printed.</summary>
internal static partial class Text
{
    public static Word PaperTitle { get; } = new("付款清单", "Payment list");
    public static Word ToPaper { get; } = new("打印付款清单", "Print the payment list");
    public static Word PrintIt { get; } = new("打印", "Print");
    public static Word PaymentsIn { get; } = new("{0} 笔", "{0} payments");
    public static Word InCapitals { get; } = new("大写金额", "in capitals");
    public static Word SignedMaker { get; } = new("经办人签字", "Operator's signature");
    public static Word SignedHead { get; } = new("单位负责人签字（盖章）", "Head's signature and seal");
}
