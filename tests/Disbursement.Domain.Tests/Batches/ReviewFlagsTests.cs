using Disbursement.Domain.Amounts;
using Disbursement.Domain.Batches;
using Disbursement.Domain.History;
using Disbursement.Domain.Households;
using Disbursement.Domain.Periods;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;

namespace Disbursement.Domain.Tests.Batches;

internal sealed class ReviewFlagsTests
{
    private static readonly Household Bereaved = A.Household(A.Mother(applied: "2024-06-10"), null, A.Child(died: "2020-02-02"));

    [TestCase(1000, 1500, ReviewFlags.None)]
    [TestCase(1000, 1501, ReviewFlags.Jump)]
    [TestCase(1000, 500, ReviewFlags.None)]
    [TestCase(1000, 499, ReviewFlags.Jump)]
    [TestCase(1, 2, ReviewFlags.Jump)]
    [TestCase(0, 5000, ReviewFlags.None)]
    public void A_payment_jumps_when_it_differs_by_more_than_half_of_last_years(long before, long now, ReviewFlags flags) =>
        Assert.That(Flags(Paid(2026, before), now), Is.EqualTo(flags));

    [Test]
    public void Only_the_year_before_counts_for_a_jump()
    {
        Assert.That(Flags(Paid(2025, 1000), 9000), Is.EqualTo(ReviewFlags.None));
        Assert.That(Flags(Paid(2027, 1000), 9000), Is.EqualTo(ReviewFlags.None));
    }

    [Test]
    public void A_payment_that_follows_a_new_rate_does_not_jump()
    {
        const string NewRate = "[{ from: 2008-01-01, value: 590.00, status: verified, source: test }, { from: 2027-12-31, value: 1590.00, "
            + "status: verified, source: test }]";
        PolicyPack pack = ShippedPack.With(("schemes.sab.rate.base", NewRate));

        Assert.That(Flags(Paid(2026, 1000), 9000, pack), Is.EqualTo(ReviewFlags.None));
    }

    [Test]
    public void Arrears_for_somebody_about_whom_no_run_decided_are_flagged()
    {
        Case unseen = new(Bereaved, Bereaved.Mother!, ClaimantHistory.Empty, SchemeRules.Of(ShippedPack.Pack), Month.December(2027));
        Case seen =
            new(Bereaved, Bereaved.Mother!, new ClaimantHistory { Facts = [(2026, A.Facts)] }, SchemeRules.Of(ShippedPack.Pack),
                Month.December(2027));

        Assert.That(ReviewFlagsOf.Payment(unseen, A.Settled(Scheme.Of("sab"), 2027, 2026, Base(1))), Is.EqualTo(ReviewFlags.NewArrears));
        Assert.That(ReviewFlagsOf.Payment(seen, A.Settled(Scheme.Of("sab"), 2027, 2026, Base(1))), Is.EqualTo(ReviewFlags.None));
        Assert.That(ReviewFlagsOf.Payment(unseen, A.Settled(Scheme.Of("sab"), 2027, 2027, Base(1))), Is.EqualTo(ReviewFlags.None));
    }

    [TestCase(ReviewFlags.None, "")]
    [TestCase(ReviewFlags.Jump, "JUMP")]
    [TestCase(ReviewFlags.NewArrears | ReviewFlags.DuplicateAccount, "DUP-ACCOUNT+NEW-ARREARS")]
    [TestCase(ReviewFlags.DuplicateAccount | ReviewFlags.AccountName | ReviewFlags.Jump | ReviewFlags.NewArrears,
        "DUP-ACCOUNT+ACCOUNT-NAME+JUMP+NEW-ARREARS")]
    public void Codes_are_joined_in_the_order_of_the_rules(ReviewFlags flags, string text) =>
        Assert.That(ReviewFlagsOf.Text(flags), Is.EqualTo(text));

    private static ReviewFlags Flags(ClaimantHistory history, long now, PolicyPack? pack = null) => ReviewFlagsOf.Payment(
        new Case(Bereaved, Bereaved.Mother!, history, SchemeRules.Of(pack ?? ShippedPack.Pack), Month.December(2027)),
        A.Settled(Scheme.Of("sab"), 2027, 2027, Base(now)));

    private static ClaimantHistory Paid(int year, long fen) => new()
    {
        Paid = [(Scheme.Of("sab"), year, new Money(fen))],
        Facts = [(2026, A.Facts)],
    };

    private static Layered Base(long fen) => Layered.OfBase(new Money(fen));
}
