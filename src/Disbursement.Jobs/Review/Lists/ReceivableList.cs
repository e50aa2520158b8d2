using System.Data.Common;
using System.Globalization;
using Disbursement.Domain.Amounts;
using Disbursement.Domain.Officers;
using Disbursement.Domain.Periods;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Review.Elements;
using Disbursement.Jobs.Review.Words;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Tables;

namespace Disbursement.Jobs.Review.Lists;

/// <summary>An open receivable with where its claimant stood last; both are empty where no row is known.</summary>
internal sealed record PlacedReceivable(ListedReceivable One, string RegionCode, string HouseholdNo)
{
    /// <summary>Of which age it is, from 0.</summary>
    public int Age => ListUnpaid.AgeOf(One.Days);

    /// <summary>open, unapproved as long as no reviewer has approved it all, or pending where somebody has to confirm.</summary>
    public string Stand => One.Pending is not null ? ReceivableList.Pending
        : One.Receivable.Unapproved != Money.Zero ? ReceivableList.Unapproved : ReceivableList.Open;
}

/// <summary>The list of receivables, as its page shows it and as it is exported.</summary>
internal static class ReceivableList
{
    public const string Open = "open", Unapproved = "unapproved", Pending = "pending";

    /// <summary>The columns; the last one holds buttons alone.</summary>
    public static ListColumns Columns { get; } = ListColumns.Of(Text.ReceivableNumber, Text.County, Text.Region, Text.Household,
        Text.Amount, Text.DueSince, Text.Days, Text.Result, Text.ActsHead);

    /// <summary>How far one may have got.</summary>
    public static IReadOnlyList<string> Stands { get; } = [Open, Unapproved, Pending];

    /// <summary>By what receivables are added up.</summary>
    public static IReadOnlyList<ListGrouping<PlacedReceivable>> Groupings { get; } =
    [
        new("county", Text.County, one => one.One.Receivable.County, (county, desk, _) => desk.County(county)),
        new("age", Text.ReceivableAge, one => one.Age.ToString(CultureInfo.InvariantCulture),
            (age, _, language) => WriteReceivables.Ages(language.IsChinese)[int.Parse(age, CultureInfo.InvariantCulture)]),
        new("stand", Text.ReceivableStand, one => one.Stand, (stand, _, language) => Say(stand, language)),
    ];

    /// <summary>All that an officer may see, the oldest first. Where claimants stood last is looked for once after each act.</summary>
    public static IReadOnlyList<PlacedReceivable> Of(DisbursementDb db, Desk desk, KeptAnswers kept, Officer officer)
    {
        using DbConnection connection = desk.Store.Connect();
        IReadOnlyList<ListedReceivable> all = ListReceivables.Run(db, connection, Instants.DayInChina(desk.Now));
        var places = kept.Of(db, "receivables", _ => new ReadReports(connection).Places([.. all.Select(one => one.Receivable.Key)]));
        return
        [
            .. all.Where(one => officer.Covers(one.Receivable.County))
                .Select(one => places.GetValueOrDefault(one.Receivable.Key, ("", "", "")) is var (region, household, _)
                    ? new PlacedReceivable(one, region, household)
                    : null!),
        ];
    }

    /// <summary>Those that fit a filter; null or empty for any.</summary>
    public static IReadOnlyList<PlacedReceivable> Fit(IReadOnlyList<PlacedReceivable> all, string? county, string? age, string? stand) =>
        [.. all.Where(one => (string.IsNullOrEmpty(county) || one.One.Receivable.County == county)
            && (string.IsNullOrEmpty(age) || one.Age.ToString(CultureInfo.InvariantCulture) == age)
            && (string.IsNullOrEmpty(stand) || one.Stand == stand))];

    /// <summary>Receivables added up; null where nothing goes by that name.</summary>
    public static ListGroups? Groups(string? by, IEnumerable<PlacedReceivable> all, Desk desk, Language language) =>
        Groupings.FirstOrDefault(one => one.Name == by) is { } grouping
            ? ListGroups.Of(all, grouping, desk, language, [(Text.ReceivableCount, _ => 1)],
                [(Text.Amount, one => one.One.Receivable.Open.Fen)])
            : null;

    /// <summary>How far one has got, in words.</summary>
    public static string Say(string stand, Language language) => language[stand switch
    {
        Pending => Text.ReceivablePending, Unapproved => Text.ReceivableUnapproved, _ => Text.ReceivableToRepay,
    }];
}
