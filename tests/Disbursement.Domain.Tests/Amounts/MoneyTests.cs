using Disbursement.Domain.Amounts;

namespace Disbursement.Domain.Tests.Amounts;

internal sealed class MoneyTests
{
    private static readonly Money Most = new(long.MaxValue);
    private static readonly Money Least = new(long.MinValue);

    [Test]
    public void Reads_yuan_with_two_decimals_exactly()
    {
        Assert.That(Money.FromYuan(590.00m).Fen, Is.EqualTo(59000));
        Assert.That(Money.FromYuan(0.01m).Fen, Is.EqualTo(1));
        Assert.That(Money.FromYuan(-0.01m).Fen, Is.EqualTo(-1));
        Assert.That(Money.FromYuan(5m), Is.EqualTo(Money.FromYuan(5.000m)));
    }

    [TestCase("0.001")]
    [TestCase("-5.005")]
    public void Refuses_a_third_decimal(string yuan) =>
        Assert.That(() => Money.FromYuan(decimal.Parse(yuan)), Throws.ArgumentException.With.Message.Contains(yuan));

    [Test]
    public void Reads_the_largest_amount_and_refuses_a_fen_more()
    {
        Assert.That(Money.FromYuan(92_233_720_368_547_758.07m), Is.EqualTo(Most));
        Assert.That(() => Money.FromYuan(92_233_720_368_547_758.08m), Throws.TypeOf<OverflowException>());
    }

    [Test]
    public void Refuses_a_sum_that_no_longer_fits()
    {
        Assert.That(() => Most + new Money(1), Throws.TypeOf<OverflowException>());
        Assert.That(() => Least - new Money(1), Throws.TypeOf<OverflowException>());
        Assert.That(() => -Least, Throws.TypeOf<OverflowException>());
        Assert.That(Most + new Money(-1), Is.EqualTo(new Money(long.MaxValue - 1)));
    }

    [TestCase(1, 1, 2, 1)]
    [TestCase(-1, 1, 2, -1)]
    [TestCase(3, 1, 2, 2)]
    [TestCase(5, 1, 10, 1)]
    [TestCase(4, 1, 10, 0)]
    [TestCase(-4, 1, 10, 0)]
    [TestCase(0, 1, 3, 0)]
    [TestCase(500_100, 6000, 10_000, 300_060)]
    [TestCase(long.MaxValue, 10_000, 10_000, long.MaxValue)]
    public void Rounds_a_portion_half_away_from_zero_to_the_fen(long fen, long numerator, long denominator, long portion) =>
        Assert.That(new Money(fen).Portion(numerator, denominator), Is.EqualTo(new Money(portion)));

    [TestCase(0, "0.00")]
    [TestCase(1, "0.01")]
    [TestCase(-1, "-0.01")]
    [TestCase(100, "1.00")]
    [TestCase(-117_000, "-1170.00")]
    [TestCase(123_456_789, "1234567.89")]
    [TestCase(-99, "-0.99")]
    [TestCase(110, "1.10")]
    [TestCase(long.MaxValue, "92233720368547758.07")]
    [TestCase(long.MinValue, "-92233720368547758.08")]
    public void Shows_yuan_with_two_decimals_and_no_separators(long fen, string text) =>
        Assert.That(new Money(fen).ToString(), Is.EqualTo(text));

    [Test]
    public void Orders_by_size_with_debts_below_nothing()
    {
        Money debt = new(-1), little = new(1);

        Assert.That(new[] { little, debt, Money.Zero }.Order(), Is.EqualTo(new[] { debt, Money.Zero, little }));
        Assert.That(debt < little && little > debt, Is.True);
        Assert.That(little >= new Money(1) && little <= new Money(1), Is.True);
        Assert.That(Money.Min(debt, little), Is.EqualTo(debt));
        Assert.That(Money.Min(little, debt), Is.EqualTo(debt));
    }

    [TestCase(0, "零元整")]
    [TestCase(5, "伍分")]
    [TestCase(50, "伍角整")]
    [TestCase(100, "壹元整")]
    [TestCase(101, "壹元零壹分")]
    [TestCase(110, "壹元壹角整")]
    [TestCase(105_003, "壹仟零伍拾元零叁分")]
    [TestCase(1_640_902, "壹万陆仟肆佰零玖元零贰分")]
    [TestCase(10_000_000_100, "壹亿零壹元整")]
    [TestCase(1_001_000_000, "壹仟零壹万元整")]
    [TestCase(3_270_227_573, "叁仟贰佰柒拾万零贰仟贰佰柒拾伍元柒角叁分")]
    [TestCase(-20_030_500, "负贰拾万零叁佰零伍元整")]
    public void An_amount_is_written_in_capitals_as_on_vouchers(long fen, string said) =>
        Assert.That(new Money(fen).InCapitals(), Is.EqualTo(said));

    [TestCase("0.00", 0L)]
    [TestCase("590.01", 59_001L)]
    [TestCase("-1170.10", -117_010L)]
    [TestCase("1.234", null)]
    [TestCase("1,770.00", null)]
    [TestCase("1000000000000.01", null)]
    [TestCase("=1+1", null)]
    [TestCase("", null)]
    public void An_amount_as_it_is_kept_is_read_and_an_altered_one_is_none(string kept, long? fen) => Assert.That(
        Money.TryRead(kept, out Money amount) ? amount.Fen : (long?)null, Is.EqualTo(fen));
}
