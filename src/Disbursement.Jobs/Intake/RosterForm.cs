using Disbursement.Domain.Policies;
using Disbursement.Jobs.Intake.Forms;

namespace Disbursement.Jobs.Intake;

/// <summary>
/// The columns that a roster may have: those of every roster, and after them those that the definitions of a pack ask for, in their order.
/// </summary>
internal sealed class RosterForm
{
    private RosterForm(IReadOnlyList<FactDefinition> facts)
    {
        Facts = facts;
        if (facts.Count == 0)
        {
            Table = RosterColumns.Table;
            return;
        }

        ColumnBook book = new([.. RosterColumns.Book.Columns, .. facts.Select(
            (fact, place) => new ColumnName(RosterColumns.Count + place, IsNeeded: false, [fact.Name], [fact.Chinese]))]);
        Table = RosterColumns.Table with
        {
            Book = book,
            IsDay = column => column < RosterColumns.Count ? RosterColumns.Table.IsDay(column) : FactOf(column)!.Type == FactType.Date,
        };
    }

    /// <summary>The columns of every roster alone.</summary>
    public static RosterForm Plain { get; } = new([]);

    /// <summary>The further columns.</summary>
    public IReadOnlyList<FactDefinition> Facts { get; }

    /// <summary>How the columns are read.</summary>
    public TableKind Table { get; }

    /// <summary>Columns that say something of a claimant alone.</summary>
    public IReadOnlyList<RosterColumn> ClaimantOnly => Own(RosterColumns.ClaimantOnly, SchemeSubject.Claimant);

    /// <summary>Columns that say something of a child alone.</summary>
    public IReadOnlyList<RosterColumn> ChildOnly => Own(RosterColumns.ChildOnly, SchemeSubject.Child);

    /// <summary>The form of the rosters of packs.</summary>
    public static RosterForm Of(params IEnumerable<PolicyPack> packs) => Of(packs.SelectMany(pack => pack.Facts));

    /// <summary>The form of rosters with further columns.</summary>
    public static RosterForm Of(IEnumerable<FactDefinition> facts) =>
        facts.DistinctBy(fact => fact.Name).ToArray() is { Length: > 0 } further ? new(further) : Plain;

    /// <summary>The Chinese name of a column.</summary>
    public string InChinese(RosterColumn column) => FactOf((int)column)?.Chinese ?? column.InChinese();

    private FactDefinition? FactOf(int column) => column < RosterColumns.Count ? null : Facts[column - RosterColumns.Count];

    private RosterColumn[] Own(IReadOnlyList<RosterColumn> columns, SchemeSubject subject) =>
    [
        .. columns,
        .. Facts.Index().Where(fact => fact.Item.Of == subject).Select(fact => (RosterColumn)(RosterColumns.Count + fact.Index)),
    ];
}
