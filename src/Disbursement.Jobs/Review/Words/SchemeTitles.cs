using Disbursement.Domain.Policies;
using Disbursement.Jobs.Policies;

namespace Disbursement.Jobs.Review.Words;

/// <summary>Titles of the schemes as their definitions have them, short enough for a table.</summary>
internal static class SchemeTitles
{
    private static readonly Dictionary<Scheme, Word> Titles =
        ReadDefinitions.Shipped.ToDictionary(definition => definition.Scheme,
            definition => new Word(definition.Chinese, definition.English));

    public static Word? Of(Scheme scheme) => Titles.TryGetValue(scheme, out Word title) ? title : null;
}
