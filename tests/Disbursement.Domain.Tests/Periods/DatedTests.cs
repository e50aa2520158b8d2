using Disbursement.Domain.Periods;

namespace Disbursement.Domain.Tests.Periods;

internal sealed class DatedTests
{
    private static readonly Dated<int>[] Values =
    [
        new(A.Day("2018-01-01"), 450, "first", false), new(A.Day("2022-07-01"), 590, "second", false),
        new(A.Day("2026-07-02"), 700, "third", true),
    ];

    [TestCase("2018-01-01", 450)]
    [TestCase("2022-06-30", 450)]
    [TestCase("2022-07-01", 590)]
    [TestCase("2026-07-01", 590)]
    [TestCase("2026-07-02", 700)]
    [TestCase("9999-12-31", 700)]
    public void A_value_is_in_force_from_its_first_day_until_the_next_takes_over(string day, int value) =>
        Assert.That(Values.InForce(A.Day(day))?.Value, Is.EqualTo(value));

    [Test]
    public void Nothing_is_in_force_before_the_first_day_or_in_an_empty_list()
    {
        Assert.That(Values.InForce(A.Day("2017-12-31")), Is.Null);
        Assert.That(Array.Empty<Dated<int>>().InForce(A.Day("2026-01-01")), Is.Null);
    }
}
