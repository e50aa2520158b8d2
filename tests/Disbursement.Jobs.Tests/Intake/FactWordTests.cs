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
        string[] told = [.. Enum.GetValues<RosterColumn>()
            .Where(column => FactWords.InChinese($"{column.English()}=1", []) != $"{column.English()}=1")
            .Select(column => $"{column.InChinese()}=1")];

        Assert.That(told, Has.Length.GreaterThan(15));
        Assert.That(Enum.GetValues<RosterColumn>().Select(column => FactWords.InChinese($"{column.English()}=1", []))
            .Where(fact => fact.Any(letter => letter > 127)), Is.EqualTo(told));
    }
}
