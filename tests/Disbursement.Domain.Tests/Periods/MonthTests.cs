using Disbursement.Domain.Periods;

namespace Disbursement.Domain.Tests.Periods;

internal sealed class MonthTests
{
    [TestCase("2026-01-01", 2026, 1)]
    [TestCase("2026-01-31", 2026, 1)]
    [TestCase("2026-12-31", 2026, 12)]
    [TestCase("2027-01-01", 2027, 1)]
    [TestCase("2024-02-29", 2024, 2)]
    public void Holds_every_day_from_its_first_to_its_last(string day, int year, int number)
    {
        Month month = Month.Of(A.Day(day));

        Assert.That((month.Year, month.Number), Is.EqualTo((year, number)));
        Assert.That(month, Is.EqualTo(new Month(year, number)));
        Assert.That(month.FirstDay, Is.EqualTo(new DateOnly(year, number, 1)));
    }

    [Test]
    public void January_follows_December_at_once()
    {
        Month december = new(2026, 12), january = new(2027, 1);

        Assert.That(january.Index, Is.EqualTo(december.Index + 1));
        Assert.That(december < january && january > december && december <= january && january >= december, Is.True);
        Assert.That(Month.Later(december, january), Is.EqualTo(january));
        Assert.That(Month.Later(january, december), Is.EqualTo(january));
        Assert.That(december.CompareTo(january), Is.Negative);
    }

    [TestCase("2026-01")]
    [TestCase("0001-01")]
    [TestCase("9999-12")]
    public void Reads_what_it_shows(string text)
    {
        Assert.That(Month.TryParse(text, out Month month), Is.True);
        Assert.That(month.ToString(), Is.EqualTo(text));
    }

    [TestCase("2026-00")]
    [TestCase("2026-13")]
    [TestCase("2026-1")]
    [TestCase("26-01")]
    [TestCase("2026/01")]
    [TestCase("2026-01-01")]
    [TestCase("")]
    public void Refuses_what_is_not_a_month(string text)
    {
        Assert.That(Month.TryParse(text, out Month month), Is.False);
        Assert.That(month, Is.Default);
    }
}
