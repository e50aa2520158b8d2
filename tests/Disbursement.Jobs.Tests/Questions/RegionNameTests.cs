using Disbursement.Domain.Households;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Runs;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Questions.Audits;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Questions;

/// <summary>What a region is called stands behind every line that bears its code: in lists and in the reports of the audit.</summary>
[TestFixture]
internal sealed class RegionNameTests
{
    private const string Name = "样例街道试村";

    [Test]
    public void Lists_of_a_run_and_reports_of_the_audit_tell_the_name_of_a_region()
    {
        using TestOffice office = TestOffice.Staffed();
        File.WriteAllText(Path.Combine(office.Inputs.Inputs, "regions.csv"), "code,name\n320302001000,样例街道\n320302001001,试村\n");
        string mother = A.Household(1).Rows[0]["id_number"];
        office.Inputs.Roster("a.csv", A.Household(1), A.Household(2).Mother(("id_number", mother)), A.Household(3));
        TestRun run = office.Run();
        office.Send("2026-1-320302-ocr");
        RegionNames names = RegionsInUse.Of(office.Inputs.Data, office.Setting.Store);
        using MemoryStream decisions = new();
        ListDecisions.Run([new ListedDecision("320302001001", "1", "mother", "ocr", Domain.Schemes.Outcome.Granted, "", "", 0, "a.csv",
            new RowNumber(2))],
            decisions, names, isChinese: false);

        string[] twice = File.ReadAllLines(Path.Combine(run.Folder, "duplicates", "320302.csv"));
        Assert.That((twice.Length, twice.Skip(1).All(line => line.EndsWith($",{Name}", StringComparison.Ordinal))), Is.EqualTo((3, true)));
        Assert.That(System.Text.Encoding.UTF8.GetString(decisions.ToArray()), Does.Contain($"a.csv,2,{Name}"));
        Assert.That(office.Ask("unanswered").Of("region_name"), Is.Not.Empty.And.All.EqualTo(Name));
    }
}
