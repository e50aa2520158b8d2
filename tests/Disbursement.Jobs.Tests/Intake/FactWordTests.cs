using Disbursement.Domain.Schemes;
using Disbursement.Jobs.Intake;

namespace Disbursement.Jobs.Tests.Intake;

/// <summary>An explanation calls a column as the rosters' Chinese header does.</summary>
[TestFixture]
internal sealed class FactWordTests
{
    [Test]
    public void A_column_has_one_Chinese_name()
    {
        string[] told = [.. Enum.GetValues<RosterColumn>().Where(column => InChinese(column) != $"{column.English()}：1")
            .Select(column => $"{column.InChinese()}：1")];

        Assert.That(told, Has.Length.GreaterThan(15));
        Assert.That(Enum.GetValues<RosterColumn>().Select(InChinese).Where(fact => fact[..^2].Any(letter => letter > 127)),
            Is.EqualTo(told));
    }

    private static string InChinese(RosterColumn column) => FactWords.Tell($"{column.English()}=1", [], isChinese: true);
}
