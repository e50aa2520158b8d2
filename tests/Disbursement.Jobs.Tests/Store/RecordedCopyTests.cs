using System.Text.RegularExpressions;
using Disbursement.Jobs.Store.SqlServer;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Rosters;
using Microsoft.EntityFrameworkCore;

namespace Disbursement.Jobs.Tests.Store;

/// <summary>What a replay of a server's books is compared with.</summary>
[TestFixture]
internal sealed partial class RecordedCopyTests
{
    /// <summary>
    /// A table that was left out read as one of no rows: a rightly given account was told as a standing that was altered.
    /// </summary>
    [Test]
    public void Every_table_that_a_replay_asks_for_is_copied()
    {
        string replay = string.Concat(Directory.GetFiles(
            Path.Combine(Repository.Root, "src", "Disbursement.Jobs", "Store", "Replay"), "*.cs").Select(File.ReadAllText));
        using SqliteDisbursementDb db = new SqliteDesign().CreateDbContext([]);
        string[] copied = [.. RecordedCopy.Copied.Select(record => db.Model.FindEntityType(record)!.GetTableName()!)];
        string[] asked = [.. Asked().Matches(replay).Select(match => match.Groups[1].Value).Distinct()];

        Assert.That(asked, Has.Length.GreaterThan(8).And.SubsetOf(copied));
    }

    [GeneratedRegex(@"recorded\.(?!cache_size)([a-z_]+)")]
    private static partial Regex Asked();
}
