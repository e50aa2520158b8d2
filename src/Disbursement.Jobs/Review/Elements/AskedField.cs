using Disbursement.Jobs.Review.Words;

namespace Disbursement.Jobs.Review.Elements;

/// <summary>A field of a dialog. What is typed into it counts without the spaces around it.</summary>
/// <param name="Name">Its name on the page.</param>
/// <param name="Label">What stands above it.</param>
/// <param name="Most">How many characters it holds.</param>
public sealed record AskedField(string Name, string Label, int Most = 60)
{
    public string Hint { get; init; } = "";

    /// <summary>What stands in it at first.</summary>
    public string Present { get; init; } = "";

    /// <summary>More than one for what is written in sentences: the browser keeps it until the dialog is left.</summary>
    public int Lines { get; init; } = 1;

    /// <summary>Whether the act can be done with what was typed; something must be, where nothing else is said.</summary>
    public Func<string, bool> Fits { get; init; } = text => text.Length > 0;

    /// <summary>Why the officer does it.</summary>
    internal static AskedField Reason(Language words, Word? label = null) =>
        new("reason", words[label ?? Text.Reason], 500) { Hint = words[Text.ReasonRule], Lines = 3 };
}
