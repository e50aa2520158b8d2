using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Store.Providers;

namespace Disbursement.Jobs.Tests.Proofs;

/// <summary>The worked case of three years with a second run each year, over the standings of the first.</summary>
[TestFixtureSource(typeof(TestProvider), nameof(TestProvider.All))]
internal sealed class ThreeYearsAgainTests(TestProvider provider)
{
    [Test]
    public void Each_year_run_again_pays_nothing()
    {
        using TestInputs inputs = new(provider.Settings);
        foreach (int year in new[] { 2026, 2027, 2028 })
        {
            TestRun once = inputs.Run(inputs.Order(year) with { Inputs = Path.Combine(Repository.ThreeYears, "inputs") });
            long transfers = Transfers();
            TestRun again = inputs.Run(inputs.Order(year) with { Inputs = Path.Combine(Repository.ThreeYears, "inputs") });
            Assert.That((once.PaymentRows.Count > 0, again.Payments, again.PaymentFiles.Count(), Transfers()),
                Is.EqualTo((true, 0L, 0, transfers)), $"{year}");
        }

        long Transfers()
        {
            using TestDatabase database = inputs.Rows();
            return database.Number("SELECT COUNT(*) FROM transfers");
        }
    }
}
