using System.Globalization;
using Disbursement.Domain.Periods;

namespace Disbursement.Domain.Tests.Periods;

/// <summary>How moments are written.</summary>
[TestFixture]
internal sealed class InstantsTests
{
    [TestCase("2026-06-01T00:00:00Z", "2026-06-01T00:00:00Z")]
    [TestCase("2026-06-01T08:00:00+08:00", "2026-06-01T00:00:00Z")]
    [TestCase("2026-06-01T00:00:00.999Z", "2026-06-01T00:00:00Z")]
    public void A_moment_is_written_in_UTC_to_the_second(string moment, string written) =>
        Assert.That(Instants.Utc(Read(moment)), Is.EqualTo(written));

    [Test]
    public void Seconds_since_1970_are_written_as_the_moment_they_are() =>
        Assert.That(Instants.Utc(1_780_272_000), Is.EqualTo("2026-06-01T00:00:00Z"));

    [TestCase("2026-05-31T15:59:59Z", "2026-05-31")]
    [TestCase("2026-05-31T16:00:00Z", "2026-06-01")]
    public void A_day_in_China_begins_at_four_in_the_afternoon_of_UTC(string moment, string day) =>
        Assert.That(Instants.DayInChina(Read(moment)), Is.EqualTo(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture)));

    private static DateTimeOffset Read(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
