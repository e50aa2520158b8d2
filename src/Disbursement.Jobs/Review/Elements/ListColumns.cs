using Disbursement.Jobs.Review.Words;

namespace Disbursement.Jobs.Review.Elements;

/// <summary>The columns of a list as they stand.</summary>
public sealed class ListColumns
{
    private ListColumns(IReadOnlyList<Word> all, int fixedOnes) => (All, Fixed) = (all, fixedOnes);

    internal static ListColumns None { get; } = new([], 0);

    internal IReadOnlyList<Word> All { get; }

    /// <summary>How many of the first are always shown.</summary>
    internal int Fixed { get; }

    internal static ListColumns Of(params IReadOnlyList<Word> all) => new(all, 1);

    /// <summary>The same behind a column with a box to tick, or the same where there is none.</summary>
    internal ListColumns Behind(Word? box) => box is { } first ? new([first, .. All], Fixed + 1) : this;
}
