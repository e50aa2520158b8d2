namespace Disbursement.Jobs.Review.Words;

/// <summary>The texts of MudBlazor's own components.</summary>
internal static partial class Text
{
    public static IReadOnlyDictionary<string, Word> Mud { get; } = new Dictionary<string, Word>
    {
        ["MudDialog_Close"] = new("关闭", "Close"),
        ["MudSnackbar_Close"] = new("关闭", "Close"),
        ["MudAlert_Close"] = new("关闭", "Close"),
        ["MudInput_Clear"] = new("清除", "Clear"),
        ["MudInput_Increment"] = new("增加", "Increase"),
        ["MudInput_Decrement"] = new("减少", "Decrease"),
        ["MudInput_Text"] = new("文本", "Text"),
        ["Converter_InvalidNumber"] = new("不是有效的数字", "Not a number"),
    };
}
