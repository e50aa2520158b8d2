using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Tests.Policies;

/// <summary>What changes from one pack to another, and from when.</summary>
[TestFixture]
internal sealed class ComparePacksTests
{
    private const string Base = "schemes.era.rate.base";

    [Test]
    public void A_pack_does_not_differ_from_itself() => Assert.That(ComparePacks.Run(ShippedPack.Pack, ShippedPack.Pack), Is.Empty);

    [Test]
    public void A_later_value_counts_from_its_day_on()
    {
        PackChange change = Only("[{ from: 2012-01-01, value: 960.00, status: verified, source: x }, { from: 2027-01-01, value: 1200.00, "
            + "status: assumed, source: a notice }]", "[{ from: 2012-01-01, value: 960.00, status: verified, source: x }]");

        Assert.That(change, Is.EqualTo(new PackChange(Base, new DateOnly(2027, 1, 1), null, "960.00", "1200.00", "a notice", true)));
    }

    [Test]
    public void A_value_between_two_equal_ones_has_an_end()
    {
        PackChange change = Only(
            "[{ from: 2012-01-01, value: 960.00, status: verified, source: x }, { from: 2020-01-01, value: 900.00, status: verified, "
                + "source: x }, { from: 2021-07-01, value: 960.00, status: verified, source: x }]",
            "[{ from: 2012-01-01, value: 960.00, status: verified, source: x }]");

        Assert.That((change.From, change.Until, change.Before, change.After),
            Is.EqualTo((new DateOnly(2020, 1, 1), new DateOnly(2021, 6, 30), "960.00", "900.00")));
    }

    [Test]
    public void An_earlier_start_is_a_value_where_there_was_none()
    {
        PackChange change = Only("[{ from: 2010-01-01, value: 960.00, status: verified, source: x }]",
            "[{ from: 2012-01-01, value: 960.00, status: verified, source: x }]");

        Assert.That((change.From, change.Until, change.Before, change.After),
            Is.EqualTo((new DateOnly(2010, 1, 1), new DateOnly(2011, 12, 31), (string?)null, "960.00")));
    }

    [Test]
    public void A_choice_counts_for_every_year()
    {
        IReadOnlyList<PackChange> changes = ComparePacks.Run(ShippedPack.Pack, ShippedPack.With(("schemes.sab.age", "50")));

        Assert.That(changes, Is.EqualTo([new PackChange("schemes.sab.age", null, null, "49", "50", null, false)]));
    }

    [Test]
    public void Another_source_for_the_same_value_moves_no_money()
    {
        PackChange change = Only("[{ from: 2012-01-01, value: 960.00, status: verified, source: a gazette }]",
            "[{ from: 2012-01-01, value: 960.00, status: assumed, source: hearsay }]");

        Assert.That((change.IsOfSourceOnly, change.Source, change.IsAssumed), Is.EqualTo((true, "a gazette", false)));
    }

    private static PackChange Only(string after, string before) =>
        ComparePacks.Run(ShippedPack.With((Base, before)), ShippedPack.With((Base, after))).Single();
}
