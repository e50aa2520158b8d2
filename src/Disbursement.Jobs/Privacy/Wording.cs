using System.Text.RegularExpressions;
using Disbursement.Domain.Officers;

namespace Disbursement.Jobs.Privacy;

/// <summary>What officers and banks write in their own words: it is kept in the clear, so it must name nobody by number.</summary>
internal static partial class Wording
{
    private const int MaxLength = 500;

    /// <summary>Why a reason is not taken; null where it is.</summary>
    public static ActRefusal? Problem(string reason)
    {
        if (string.IsNullOrWhiteSpace(reason))
            return new ActRefusal("NO-REASON", "请写明理由（--reason）。", "Give a reason (--reason).") { IsUsage = true };
        if (reason.Length > MaxLength)
            return new ActRefusal("NO-REASON", $"理由不得超过 {MaxLength} 个字符，现有 {reason.Length} 个。",
                $"A reason has at most {MaxLength} characters, this one {reason.Length}.") { IsUsage = true };

        return HasPersonalNumber(reason)
            ? new ActRefusal("PERSONAL-NUMBER", "理由中不得出现身份证号、银行账号或电话号码；请用支付编号。",
                "A reason names nobody by id number, account or telephone; use the payment number.") { IsUsage = true }
            : null;
    }

    /// <summary>Whether a text holds what may be an id number, an account or a telephone number.</summary>
    public static bool HasPersonalNumber(string text) => Number().IsMatch(Harmless().Replace(text, "#"));

    /// <summary>The text with every such number blotted out.</summary>
    public static string WithoutNumbers(string text) => HasPersonalNumber(text) ? Number().Replace(text, "***") : text;

    /// <summary>
    /// The name of a file or of whatever an act is about, with what may be an id number, a card or a telephone number blotted out.
    /// </summary>
    public static string NameWithoutNumbers(string name) => LongNumber().Replace(name, "***");

    /// <summary>
    /// A refusal as it is recorded: its sentence repeats what was asked for, and somebody may have typed a person's number there.
    /// </summary>
    public static string Recorded(ActRefusal refusal, string subject) =>
        $"{refusal.Code}: " + (HasPersonalNumber(subject)
            ? refusal.English.Replace(subject, WithoutNumbers(subject), StringComparison.Ordinal)
            : refusal.English);

    [GeneratedRegex("[0-9]{11,}[0-9Xx]?")]
    private static partial Regex LongNumber();

    /// <summary>Nine digits or more of any script, with spaces and dashes between them; no letter before or behind saves them.</summary>
    [GeneratedRegex(@"\d[\d\p{Zs}\t\p{Pd}]{7,}[\dXxＸｘ]")]
    private static partial Regex Number();

    /// <summary>Payment numbers, dates and SHA-256 sums.</summary>
    [GeneratedRegex("[0-9]{4}-[0-9]{1,4}-[0-9]{6}-[a-z]{2,5}(-[0-9]{6,"
        + "})?|[0-9]{4}-[0-9]{2}-[0-9]{2}|(?<![0-9A-Fa-f])[0-9A-Fa-f]{64}(?![0-9A-Fa-f])")]
    private static partial Regex Harmless();
}
