using Disbursement.Jobs.Review.Words;

namespace Disbursement.Jobs.Review.Elements;

/// <summary>The columns of a list as they stand.</summary>
public sealed class ListColumns
{
    private ListColumns(IReadOnlyList<Word> all) => All = all;

    internal static ListColumns None { get; } = new([]);

    internal IReadOnlyList<Word> All { get; }

    internal static ListColumns Of(params IReadOnlyList<Word> all) => new(all);
}
