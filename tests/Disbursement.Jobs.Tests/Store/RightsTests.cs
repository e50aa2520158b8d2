using System.Text.RegularExpressions;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Proofs;
using Disbursement.Jobs.Tests.Rosters;
using Disbursement.Jobs.Tests.Store.Transact;

namespace Disbursement.Jobs.Tests.Store;

/// <summary>The application's rights on SQL Server are what two years of an office need, and no more.</summary>
[TestFixture]
internal sealed partial class RightsTests
{
    /// <summary>Done by SQL Server's sealing alone: the rows of a run, and standings by way of their staging table.</summary>
    private static readonly string[] OfSealing =
    [
        "INSERT run_inputs", "INSERT claimants", "INSERT claimant_index", "INSERT decisions", "INSERT batches", "INSERT batch_files",
        "INSERT payments",
        "INSERT transfers", "INSERT manifests",
        "INSERT standings", "DELETE standings", "INSERT standings_staged", "DELETE standings_staged", "UPDATE turns",
    ];

    [Test]
    public void What_is_granted_is_what_is_needed()
    {
        StatementsTold statements = new();
        Sql.Watch = statements.Add;
        try
        {
            using TestOffice office =
                FullStory.Tell(TestOffice.Staffed(new TestInputs(DatabaseSettings.Default with { Interceptors = [statements] })));
            TestOffice.Done(new RotateKeys(office.Setting)
                .Run(new Administering(office.Administrator, "somebody"), new RotationProgress(), CancellationToken.None));
            Assert.That(office.Breaks(), Is.Empty);
        }
        finally
        {
            Sql.Watch = null;
        }

        string[] needed = [.. statements.Texts.SelectMany(text => Changes().Matches(text))
            .Select(match => $"{match.Groups[1].Value.Split(' ')[0]} {match.Groups[2].Value}").Concat(OfSealing).Distinct()
            .Order(StringComparer.Ordinal)];
        string[] granted = [.. Grants().Matches(DatabaseScript.Roles()).Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}")
            .Order(StringComparer.Ordinal)];

        // The table of parts is written by the runs of a cluster, which these stories are not.
        Assert.That(granted.Where(IsOfStories), Is.EqualTo(needed.Where(IsOfStories)));
    }

    /// <summary>The stories here are told by one process, which writes no parts.</summary>
    [Test]
    public void What_the_nodes_of_a_run_write_they_have_rights_for() =>
        Assert.That(Grants().Matches(DatabaseScript.Roles()).Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}")
            .Where(right => !IsOfStories(right)),
            Is.EquivalentTo(["INSERT run_parts", "DELETE run_parts"]));

    [GeneratedRegex("\\b(INSERT INTO|UPDATE|DELETE FROM) \"?(\\w+)\"?(?= |\\n)")]
    private static partial Regex Changes();

    [GeneratedRegex(@"GRANT (INSERT|UPDATE|DELETE) ON (\w+)")]
    private static partial Regex Grants();

    private static bool IsOfStories(string right) =>
        !right.EndsWith(" run_parts", StringComparison.Ordinal);
}
