using Disbursement.Domain.Batches;
using Disbursement.Domain.Policies;

namespace Disbursement.Domain.Tests.Batches;

internal sealed class AssumedParametersTests
{
    [TestCase("ocr", true)]
    [TestCase("rls", true)]
    [TestCase("era", false)]
    [TestCase("sab", false)]
    [TestCase("sad", false)]
    [TestCase("sac", false)]
    [TestCase("shc", true)]
    [TestCase("shp", true)]
    [TestCase("shm", true)]
    [TestCase("shg", true)]
    public void The_shipped_pack_rests_on_assumptions_for_some_schemes(string scheme, bool isAssumed) =>
        Assert.That(AssumedParameters.AnyFor(ShippedPack.Pack, Scheme.Of(scheme), "320302", 2026), Is.EqualTo(isAssumed));

    [TestCase("2026-12-31", 2026, true)]
    [TestCase("2027-01-01", 2026, false)]
    [TestCase("2027-01-01", 2027, true)]
    public void An_assumption_counts_once_a_day_of_the_runs_year_rests_on_it(string from, int runYear, bool isAssumed)
    {
        PolicyPack pack = Base($"{{ from: 2008-01-01, value: 590.00, status: verified, source: test }}, {{ from: {from}, value: 700.00, "
            + $"status: assumed, source: test }}");

        Assert.That(AssumedParameters.AnyFor(pack, Scheme.Of("sab"), "320302", runYear), Is.EqualTo(isAssumed));
    }

    [TestCase("2026-01-01", false)]
    [TestCase("2026-01-02", true)]
    public void An_assumption_that_ended_before_the_accountable_period_no_longer_counts(string until, bool isAssumed)
    {
        PolicyPack pack = Base($"{{ from: 2008-01-01, value: 590.00, status: assumed, source: test }}, {{ from: {until}, value: 700.00, "
            + $"status: verified, source: test }}");

        Assert.That(AssumedParameters.AnyFor(pack, Scheme.Of("sab"), "320302", 2026), Is.EqualTo(isAssumed));
    }

    [Test]
    public void A_countys_assumption_counts_in_that_county_alone()
    {
        PolicyPack pack =
            ShippedPack.With(("schemes.sab.rate.county.320303", "[{ from: 2024-01-01, value: 20.00, status: assumed, source: test }]"));

        Assert.That(AssumedParameters.AnyFor(pack, Scheme.Of("sab"), "320303", 2026), Is.True);
        Assert.That(AssumedParameters.AnyFor(pack, Scheme.Of("sab"), "320302", 2026), Is.False);
    }

    [TestCase("deductible")]
    [TestCase("percent")]
    [TestCase("ceiling")]
    public void One_assumed_limit_of_major_illness_is_enough(string assumed)
    {
        PolicyPack pack = ShippedPack.With([.. new[] { "deductible", "percent", "ceiling" }.Select(key =>
            ($"schemes.shm.{key}",
                $"[{{ from: 2016-01-01, value: 50, status: {(key == assumed ? "assumed" : "verified")}, source: test }}]"))]);

        Assert.That(AssumedParameters.AnyFor(pack, Scheme.Of("shm"), "320302", 2026), Is.True);
    }

    private static PolicyPack Base(string values) => ShippedPack.With(("schemes.sab.rate.base", $"[{values}]"));
}
