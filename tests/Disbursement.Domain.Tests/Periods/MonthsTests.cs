using Disbursement.Domain.Periods;

namespace Disbursement.Domain.Tests.Periods;

internal sealed class MonthsTests
{
    [TestCase(2025, 12, "1-12")]
    [TestCase(2026, 1, "1-12")]
    [TestCase(2026, 2, "2-12")]
    [TestCase(2026, 12, "12")]
    [TestCase(2027, 1, "")]
    [TestCase(1, 1, "1-12")]
    [TestCase(9999, 12, "")]
    public void From_a_month_on_that_month_included(int year, int number, string months) =>
        Assert.That(Months.From(new Month(year, number), 2026).ToString(), Is.EqualTo(months));

    [TestCase(2025, 12, "")]
    [TestCase(2026, 1, "1")]
    [TestCase(2026, 11, "1-11")]
    [TestCase(2026, 12, "1-12")]
    [TestCase(2027, 1, "1-12")]
    [TestCase(1, 1, "")]
    [TestCase(9999, 12, "1-12")]
    public void Up_to_a_month_that_month_included(int year, int number, string months) =>
        Assert.That(Months.Until(new Month(year, number), 2026).ToString(), Is.EqualTo(months));

    [TestCase(0b0000_0000_0000, "", 0, 0, 0)]
    [TestCase(0b0000_0000_0001, "1", 1, 1, 1)]
    [TestCase(0b1000_0000_0000, "12", 1, 12, 12)]
    [TestCase(0b1000_0000_0001, "1,12", 2, 1, 12)]
    [TestCase(0b0000_0101_1111, "1-5,7", 6, 1, 7)]
    [TestCase(0b1111_0000_1111, "1-4,9-12", 8, 1, 12)]
    [TestCase(0b0101_0101_0101, "1,3,5,7,9,11", 6, 1, 11)]
    [TestCase(0b1111_1111_1111, "1-12", 12, 1, 12)]
    public void Shows_runs_of_months_and_knows_its_ends(int bits, string text, int count, int first, int last)
    {
        Months months = new((ushort)bits);

        Assert.That(months.ToString(), Is.EqualTo(text));
        Assert.That((months.Count, months.First, months.Last), Is.EqualTo((count, first, last)));
        Assert.That((months.IsNone, months.IsAll), Is.EqualTo((count == 0, count == 12)));
    }

    [Test]
    public void Contains_exactly_the_months_whose_bit_is_set()
    {
        for (int bits = 0; bits <= Months.All.Bits; bits++)
        {
            Months months = new((ushort)bits);
            int contained = Enumerable.Range(1, 12).Where(months.Contains).Sum(number => 1 << number - 1);

            Assert.That(contained, Is.EqualTo(bits));
        }
    }

    [Test]
    public void Joins_and_intersects_month_by_month()
    {
        Months spring = new(0b0000_0001_1100), may = new(0b0000_0011_0000);

        Assert.That((spring & may).ToString(), Is.EqualTo("5"));
        Assert.That((spring | may).ToString(), Is.EqualTo("3-6"));
        Assert.That(Months.When(true), Is.EqualTo(Months.All));
        Assert.That(Months.When(false), Is.EqualTo(Months.None));
    }
}
