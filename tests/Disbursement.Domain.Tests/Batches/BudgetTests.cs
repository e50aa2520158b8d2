using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using NUnit.Framework;

namespace Disbursement.Domain.Tests.Batches;

/// <summary>A batch must find its money under every limit that it falls under (life cycle, section 2: budget).</summary>
[TestFixture]
internal sealed class BudgetTests
{
    private static readonly BudgetUse Batch = Use("ocr", 30, 20, 10, 40);

    [TestCase(100, true)]
    [TestCase(99, false)]
    public void All_levels_together_are_enough_up_to_the_last_fen(long granted, bool isEnough) =>
        Assert.That(new Budget([Line(granted)]).ShortageOf(Batch, []) is null, Is.EqualTo(isEnough));

    [TestCase(FundingLevel.Central, 30)]
    [TestCase(FundingLevel.Province, 20)]
    [TestCase(FundingLevel.City, 10)]
    [TestCase(FundingLevel.County, 40)]
    public void Each_level_bears_its_own(FundingLevel level, long needed)
    {
        Assert.That(new Budget([Line(needed, level: level)]).ShortageOf(Batch, []), Is.Null);
        Assert.That(new Budget([Line(needed - 1, level: level)]).ShortageOf(Batch, [])!.Needed, Is.EqualTo(new Money(needed)));
    }

    [Test]
    public void What_others_use_up_of_the_same_purpose_is_gone()
    {
        Budget budget = new([Line(150)]);

        Assert.That(budget.ShortageOf(Batch, [Use("sad", 10, 10, 10, 20)]), Is.Null);
        Assert.That(budget.ShortageOf(Batch, [Use("sad", 10, 10, 10, 21)])!.Left, Is.EqualTo(new Money(99)));
    }

    [Test]
    public void Another_scheme_and_another_county_use_up_nothing_of_it()
    {
        Budget budget = new([Line(100, scheme: "ocr")]);

        Assert.That(budget.ShortageOf(Batch, [Use("sad", 50, 0, 0, 0), Use("ocr", 50, 0, 0, 0) with { County = "320303" }]), Is.Null);
    }

    [Test]
    public void The_limit_of_the_scheme_and_that_of_all_schemes_both_count()
    {
        Assert.That(new Budget([Line(1000), Line(99, scheme: "ocr")]).ShortageOf(Batch, [])!.Limit.Purpose.Scheme, Is.EqualTo("ocr"));
        Assert.That(new Budget([Line(99), Line(1000, scheme: "ocr")]).ShortageOf(Batch, [])!.Limit.Purpose.Scheme, Is.Null);
    }

    [Test]
    public void Documents_for_one_purpose_add_up_and_may_take_back()
    {
        Budget budget = new([Line(90), Line(20), Line(-11)]);

        Assert.That(budget.Limits.Single(), Has.Property("Granted").EqualTo(new Money(99)));
        Assert.That(budget.ShortageOf(Batch, []), Is.Not.Null);
    }

    [Test]
    public void What_needs_nothing_of_a_level_passes_though_the_level_is_overdrawn() =>
        Assert.That(new Budget([Line(5, level: FundingLevel.Central)]).ShortageOf(Use("ocr", 0, 0, 0, 40), [Use("sad", 9, 0, 0, 0)]),
            Is.Null);

    [TestCase("320302", "ocr", true)]
    [TestCase("320302", "sad", false)]
    [TestCase("320303", "ocr", false)]
    public void What_no_line_names_is_not_in_the_budget(string county, string scheme, bool isNamed) =>
        Assert.That(new Budget([Line(1, scheme: "ocr")]).Names(county, scheme), Is.EqualTo(isNamed));

    private static BudgetLine Line(long fen, string? scheme = null, FundingLevel? level = null) =>
        new(1, new BudgetPurpose("320302", scheme, level), new Money(fen), "doc");

    private static BudgetUse Use(string scheme, long central, long province, long city, long county) =>
        new("320302", scheme, new LevelSums(new(central), new(province), new(city), new(county)));
}
