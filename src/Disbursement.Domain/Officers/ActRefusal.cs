namespace Disbursement.Domain.Officers;

/// <summary>Why an act was refused: a sentence for the person who asked, with what to do.</summary>
/// <param name="Code">For machines and tests.</param>
/// <param name="Chinese">The sentence in Chinese.</param>
/// <param name="English">The sentence in English.</param>
public sealed record ActRefusal(string Code, string Chinese, string English)
{
    /// <summary>
    /// The thing that was named does not exist, or the request was written wrongly; every other refusal means: not allowed as things are.
    /// </summary>
    public bool IsUsage { get; init; }

    /// <summary>There is no thing of this kind and name.</summary>
    public static ActRefusal NoSuch(string chinese, string english, string name) =>
        new("NO-SUCH", $"没有{chinese} {name}。", $"There is no {english} {name}.") { IsUsage = true };

    /// <summary>An officer would confirm what they said themselves.</summary>
    public static ActRefusal OwnWord(string officer) =>
        new("MAKER-IS-CHECKER", $"{officer} 登记的，须由另一人确认。", $"{officer} said so; somebody else confirms it.");

    /// <summary>The sentence in a language.</summary>
    public string Say(bool isChinese) => isChinese ? Chinese : English;
}
