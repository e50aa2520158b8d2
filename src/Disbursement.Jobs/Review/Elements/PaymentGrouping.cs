using Disbursement.Jobs.Review.Words;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Review.Elements;

/// <summary>By what payments of a list are added up.</summary>
/// <param name="Name">As the address of the page names it.</param>
/// <param name="By">What the rows of a group have in common.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Filter">The filter that shows a group alone, as the address of the page names it.</param>
internal sealed record PaymentGrouping(string Name, PaymentGroups By, Word Title, string Filter)
{
    /// <summary>All of them, in the order in which they are offered.</summary>
    public static IReadOnlyList<PaymentGrouping> All { get; } =
    [
        new("township", PaymentGroups.Township, Text.TownshipName, "township"),
        new("village", PaymentGroups.Village, Text.Village, "township"),
        new("state", PaymentGroups.State, Text.State, "state"), new("flags", PaymentGroups.Flags, Text.Flag, "flag"),
    ];

    /// <summary>The one of a name; null for none.</summary>
    public static PaymentGrouping? Of(string? name) => All.FirstOrDefault(one => one.Name == name);

    /// <summary>Payments of a batch added up.</summary>
    public ListGroups Groups(DisbursementDb db, int batch, PaymentFilter filter, Desk desk, Language language) => new(
        Title, [Text.Payments], [Text.Current, Text.Arrears, Text.Offset, Text.Amount],
        [.. ListPayments.Groups(db, batch, filter, By).Select(group => new ListGroup(group.Key, Say(group.Key, desk, language),
            [group.Payments], [group.CurrentFen, group.ArrearsFen, -group.OffsetFen, group.AmountFen]))]);

    /// <summary>The name of a group in words.</summary>
    private string Say(string key, Desk desk, Language language) => By switch
    {
        PaymentGroups.Township or PaymentGroups.Village => desk.Region(key.PadRight(12, '0')),
        PaymentGroups.State => language.State(key),
        _ when key.Length == 0 => language[Text.NoFlags],
        _ => string.Join(' ', key.Split('+').Select(language.Flag)),
    };
}
