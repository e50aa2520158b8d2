using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Acts;

/// <summary>What the list of rosters knows of a file that nobody has checked.</summary>
[TestFixture]
internal sealed class ListRostersTests
{
    [Test]
    public void What_a_run_has_read_tells_its_counties_as_long_as_its_summary_is_there()
    {
        using TestInputs inputs = new();
        TestOffice office = TestOffice.Staffed(inputs.Roster("b.csv", A.Household(1), A.Household(2, "320303001001")));
        string[] Counties()
        {
            using DisbursementDb db = office.Setting.Store.Model();
            return [.. new ListRosters().Run(db, inputs.Inputs, 2026).Single().Counties];
        }

        string[] before = Counties();
        office.Run();
        string[] after = Counties();
        foreach (string summary in Directory.GetFiles(inputs.Out, "summary.json", SearchOption.AllDirectories))
            File.Delete(summary);

        Assert.That((before, after, Counties()), Is.EqualTo((Array.Empty<string>(), new[] { "320302", "320303" }, Array.Empty<string>())));
    }
}
