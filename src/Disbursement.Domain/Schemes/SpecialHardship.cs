using Disbursement.Domain.Periods;

namespace Disbursement.Domain.Schemes;

/// <summary>What the schemes for families in special hardship 特殊困难家庭 share.</summary>
internal static class SpecialHardship
{
    /// <summary>SH-FAMILY month by month: only the months that <c>sab</c> or <c>sad</c> entitles.</summary>
    public static Condition Family { get; } = new(
        "SH-FAMILY",
        "享受特别扶助的月份",
        "months in which special assistance is due",
        (c, year) => c.SpecialMonths(year),
        (c, year) => Facts.Show("special months", c.SpecialMonths(year)));

    /// <summary>SH-FAMILY for a cost: a year that has a special month.</summary>
    public static Condition FamilyYear { get; } = new(
        "SH-FAMILY",
        "当年享受特别扶助",
        "special assistance is due in the year",
        (c, year) => Months.When(!c.SpecialMonths(year).IsNone),
        (c, year) => Facts.Show("special months", c.SpecialMonths(year)));
}
