using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Tests.Batches;

internal sealed class ControlTotalsTests
{
    private static readonly Shares Quarters = new(30, 30, 10, 30);

    [Test]
    public void Adds_payments_up_line_by_line()
    {
        ControlTotals totals = new();
        totals.Add(A.Settled(Scheme.Of("sab"), 2027, 2027, Base(708_000), new Money(118_000)));
        totals.Add(A.Settled(Scheme.Of("sab"), 2027, 2026, Base(59_000)));

        Assert.That(totals.Payments, Is.EqualTo(2));
        Assert.That(totals.Current, Is.EqualTo(new Money(708_000)));
        Assert.That(totals.Arrears, Is.EqualTo(new Money(59_000)));
        Assert.That(totals.Offsets, Is.EqualTo(new Money(118_000)));
        Assert.That(totals.Total, Is.EqualTo(new Money(649_000)));
    }

    [Test]
    public void Each_level_bears_its_own_layer_and_the_base_is_split_by_percentages()
    {
        ControlTotals totals = new();
        totals.Add(A.Settled(Scheme.Of("ocr"), 2026, 2026, new Layered(new(1000), new(20), new(300), new(4))));

        Assert.That(totals.Funding(Quarters), Is.EqualTo(new LevelSums(new(300), new(320), new(400), new(304))));
        Assert.That(totals.Funding(Quarters).Total, Is.EqualTo(totals.Total));
    }

    [Test]
    public void Offsets_come_off_the_base_even_below_nothing()
    {
        ControlTotals totals = new();
        totals.Add(A.Settled(Scheme.Of("ocr"), 2026, 2026, new Layered(new(100), Money.Zero, new(900), Money.Zero), new Money(300)));

        LevelSums funding = totals.Funding(Quarters);

        Assert.That(funding, Is.EqualTo(new LevelSums(new(-60), new(-60), new(880), new(-60))));
        Assert.That(funding.Total, Is.EqualTo(new Money(700)));
    }

    [Test]
    public void The_shares_of_an_odd_batch_still_add_up_to_it()
    {
        for (long fen = 0; fen < 200; fen++)
        {
            ControlTotals totals = new();
            totals.Add(
                A.Settled(Scheme.Of("sab"), 2026, 2026, new Layered(new(fen), new(fen % 3), new(fen % 5), new(fen % 7)),
                    new Money(fen / 2)));

            Assert.That(totals.Funding(Quarters).Total, Is.EqualTo(totals.Total));
        }
    }

    [Test]
    public void An_empty_batch_costs_nobody_anything()
    {
        ControlTotals totals = new();

        Assert.That((totals.Payments, totals.Total), Is.EqualTo((0, Money.Zero)));
        Assert.That(totals.Funding(Quarters), Is.Default);
    }

    private static Layered Base(long fen) => Layered.OfBase(new Money(fen));
}
