using Disbursement.Jobs.Acts;

namespace Disbursement.Jobs.Review.Batches;

/// <summary>What is open about the batches that a dialog asks about.</summary>
public sealed class OpenOfEach
{
    private OpenOfEach(IReadOnlyList<OpenMatters> open, bool isList) => (Open, IsList) = (open, isList);

    public static OpenOfEach None { get; } = new([], true);

    internal IReadOnlyList<OpenMatters> Open { get; }

    /// <summary>Whether they were chosen in a list, also where it is one alone.</summary>
    internal bool IsList { get; }

    internal static OpenOfEach One(OpenMatters open) => new([open], false);

    internal static OpenOfEach Of(IReadOnlyList<OpenMatters> open) => new(open, true);
}
