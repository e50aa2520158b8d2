namespace Disbursement.Jobs.Samples;

/// <summary>The words of a roster's lists, in English and in Chinese.</summary>
internal static class Words
{
    public static ReadOnlySpan<byte> Of(MaritalStatus status, bool inChinese) => (status, inChinese) switch
    {
        (MaritalStatus.Married, false) => "married"u8,
        (MaritalStatus.Married, true) => "初婚"u8,
        // English has no word of its own for it, so clerks leave the Chinese one.
        (MaritalStatus.MarriedAgain, _) => "再婚"u8,
        (MaritalStatus.Divorced, false) => "divorced"u8,
        (MaritalStatus.Divorced, true) => "离婚"u8,
        (MaritalStatus.Widowed, false) => "widowed"u8,
        (MaritalStatus.Widowed, true) => "丧偶"u8,
        (_, false) => "unmarried"u8,
        (_, true) => "未婚"u8,
    };

    public static ReadOnlySpan<byte> Of(RewardPayer payer, bool inChinese) => (payer, inChinese) switch
    {
        (RewardPayer.Finance, false) => "finance"u8,
        (RewardPayer.Finance, true) => "财政"u8,
        (RewardPayer.Employer, false) => "employer"u8,
        (RewardPayer.Employer, true) => "单位"u8,
        _ => [],
    };

    public static ReadOnlySpan<byte> Of(Answer answer, bool inChinese) => (answer, inChinese) switch
    {
        (Answer.Yes, false) => "yes"u8,
        (Answer.Yes, true) => "是"u8,
        (Answer.No, false) => "no"u8,
        (Answer.No, true) => "否"u8,
        _ => [],
    };

    public static ReadOnlySpan<byte> Of(CareLevel level, bool inChinese) => (level, inChinese) switch
    {
        (CareLevel.None, false) => "none"u8,
        (CareLevel.None, true) => "自理"u8,
        (CareLevel.Partial, false) => "partial"u8,
        (CareLevel.Partial, true) => "半失能"u8,
        (CareLevel.Full, false) => "full"u8,
        (CareLevel.Full, true) => "失能"u8,
        _ => [],
    };

    public static ReadOnlySpan<byte> Role(bool isMother, bool inChinese) => (isMother, inChinese) switch
    {
        (true, false) => "mother"u8,
        (true, true) => "母"u8,
        (false, false) => "father"u8,
        (false, true) => "父"u8,
    };

    public static ReadOnlySpan<byte> Child(bool inChinese) => inChinese ? "子女"u8 : "child"u8;

    public static ReadOnlySpan<byte> Sex(bool isFemale, bool inChinese) => (isFemale, inChinese) switch
    {
        (true, false) => "F"u8,
        (true, true) => "女"u8,
        (false, false) => "M"u8,
        (false, true) => "男"u8,
    };

    public static ReadOnlySpan<byte> Hukou(bool isRural, bool inChinese) => (isRural, inChinese) switch
    {
        (true, false) => "rural"u8,
        (true, true) => "农业"u8,
        (false, false) => "urban"u8,
        (false, true) => "非农业"u8,
    };
}
