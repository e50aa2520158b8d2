using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Tests.Policies;

/// <summary>Survival by age and sex.</summary>
[TestFixture]
internal sealed class LifeTableTests
{
    private static readonly LifeTable Table =
        new(new DateOnly(2020, 11, 1), [new(50, 500), new(60, 1500)], [new(50, 200), new(60, 700)], "a test", false);

    [TestCase(false, 50, 0.995)]
    [TestCase(false, 55, 0.99)]
    [TestCase(true, 60, 0.993)]
    [TestCase(true, 52, 0.997)]
    [TestCase(false, 20, 0.995)]
    [TestCase(false, 99, 0.985)]
    public void Between_two_ages_it_goes_in_a_straight_line_and_outside_them_it_stays(bool isWoman, int age, double expected) =>
        Assert.That(Table.Survival(isWoman, age), Is.EqualTo((decimal)expected));

    [Test]
    public void The_shipped_pack_has_one_and_no_payment_depends_on_it()
    {
        Assert.That(ShippedPack.Pack.LifeTables, Has.Count.EqualTo(1));
        Assert.That(ShippedPack.Pack.LifeTables[0].Survival(isWoman: false, 75), Is.EqualTo(0.95075m));
    }
}
