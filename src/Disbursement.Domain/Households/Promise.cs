namespace Disbursement.Domain.Households;

/// <summary>Documents that a member has promised to bring, so that the family is paid before they are there (告知承诺).</summary>
/// <param name="Role">The member.</param>
/// <param name="Documents">Which documents, as the roster names them.</param>
/// <param name="Until">The last day on which the promise can be kept, that day included.</param>
/// <param name="Place">Where the roster says so.</param>
public sealed record Promise(Role Role, string Documents, DateOnly Until, RosterPlace Place)
{
    /// <summary>Whether the deadline has passed on a day while the roster still has the promise.</summary>
    public bool IsOverdue(DateOnly on) => Until < on;
}
