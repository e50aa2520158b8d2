using Disbursement.Domain.Amounts;
using Disbursement.Domain.Assessment;
using Disbursement.Domain.Batches;
using Disbursement.Domain.History;
using Disbursement.Domain.Households;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Domain.Settlement;

namespace Disbursement.Domain.Tests.Settlement;

internal sealed class SettleClaimantTests
{
    private static readonly Decision Nothing = new(Scheme.Of("era"), Outcome.Granted, 0, default, []);

    [Test]
    public void Era_gives_before_sab_and_sab_before_sad_until_what_is_owed_back_is_used_up()
    {
        ClaimantHistory history = new() { Receivables = [("assistance", new Money(250))] };

        ClaimantSettlement settled =
            SettleClaimant.Run([Due(Scheme.Of("era"), 100), Due(Scheme.Of("sab"), 100), Due(Scheme.Of("sad"), 100)], history,
                ShippedPack.Pack, 2026);

        Assert.That(settled.Schemes.Select(scheme => scheme.Offset.Fen), Is.EqualTo(new[] { 100, 100, 50 }));
        Assert.That(settled.Schemes.Select(scheme => scheme.Payment.Fen), Is.EqualTo(new[] { 0, 0, 50 }));
        Assert.That(settled.Receivables, Is.EqualTo(new[] { new ReceivableChange("assistance", new Money(250), Money.Zero) }));
    }

    [Test]
    public void A_scheme_outside_the_group_gives_nothing_for_it()
    {
        ClaimantHistory history = new() { Receivables = [("assistance", new Money(250))] };

        ClaimantSettlement settled = SettleClaimant.Run([Due(Scheme.Of("ocr"), 100)], history, ShippedPack.Pack, 2026);

        Assert.That(settled.Schemes.Single().Payment, Is.EqualTo(new Money(100)));
        Assert.That(settled.Receivables, Is.Empty);
    }

    [TestCase(Outcome.Unclaimed, 0u)]
    [TestCase(Outcome.Refused, Decision.DuplicateClaimant)]
    public void An_unclaimed_decision_and_that_of_a_duplicate_are_not_settled(Outcome outcome, uint refusals)
    {
        ClaimantHistory history = new() { Settled = [(Scheme.Of("era"), 2026, new Money(96_000))] };
        Decision decision = Due(Scheme.Of("era"), 0) with { Outcome = outcome, Refusals = refusals };

        Assert.That(SettleClaimant.Run([decision], history, ShippedPack.Pack, 2026), Is.SameAs(ClaimantSettlement.Nothing));
    }

    [Test]
    public void A_year_before_the_accountable_period_is_left_alone()
    {
        ClaimantHistory history = new() { Settled = [(Scheme.Of("era"), 2025, new Money(96_000))] };
        Decision decision = Nothing with { Dues = [new YearDue(2025, default), new YearDue(2026, default)] };

        Assert.That(SettleClaimant.Run([decision], history, ShippedPack.Pack, 2026), Is.SameAs(ClaimantSettlement.Nothing));
    }

    [TestCase("true", 36_000)]
    [TestCase("false", 0)]
    public void Money_paid_too_much_is_taken_back_only_where_the_pack_says_so(string recover, long owedBack)
    {
        ClaimantHistory history = new() { Settled = [(Scheme.Of("era"), 2026, new Money(96_000))] };

        ClaimantSettlement settled =
            SettleClaimant.Run([Due(Scheme.Of("era"), 60_000)], history, ShippedPack.With(("schemes.era.recover", recover)), 2026);

        Assert.That(settled.Receivables.Sum(change => change.After.Fen), Is.EqualTo(owedBack));
        Assert.That(settled.Schemes.Sum(scheme => scheme.Payment.Fen), Is.Zero);
    }

    [TestCase("recovery", "offset")]
    [TestCase("recovery", "request")]
    [TestCase("recover", "false")]
    public void A_lump_sum_that_is_owed_in_the_year_of_its_dates_stays_where_the_ledger_has_it(string parameter, string value)
    {
        PolicyPack pack = ShippedPack.With(($"schemes.rls.{parameter}", value));
        YearFacts raised = A.Facts with { HasPensionRaise = true };
        ClaimantHistory unclaimed = AfterRun.Of(A.Assessed(Retired(applied: null, A.Facts), 2026, pack: pack));
        ClaimantHistory paid = AfterRun.Of(A.Assessed(Retired(applied: "2027-07-30", A.Facts), 2027, unclaimed, pack));
        AssessedClaimant corrected = A.Assessed(Retired(applied: "2026-11-05", raised), 2027, paid, pack);

        Assert.That(paid.SettledOf(Scheme.Of("rls"), 2027), Is.EqualTo(A.Yuan(2400m)));
        Assert.That((corrected.Settlement.Schemes.Count, corrected.Settlement.Receivables.Count), Is.EqualTo((0, 0)),
            "2026 owes it, which the raise of 2027 does not change: nothing is taken back, and nothing paid again");
    }

    [Test]
    public void A_lump_sum_that_no_year_owes_any_more_is_taken_back_once()
    {
        YearFacts raised = A.Facts with { HasPensionRaise = true };
        ClaimantHistory paid = AfterRun.Of(A.Assessed(Retired(applied: "2027-07-30", A.Facts), 2027));
        AssessedClaimant corrected = A.Assessed(Retired(applied: "2026-11-05", raised), 2027, paid);
        AssessedClaimant again = A.Assessed(Retired(applied: "2026-11-05", raised), 2027, AfterRun.Of(corrected));

        Assert.That(corrected.Settlement.Schemes.Single().Recoveries, Is.EqualTo(new[] { new Recovery(2027, A.Yuan(2400m), Money.Zero) }));
        Assert.That((again.Settlement.Schemes.Count, again.Settlement.Receivables.Count), Is.EqualTo((0, 0)));
    }

    private static Household Retired(string? applied, YearFacts facts) =>
        A.Household(A.Mother(certificate: "2005-05-05", retired: "2026-10-11", applied: applied, facts: facts), null, A.Child());

    private static Decision Due(Scheme scheme, long fen) =>
        Nothing with { Scheme = scheme, Dues = [new YearDue(2026, Layered.OfBase(new Money(fen)))] };
}
