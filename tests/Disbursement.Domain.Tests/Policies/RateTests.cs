using Disbursement.Domain.Amounts;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Tests.Policies;

internal sealed class RateTests
{
    private static readonly Rate Layers = new()
    {
        Base = From("2018-01-01", 100),
        Province = From("2020-01-01", 20),
        City = From("2021-01-01", 3),
        County = new Dictionary<string, IReadOnlyList<Dated<Money>>> { ["320302"] = From("2022-01-01", 4) },
    };

    [TestCase("2017-12-31", 0)]
    [TestCase("2018-01-01", 100)]
    [TestCase("2020-01-01", 120)]
    [TestCase("2021-01-01", 123)]
    [TestCase("2021-12-31", 123)]
    [TestCase("2022-01-01", 127)]
    public void Each_layer_counts_from_its_own_first_day(string day, long fen) =>
        Assert.That(Layers.On(A.Day(day), "320302").Total, Is.EqualTo(new Money(fen)));

    [Test]
    public void A_county_layer_is_that_of_the_county_alone()
    {
        Assert.That(Layers.On(A.Day("2026-01-01"), "320303").Total, Is.EqualTo(new Money(123)));
        Assert.That(Layers.Entries(A.Day("2026-01-01"), "320303").Select(entry => entry.Layer),
            Is.EqualTo(new[] { "base", "province", "city" }));
        Assert.That(Layers.Entries(A.Day("2026-01-01"), "320302").Select(entry => entry.Layer),
            Is.EqualTo(new[] { "base", "province", "city", "county.320302" }));
    }

    [Test]
    public void A_rate_without_values_is_nothing() => Assert.That(Rate.Nothing.On(A.Day("2026-01-01"), "320302"), Is.Default);

    private static Dated<Money>[] From(string day, long fen) => [new(A.Day(day), new Money(fen), "test", false)];
}
