using Disbursement.Domain.Assessment;
using Disbursement.Domain.History;
using Disbursement.Domain.Households;
using Disbursement.Domain.Policies;
using Disbursement.Domain.Schemes;
using Disbursement.Domain.Settlement;

namespace Disbursement.Domain.Tests.Assessment;

internal sealed class AfterRunTests
{
    private static readonly Child Dead = A.Child(died: "2020-02-02");

    [Test]
    public void What_an_act_takes_from_the_sums_leaves_every_other_fact_as_it_was()
    {
        Scheme scheme = Scheme.Of("ocr");
        ClaimantHistory before = new()
        {
            FirstAppliedOn = A.Day("2026-01-05"),
            Facts = [(2026, A.Facts)],
            Further = [(0, new FurtherFact("childcare_applied_on", 1)), (2026, new FurtherFact("hospital_days", 12))],
            Settled = [(scheme, 2026, A.Yuan(60m))],
            Paid = [(scheme, 2026, A.Yuan(60m))],
            Receivables = [("ocr", A.Yuan(60m))],
        };

        foreach (ClaimantHistory after in new[]
        {
            before.Repaying("ocr", A.Yuan(1m)), before.Withdrawing(scheme, 2026, "ocr", A.Yuan(1m)),
            CancelledPayment.Of(before, scheme, "ocr", [(2026, A.Yuan(60m))], [], 2026, A.Yuan(60m))!.After,
            before.AppliedOn(A.Day("2026-01-05"), []),
        })
            Assert.That((after.FirstAppliedOn, after.Facts, after.Further),
                Is.EqualTo((before.FirstAppliedOn, before.Facts, before.Further)));
    }

    [Test]
    public void Leaves_behind_the_application_the_facts_the_accruals_and_the_payments()
    {
        ClaimantHistory after = AfterRun.Of(A.Assessed(A.Household(A.Mother(applied: "2024-06-10"), null, Dead), 2026));

        Assert.That(after.FirstAppliedOn, Is.EqualTo(A.Day("2024-06-10")));
        Assert.That(after.FactsOf(2026), Is.EqualTo(A.Facts));
        Assert.That(after.SettledOf(Scheme.Of("sab"), 2026), Is.EqualTo(A.Yuan(7080m)));
        Assert.That(after.PaidOf(Scheme.Of("sab"), 2026), Is.EqualTo(A.Yuan(7080m)));
        Assert.That(after.Receivables, Is.Empty);
        Assert.That(after.HasDecision, Is.True);
    }

    [Test]
    public void Leaves_nothing_behind_about_a_claimant_in_two_households()
    {
        AssessedClaimant twice = A.Assessed(A.Household(A.Mother(applied: "2024-06-10"), null, Dead), 2026, isDuplicate: true);

        Assert.That(twice.Decisions.Select(decision => (decision.Scheme, decision.Outcome)),
            Is.EqualTo(new[] { (Scheme.Of("sab"), Outcome.Refused) }));
        Assert.That(twice.Decisions[0].Codes, Is.EqualTo(new[] { "DUP-CLAIMANT" }));
        Assert.That(twice.Settlement.Schemes, Is.Empty);
        Assert.That(AfterRun.Of(twice), Is.SameAs(ClaimantHistory.Empty));
    }

    [Test]
    public void Keeps_no_facts_of_a_year_without_a_decision_but_the_application_counts()
    {
        ClaimantHistory after = AfterRun.Of(A.Assessed(A.Household(A.Mother(applied: "2024-06-10"), null, A.Child()), 2026));

        Assert.That(after.Facts, Is.Empty);
        Assert.That(after.HasDecision, Is.False);
        Assert.That(after.FirstAppliedOn, Is.EqualTo(A.Day("2024-06-10")));
    }

    [Test]
    public void The_last_run_of_a_year_replaces_the_facts_of_that_year_alone()
    {
        YearFacts full = A.Facts with { CareLevel = CareLevel.Full };
        ClaimantHistory first = AfterRun.Of(A.Assessed(A.Household(A.Mother(applied: "2024-06-10", facts: full), null, Dead), 2026));
        ClaimantHistory second = AfterRun.Of(A.Assessed(A.Household(A.Mother(applied: "2024-06-10"), null, Dead), 2027, first));
        ClaimantHistory third = AfterRun.Of(A.Assessed(A.Household(A.Mother(applied: "2024-06-10"), null, Dead), 2026, second));

        Assert.That(second.FactsOf(2026), Is.EqualTo(full));
        Assert.That(second.FactsOf(2027), Is.EqualTo(A.Facts));
        Assert.That(third.FactsOf(2026), Is.EqualTo(A.Facts));
        Assert.That(third.Facts, Has.Count.EqualTo(2));
    }

    [Test]
    public void A_receivable_that_was_used_up_is_no_longer_there()
    {
        ClaimantHistory paid = AfterRun.Of(A.Assessed(Bereaved("2026-01-10"), 2026));
        ClaimantHistory corrected = AfterRun.Of(A.Assessed(Bereaved("2026-03-10"), 2026, paid));
        ClaimantHistory nextYear = AfterRun.Of(A.Assessed(Bereaved("2026-03-10"), 2027, corrected));

        Assert.That(corrected.ReceivableOf("assistance"), Is.EqualTo(A.Yuan(1180m)));
        Assert.That(corrected.SettledOf(Scheme.Of("sab"), 2026), Is.EqualTo(A.Yuan(5310m)));
        Assert.That(corrected.PaidOf(Scheme.Of("sab"), 2026), Is.EqualTo(A.Yuan(6490m)));
        Assert.That(nextYear.Receivables, Is.Empty);
        Assert.That(nextYear.PaidOf(Scheme.Of("sab"), 2027), Is.EqualTo(A.Yuan(5900m)));
    }

    private static Household Bereaved(string died) => A.Household(A.Mother(applied: "2024-06-10"), null, A.Child(died: died));
}
