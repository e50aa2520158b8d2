using Disbursement.Jobs.Store.Connections;

namespace Disbursement.Jobs.Tests.Store;

/// <summary>How long a fault of the database is borne.</summary>
[TestFixture]
internal sealed class PatienceTests
{
    private const int Tries = 2, Seconds = 2;

    private static readonly PassingFault Away = new();

    [Test]
    public void A_server_is_waited_for_as_long_as_is_set_however_often_it_is_tried()
    {
        Patience patience = new(DatabaseSettings.Default with { Provider = DatabaseProvider.SqlServer, OutageSeconds = Seconds }, Tries);

        Assert.That(Enumerable.Range(0, Tries * 5).Select(_ => patience.Bears(Away)), Is.All.True);
        Thread.Sleep(TimeSpan.FromSeconds(Seconds));
        Assert.That(patience.Bears(Away), Is.False);
    }

    [Test]
    public void A_server_whose_driver_takes_long_for_a_try_is_not_tried_beyond_the_time_that_is_set()
    {
        Patience patience = new(DatabaseSettings.Default with { Provider = DatabaseProvider.SqlServer, OutageSeconds = 1 }, Tries * 5);

        Assert.That(patience.Bears(Away), Is.True);
        Thread.Sleep(TimeSpan.FromSeconds(1));
        Assert.That(patience.Bears(Away), Is.False);
    }

    [Test]
    public void A_file_is_tried_a_few_times_alone()
    {
        Patience patience = new(DatabaseSettings.Default, Tries);

        Assert.That(Enumerable.Range(0, Tries).Select(_ => patience.Bears(Away)), Is.EqualTo([true, false]));
    }
}
