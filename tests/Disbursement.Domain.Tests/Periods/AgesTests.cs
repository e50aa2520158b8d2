using Disbursement.Domain.Periods;

namespace Disbursement.Domain.Tests.Periods;

internal sealed class AgesTests
{
    [TestCase("2012-11-20", 14, "2026-11-20")]
    [TestCase("2012-02-29", 14, "2026-03-01")]
    [TestCase("2012-02-29", 16, "2028-02-29")]
    [TestCase("2000-02-29", 100, "2100-03-01")]
    [TestCase("2012-02-28", 14, "2026-02-28")]
    [TestCase("2012-12-31", 0, "2012-12-31")]
    public void An_age_is_reached_on_the_anniversary_and_29_February_on_1_March(string birth, int age, string reached) =>
        Assert.That(Ages.Anniversary(A.Day(birth), age), Is.EqualTo(A.Day(reached)));

    [Test]
    public void Who_dies_on_the_birthday_reached_the_age_and_who_dies_the_day_before_did_not()
    {
        DateOnly birth = A.Day("1966-05-05"), sixty = A.Day("2026-05-05");

        Assert.That(Ages.Reached(birth, sixty, 60), Is.EqualTo(sixty));
        Assert.That(Ages.Reached(birth, sixty.AddDays(1), 60), Is.EqualTo(sixty));
        Assert.That(Ages.Reached(birth, null, 60), Is.EqualTo(sixty));
        Assert.That(Ages.Reached(birth, sixty.AddDays(-1), 60), Is.Null);
    }

    [TestCase("2000-05-05", "2021-05-04", 20)]
    [TestCase("2000-05-05", "2021-05-05", 21)]
    [TestCase("2000-05-05", "2000-05-05", 0)]
    [TestCase("2000-05-05", "2001-05-04", 0)]
    [TestCase("2000-02-29", "2021-02-28", 20)]
    [TestCase("2000-02-29", "2021-03-01", 21)]
    [TestCase("2000-12-31", "2001-01-01", 0)]
    [TestCase("2000-05-05", "1999-05-05", 0)]
    public void Full_years_change_on_the_birthday_itself(string birth, string on, int years) =>
        Assert.That(Ages.InFullYears(A.Day(birth), A.Day(on)), Is.EqualTo(years));
}
