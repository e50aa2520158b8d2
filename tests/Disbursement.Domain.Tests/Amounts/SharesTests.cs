using Disbursement.Domain.Amounts;

namespace Disbursement.Domain.Tests.Amounts;

public sealed class SharesTests
{
    [TestCase(100, 30, 30, 10, 30)]
    [TestCase(1, 1, 0, 0, 0)]
    [TestCase(3, 1, 1, 0, 1)]
    [TestCase(-1, -1, 0, 0, 0)]
    public void Gives_the_fen_that_are_left_to_the_largest_remainder(long total, long central, long province, long city, long county)
    {
        LevelSums sums = new Shares(30, 30, 10, 30).Split(new Money(total));

        Assert.That(sums, Is.EqualTo(new LevelSums(new Money(central), new Money(province), new Money(city), new Money(county))));
    }
}
