namespace Disbursement.Jobs.Review.Words;

/// <summary>One text of the console in both languages; <c>{0}</c> is a place for a value.</summary>
internal readonly record struct Word(string Chinese, string English)
{
    public string Say(bool isChinese) => isChinese ? Chinese : English;
}
