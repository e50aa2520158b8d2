using System.Data.Common;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Rosters;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Disbursement.Jobs.Tests.Store;

/// <summary>The file is opened, and its schema read, once for a model and not for each question to it; and let go with the model.</summary>
[TestFixture]
internal sealed class KeptConnectionTests
{
    [Test]
    public async Task A_model_opens_the_file_once_however_much_it_is_asked_and_lets_it_go()
    {
        CountOpenings openings = new();
        using TestInputs inputs = new TestInputs(DatabaseSettings.Default with { Interceptors = [openings] }).Roster("a.csv",
            A.Household(1));
        Database store = Database.Open(inputs.Data, inputs.Database);
        using (DisbursementDb db = store.Model())
        {
            Assert.That(openings.Count, Is.Zero, "nothing is asked yet");
            Assert.That((db.Runs.Count(), await db.Batches.CountAsync()), Is.EqualTo((0, 0)));
            using (Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction turn = store.TakeTurn(db))
                turn.Commit();
            Assert.That((db.Payments.Count(), openings.Count), Is.EqualTo((0, 1)));
        }

        // Whoever is the last to let the file go takes the log beside it away.
        Assert.That(File.Exists(inputs.DatabaseFile + "-wal"), Is.False);
    }

    [Test]
    public void A_proof_of_many_batches_opens_the_file_as_often_as_one_of_few()
    {
        int few = Proof("320302"), many = Proof("320302", "320303", "320305", "320311", "320312", "320321", "320322", "320324");

        // Whoever writes batches again has a model, and there may be as many as processors.
        Assert.That(many - few, Is.LessThan(Environment.ProcessorCount));
    }

    /// <summary>How often the file is opened for a model while so many batches are proved.</summary>
    private static int Proof(params string[] counties)
    {
        CountOpenings openings = new();
        using TestInputs inputs = new TestInputs(DatabaseSettings.Default with { Interceptors = [openings] }).Roster("a.csv",
            [.. counties.Select((county, i) => A.Household(i + 1, county + "001001"))]);
        inputs.Run();
        openings.Count = 0;
        Assert.That(inputs.Broken(), Is.Empty);
        return openings.Count;
    }

    private sealed class CountOpenings : DbConnectionInterceptor
    {
        private int _count;

        public int Count
        {
            get => _count;
            set => _count = value;
        }

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) =>
            Interlocked.Increment(ref _count);

        public override Task ConnectionOpenedAsync(
            DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            Interlocked.Increment(ref _count);
            return Task.CompletedTask;
        }
    }
}
