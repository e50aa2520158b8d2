using System.Text;
using Disbursement.Domain.Households;
using Disbursement.Domain.Ledger;
using Disbursement.Jobs.Acts;
using Disbursement.Jobs.Ledger;
using Disbursement.Jobs.Privacy;
using Disbursement.Jobs.Questions;
using Disbursement.Jobs.Store;
using Disbursement.Jobs.Store.Books;
using Disbursement.Jobs.Store.Connections;
using Disbursement.Jobs.Store.Payments;
using Disbursement.Jobs.Store.Tables;
using Disbursement.Jobs.Tests.Acts;
using Disbursement.Jobs.Tests.Ledger;
using Disbursement.Jobs.Tests.Proofs;
using Disbursement.Jobs.Tests.Rosters;

namespace Disbursement.Jobs.Tests.Store.Providers;

/// <summary>
/// Two years of an office on every provider: runs over what earlier ones left behind, every act, every proof and every report.
/// </summary>
[TestFixtureSource(typeof(TestProvider), nameof(TestProvider.All))]
internal sealed class OfficeTests(TestProvider provider)
{
    private TestOffice _office = null!;

    [OneTimeSetUp]
    public void TellTheStory() => _office = FullStory.Tell(TestOffice.Staffed(new TestInputs(provider.Settings)));

    [OneTimeTearDown]
    public void CloseOffice() => _office?.Dispose();

    [Test]
    public void Every_proof_holds() => Assert.That(_office.Breaks(), Is.Empty);

    [Test]
    public void Every_run_computed_again_gives_the_same() =>
        Assert.That(_office.Inputs.Replay().Where(check => check.FirstBreak is not null).Select(check => check.FirstBreak), Is.Empty);

    [Test]
    public void The_database_is_sound_and_guarded() =>
        Assert.That(Database.Check(_office.Inputs.Data, provider.Settings).Problems, Is.Empty);

    [Test]
    public void The_check_knows_how_far_each_book_and_the_acts_reach()
    {
        IReadOnlyDictionary<string, long> heads = Database.Check(_office.Inputs.Data, provider.Settings).Heads;

        Assert.That(heads["audit"], Is.EqualTo(_office.Number("SELECT COUNT(*) FROM audit")));
        Assert.That(heads.Where(head => head.Key != "audit").Sum(head => head.Value),
            Is.EqualTo(_office.Number("SELECT COUNT(*) FROM transfers")));
    }

    [Test]
    public void What_is_unmasked_is_the_person_and_the_look_is_recorded()
    {
        string payment = _office.Payments("2027-1-320302-ocr")[0].Split(' ')[0];

        TestOffice.Done(_office.Unmask(payment));
        using DisbursementDb db = _office.Setting.Store.Model();
        using Sealer sealer = new(_office.Setting.Ring);
        ClaimantRecord claimant =
            db.Claimants.Single(one => one.Number == db.Payments.Single(paid => paid.PaymentNo == payment).ClaimantNumber);

        Assert.That(SealedPerson.Of(claimant).Open(sealer).Id, Is.EqualTo(A.Household(1).MotherId));
        Assert.That(_office.LastAct()["act"], Is.EqualTo("unmask"));
    }

    [Test]
    public void A_person_is_explained_in_every_run()
    {
        Assert.That(CitizenId.TryParse(A.Household(1).MotherId, out CitizenId mother));

        IReadOnlyList<ExplainedRun> explained = new ExplainPerson(_office.Inputs.Data, _office.Setting.Store, _office.Setting.Ring)
            .Run(mother, null, null, CancellationToken.None);

        Assert.That(explained.Select(run => run.Problem), Is.All.Null);
        Assert.That(explained.Select(run => run.Seen.Run),
            Is.EqualTo(_office.Texts("SELECT id FROM runs WHERE kind = 'yearly' ORDER BY number")));
        Assert.That(explained.SelectMany(run => run.Schemes).Select(scheme => scheme.Explanation), Is.Not.Empty.And.All.Not.Null);
    }

    [Test]
    public void Every_decision_is_listed_once()
    {
        using System.Data.Common.DbConnection connection = _office.Setting.Store.Connect();

        Assert.That(new ReadBooks(connection).Decisions("2026-1", null).Count(), Is.EqualTo(_office.Number("SELECT COUNT(*) FROM decisions "
            + "d JOIN claimants c ON c.number = d.claimant_number WHERE c.run_number = 1")));
        Assert.That(new ReadBooks(connection).Decisions("2026-1", "320305").Select(row => row.RegionCode[..6]).Distinct(),
            Is.EqualTo(["320305"]));
    }

    [Test]
    public void What_is_unpaid_has_been_due_since_the_run_that_first_computed_it()
    {
        using System.Data.Common.DbConnection connection = _office.Setting.Store.Connect();
        IReadOnlyList<OpenPayment> open = new ReadReports(connection).Unpaid(null);

        Assert.That(open.Sum(payment => payment.Amount.Fen), Is.EqualTo(_office.Number("SELECT SUM(amount_fen) FROM payments WHERE state "
            + "IN ('proposed', 'approved', 'held', 'released', 'failed')")));
        Assert.That(open.First(payment => payment.Replaces is not null).DueSince,
            Is.EqualTo(new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero)));
        Assert.That(new ReadReports(connection).Unpaid("320302").Select(payment => payment.County).Distinct(), Is.EqualTo(["320302"]));
    }

    [Test]
    public void What_is_owed_back_is_what_the_books_hold()
    {
        using System.Data.Common.DbConnection connection = _office.Setting.Store.Connect();

        Assert.That(new ReadReports(connection).Receivables(null).Sum(owed => owed.Open.Fen), Is.EqualTo(_office.Balances()
            .Where(account => account.Key.StartsWith("receivable:", StringComparison.Ordinal)).Sum(account => account.Value)));
    }

    [Test]
    public void The_exported_books_have_every_transfer_in_both_orders()
    {
        string[] csv = Encoding.UTF8.GetString(JournalChecks.Export(_office.Setting.Store, ExportLedger.Csv))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using LedgerSnapshot ledger = LedgerSnapshot.Take(_office.Setting.Store, null, CancellationToken.None);

        Assert.That(csv, Has.Length.EqualTo(1 + _office.Number("SELECT COUNT(*) FROM transfers")));
        Assert.That(ledger.ByDay().Select(stored => stored.Id).Order(), Is.EqualTo(ledger.ByBook().Select(stored => stored.Id).Order()));
        Assert.That(ledger.ByDay().Select(stored => LedgerSnapshot.DayOf(stored.Transfer.RecordedAt)), Is.Ordered);
    }

    [Test]
    public void The_trial_balance_is_that_of_the_rows()
    {
        using System.Data.Common.DbConnection connection = _office.Setting.Store.Connect();
        TrialBalance balance = new ReadBooks(connection).Balance();

        Assert.That(balance.Accounts.Where(account => account.Balance.Fen != 0)
            .ToDictionary(account => account.Account, account => account.Balance.Fen), Is.EqualTo(_office.Balances()));
    }

    [Test]
    public void What_transfers_come_to_is_the_same_added_up_by_a_proof_and_by_the_database()
    {
        using System.Data.Common.DbConnection connection = _office.Setting.Store.Connect();
        using SumTransfers sums = SumTransfers.Read(connection, CancellationToken.None);
        using StoredRows grouped = StoredRows.Of(connection, """
            SELECT claimant, scheme, year, SUM(CASE WHEN SUBSTRING(debit, 1, 8) = 'expense:' THEN fen ELSE -fen END) FROM transfers
            WHERE year IS NOT NULL AND (SUBSTRING(debit, 1, 8) = 'expense:' OR SUBSTRING(credit, 1, 8) = 'expense:')
            GROUP BY claimant, scheme, year ORDER BY claimant, year, scheme
            """);
        List<string> settled = [];
        while (grouped.Read())
            settled.Add($"{ClaimantKey.Read(grouped.Bytes(0))} {grouped.GetString(1)} {grouped.Int(2)} {grouped.Long(3)}");

        Assert.That(sums.Settled().Select(one => $"{one.Claimant} {one.Scheme.Code} {one.Year} {one.Settled.Fen}"), Is.EqualTo(settled));
        Assert.That(settled, Has.Count.GreaterThan(10));
        Assert.That(sums.Balance.Accounts, Is.EqualTo(new ReadBooks(connection).Balance().Accounts));
    }

    [Test]
    public void Payments_of_several_batches_come_each_once_and_in_the_order_of_claimants()
    {
        using System.Data.Common.DbConnection connection = _office.Setting.Store.Connect();
        ReadBooks books = new(connection);
        IReadOnlyList<StoredBatch> batches = books.Batches(null);

        StoredPaymentState[] payments = [.. books.Payments(batches)];

        Assert.That(payments, Has.Length.EqualTo(_office.Number("SELECT COUNT(*) FROM payments")));
        Assert.That(payments.Select(payment => payment.PaymentNo), Is.Unique);
        foreach (IGrouping<string, StoredPaymentState> run in payments.GroupBy(payment =>
            batches.Single(batch => payment.PaymentNo.StartsWith(batch.Id + '-', StringComparison.Ordinal)).Run))
            Assert.That(run.Select(payment => payment.ClaimantNumber), Is.Ordered, run.Key);
    }

    [Test]
    public void With_new_keys_everything_is_sealed_anew_and_every_proof_holds()
    {
        TestOffice.Done(new RotateKeys(_office.Setting)
            .Run(new Administering(_office.Administrator, "somebody"), new RotationProgress(), CancellationToken.None));

        Assert.That(SealedValues.Count(_office.Setting.Store).Behind(_office.Setting.Ring.Newest), Is.Zero);
        Assert.That(_office.Breaks(), Is.Empty);
    }
}

/// <summary>The same office where the model sends one change at a time.</summary>
[TestFixtureSource(typeof(TestProvider), nameof(TestProvider.All))]
internal sealed class SmallBatchTests(TestProvider provider)
{
    [Test]
    public void Changes_that_are_sent_one_by_one_come_to_the_same()
    {
        using TestOffice office = FullStory.Tell(TestOffice.Staffed(new TestInputs(provider.Settings with { MaxBatchSize = 1 })));

        Assert.That(office.Breaks(), Is.Empty);
    }
}
