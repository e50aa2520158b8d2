using System.Reflection;
using Disbursement.Domain.Officers;
using Disbursement.Jobs.Review.Access;
using Disbursement.Jobs.Review.Payments;
using Disbursement.Jobs.Review.People;
using Disbursement.Jobs.Review.Words;

namespace Disbursement.Jobs.Review.Shell;

/// <summary>What a page is for. Pages below it, such as one batch, are explained with it.</summary>
/// <param name="Page">The page.</param>
/// <param name="Address">Where it begins; pages below it begin so too.</param>
/// <param name="Topic">The help on it.</param>
internal sealed record PageHelp(Type Page, string Address, HelpTopic Topic)
{
    /// <summary>Every page of the menu, and those that one comes to from there.</summary>
    public static IReadOnlyList<PageHelp> All { get; } =
    [
        .. NavigationEntry.All.Select(entry => Of(entry.Page, entry.Address, entry.Title, entry.Help)),
        Of(typeof(PaymentPage), "/payments", Text.Payments, Text.PagePayments),
        Of(typeof(PersonPage), "/people", Text.PersonTitle, Text.PagePeople),
    ];

    /// <summary>Whether an officer of a role may open the page.</summary>
    public bool IsFor(OfficerRole role) =>
        Page.GetCustomAttribute<NeedsAttribute>() is not { } needs || needs.Acts.Any(act => Powers.May(role, act));

    /// <summary>Where the help on an address stands; the whole page of help for one that has none of its own.</summary>
    public static string PlaceOf(string address) => All
        .Where(page => address == page.Address || page.Address != "/" && address.StartsWith(page.Address, StringComparison.Ordinal))
        .MaxBy(page => page.Address.Length) is { } found ? $"/help#{found.Topic.Place}" : "/help";

    private static PageHelp Of(Type page, string address, Word title, Word help) =>
        new(page, address, new HelpTopic($"page-{page.Name}", "", title, help));
}
