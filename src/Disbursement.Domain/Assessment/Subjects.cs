using Disbursement.Domain.Households;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Assessment;

/// <summary>Whom the schemes of a pack are about in a household.</summary>
public static class Subjects
{
    /// <summary>The mother, the father, and where a scheme is about children each child in the order of arrival.</summary>
    public static IEnumerable<Claimant> Of(Household household, PolicyPack pack)
    {
        if (household.Mother is { } mother)
            yield return mother;
        if (household.Father is { } father)
            yield return father;
        if (pack.PaidForChildren is not { Count: > 0 } paidTo)
            yield break;

        for (int i = 0; i < household.Children.Length; i++)
            yield return Claimant.Of(household.Children[i], paidTo);
    }

    /// <summary>The one of them whose row a run recorded; null where the household has none such.</summary>
    /// <param name="household">The household.</param>
    /// <param name="pack">The run's pack.</param>
    /// <param name="role">The role that was recorded.</param>
    /// <param name="line">Where the row stands.</param>
    public static Claimant? At(Household household, PolicyPack pack, string role, RowNumber line) =>
        Of(household, pack)
            .FirstOrDefault(subject => subject.Role.Code() == role && (subject.Child is not { } child || child.Place.Line == line));
}
