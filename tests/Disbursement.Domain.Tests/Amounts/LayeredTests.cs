using Disbursement.Domain.Amounts;

namespace Disbursement.Domain.Tests.Amounts;

internal sealed class LayeredTests
{
    [Test]
    public void Adds_its_four_layers_up() => Assert.That(Of(1, 20, 300, 4000).Total, Is.EqualTo(new Money(4321)));

    [Test]
    public void Adds_and_multiplies_layer_by_layer()
    {
        Assert.That(Of(1, 2, 3, 4) + Of(10, 20, 30, 40), Is.EqualTo(Of(11, 22, 33, 44)));
        Assert.That(Of(1, 2, 3, 4) * 12, Is.EqualTo(Of(12, 24, 36, 48)));
        Assert.That(Of(1, 2, 3, 4) * 0, Is.Default);
    }

    [Test]
    public void Is_all_base_where_nobody_else_adds() => Assert.That(Layered.OfBase(new Money(7)), Is.EqualTo(Of(7, 0, 0, 0)));

    [Test]
    public void Rounds_the_total_of_a_half_and_not_each_layer()
    {
        Assert.That(Of(500_000, 0, 0, 0).Half(), Is.EqualTo(Of(250_000, 0, 0, 0)));
        Assert.That(Of(1, 0, 0, 0).Half(), Is.EqualTo(Of(1, 0, 0, 0)));
        Assert.That(Of(10, 1, 1, 1).Half(), Is.EqualTo(Of(4, 1, 1, 1)), "13 fen are 7 in half, of which the upper layers take one each");
    }

    [Test]
    public void A_part_is_taken_from_each_layer_in_proportion_and_the_base_takes_the_rounding()
    {
        Layered due = Of(100, 50, 25, 25);

        Assert.That(due.PartOf(new Money(100)), Is.EqualTo(Of(49, 25, 13, 13)), "12.5 fen of two layers each round up");
        Assert.That(due.PartOf(new Money(40)), Is.EqualTo(Of(20, 10, 5, 5)));
        Assert.That(due.PartOf(Money.Zero), Is.Default);
    }

    [Test]
    public void The_whole_is_itself_to_the_fen()
    {
        Layered odd = Of(1, 1, 1, 0);

        Assert.That(odd.PartOf(odd.Total), Is.EqualTo(odd));
    }

    [Test]
    public void A_part_of_nothing_is_carried_by_the_base() =>
        Assert.That(default(Layered).PartOf(new Money(5)), Is.EqualTo(Of(5, 0, 0, 0)));

    private static Layered Of(long national, long province, long city, long county) =>
        new(new(national), new(province), new(city), new(county));
}
